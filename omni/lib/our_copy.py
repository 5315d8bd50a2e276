"""A file that we keep, answered so that it may be kept for ever and can do nothing."""

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

YEAR = 365 * 24 * 3600
# A document of nobody's origin. Chromium's reader of PDFs needs its own script and style to open.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'; "
    "sandbox allow-scripts"
)


def our_copy(*files: str, content_type: str, keeps: str) -> HttpResponse:
    """The first of these that is in the media storage; Http404 when none is.

    Whole, as every answer: somebody slow at the end of a stream would hold the worker's one thread.
    `keeps` says who may: "public", or "private" for the asker's own browser. Its address has to
    contain what it is, for it is never asked for again.
    """
    for file in files:
        try:
            with default_storage.open(file) as found:
                body = found.read()
        except FileNotFoundError:
            continue
        return HttpResponse(
            body, content_type=content_type,
            headers={
                "Cache-Control": f"{keeps}, max-age={YEAR}, immutable",
                "Content-Disposition": content_disposition_header(False, file.rpartition("/")[2]),
                "Content-Security-Policy": POLICY,
            },
        )  # fmt: skip
    raise Http404
