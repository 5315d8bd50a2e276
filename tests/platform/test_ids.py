"""Keys that forms carry."""

import uuid

from omni.lib.ids import client_keys


def test_client_keys_are_fresh_random_uuids():
    keys = client_keys(500)

    assert len(set(keys)) == 500
    for key in keys:
        made = uuid.UUID(key)
        assert (str(made), made.version, made.variant) == (key, 4, uuid.RFC_4122)


def test_none_are_none():
    assert client_keys(0) == []
