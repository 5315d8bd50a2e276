"""The roots of every refusal: an action raises one of these, and nothing has changed."""


class Refused(Exception):
    """A rule of the shop said no. `code` is stable for machines, the message is for people."""

    code = "refused"
    status = 409

    def __init__(self, message: str = "", **details: object) -> None:
        super().__init__(message or self.__doc__ or self.code)
        self.details = details

    @property
    def message(self) -> str:
        return str(self)


class NotAllowed(Refused):
    """You may not do that."""

    code = "not_allowed"
    status = 403


class NotThere(Refused):
    """There's nothing here under that name."""

    code = "not_found"
    status = 404


class Invalid(Refused):
    """Something in the request isn't right."""

    code = "invalid"
    status = 400


class TooMany(Refused):
    """That was tried too often. Please wait a little."""

    code = "too_many"
    status = 429


class KeyReused(Refused):
    """This was sent before with something else in it. Reload the page to see what came of it."""

    code = "key_reused"
    status = 422
