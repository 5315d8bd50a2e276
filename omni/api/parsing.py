"""JSON bodies of a bounded size and depth, and forms with a file of a bounded size."""

from typing import IO

from django.core.exceptions import SuspiciousOperation
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser, MultiPartParser

from inventory.lists.opened import MOST_BYTES as LIST_BYTES

from .errors import TooLarge

MOST_BYTES = 128 * 1024


class Json(JSONParser):
    def parse(self, stream: IO, media_type: str | None = None, parser_context=None) -> object:
        if _length(parser_context["request"].META.get("CONTENT_LENGTH")) > MOST_BYTES:
            raise TooLarge
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError("JSON nested too deeply.") from error


class FormWithFile(MultiPartParser):
    """A file as large as a list may be, which is written to the disk while it comes."""

    def parse(self, stream: IO, media_type: str | None = None, parser_context=None) -> object:
        length = _length(parser_context["request"].META.get("CONTENT_LENGTH"))
        if length > LIST_BYTES + MOST_BYTES:
            raise TooLarge
        try:
            return super().parse(stream, media_type, parser_context)
        except SuspiciousOperation as error:  # too many fields or files, or too large a field
            raise TooLarge from error


def _length(given: str | None) -> int:
    return int(given) if given and given.isascii() and given.isdigit() else 0
