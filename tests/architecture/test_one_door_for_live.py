"""Only what is behind omni.lib.live touches the channel layer; only an app's live.py publishes."""

from tests.architecture.source import calls, imported, modules

BEHIND_THE_DOOR = {"omni/lib/publisher.py", "omni/lib/listener.py"}
PUBLISH = {"publish", "publish_many", "publish_later", "group_send"}


def test_the_channel_layer_has_one_door():
    found = {
        path
        for path, tree in modules().items()
        if any(name.startswith("channels.layers") for name in imported(tree))
    }

    assert found == BEHIND_THE_DOOR


def test_only_live_modules_publish():
    found = [
        f"{path}:{line}"
        for path, tree in modules().items()
        for line, name, whole in calls(tree)
        if name in PUBLISH
        and ("live" in whole or name == "group_send")
        and not (path.startswith("omni/lib/") or path.endswith("/live.py") or "/live/" in path)
    ]

    assert found == []
