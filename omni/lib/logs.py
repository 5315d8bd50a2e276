"""What our logs leave out: secrets, as who reads a pass's address has the pass, and refusals."""

import logging
import re
from http import HTTPStatus

PASS = re.compile(r"((?:/|%2F)p(?:/|%2F))[\w-]{16,}", re.IGNORECASE)


class Masked(logging.Filter):
    """Masks pass links in every line that is written, wherever it comes from."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        masked = PASS.sub(r"\1…", said)
        if masked != said:
            record.msg, record.args = masked, ()
        return True


class Answers(logging.Filter):
    """Leaves out that somebody came too late: a refusal is an answer, and nothing to look into.

    A piece that many want is refused hundreds of times in a second, and each line would be written
    before the next buyer is heard.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        return getattr(record, "status_code", None) != HTTPStatus.CONFLICT
