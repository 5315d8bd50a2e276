"""What our logs leave out: whoever reads the secret part of a pass's address has the pass."""

import logging
import re

PASS = re.compile(r"((?:/|%2F)p(?:/|%2F))[\w-]{16,}", re.IGNORECASE)


class Masked(logging.Filter):
    """Masks pass links in every line that is written, wherever it comes from."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        masked = PASS.sub(r"\1…", said)
        if masked != said:
            record.msg, record.args = masked, ()
        return True
