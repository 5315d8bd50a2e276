"""The embedded PostgreSQL takes an eighth of the memory there is, within bounds."""

import pytest

from omni.lib.embedded.memory import MB, settings, there_is


@pytest.mark.parametrize(
    ("memory", "buffers"),
    [(512 * MB, "256MB"), (2048 * MB, "256MB"), (24_576 * MB, "3072MB"), (10**12, "4096MB")],
)
def test_its_buffers_grow_with_the_memory(memory, buffers):
    assert settings(memory)["shared_buffers"] == buffers


def test_the_planner_is_told_that_half_of_the_memory_holds_pages():
    assert settings(24_576 * MB)["effective_cache_size"] == "12288MB"


def test_a_container_has_what_it_is_limited_to(tmp_path):
    limit = tmp_path / "memory.max"
    whole = there_is(tmp_path / "none")
    assert whole > 0

    limit.write_text(f"{64 * MB}\n")
    assert there_is(limit) == 64 * MB
    limit.write_text("max\n")
    assert there_is(limit) == whole
    limit.write_text(f"{2 * whole}\n")
    assert there_is(limit) == whole
