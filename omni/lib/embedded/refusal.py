"""Why Omni cannot start, as the one sentence that the person at the terminal reads."""

import errno


class CannotStart(Exception):
    """Its text is shown as it is, without a traceback."""


def sentence(error: OSError, var: object) -> str:
    """The sentence for an operating system error met while starting in `var`."""
    where = error.filename or var
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"The disk is full: {where} could not be written. Free some space and start again."
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"{where} is not writable by this user. Omni keeps its data in {var}."
    return f"{where}: {error.strerror or error}."
