"""Every answer is whole: two slow readers of a stream held both web workers' threads."""

from tests.architecture.source import imported, modules

STREAMS = ("FileResponse", "StreamingHttpResponse", "FileWrapper")


def test_nothing_is_streamed_by_a_web_worker():
    found = [
        path for path, tree in modules().items()
        if any(name.endswith(STREAMS) for name in imported(tree))
    ]  # fmt: skip

    assert found == []
