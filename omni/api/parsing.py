"""JSON bodies of a bounded size and depth."""

from typing import IO

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

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


def _length(given: str | None) -> int:
    return int(given) if given and given.isascii() and given.isdigit() else 0
