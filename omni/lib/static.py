"""Addresses of static files, worked out once a process: a page names forty."""

from functools import cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """The manifest is read at the start and never again, so no address changes meanwhile.

    A script that imports another names it by its hash too: by two addresses it would run twice.
    """

    support_js_module_import_aggregation = True

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.url = cache(super().url)
