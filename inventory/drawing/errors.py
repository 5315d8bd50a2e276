"""What can be wrong with proportions that somebody asks us to draw."""


class DrawingError(ValueError):
    """The drawing can't be made; the message says which value is at fault."""


class UnknownShape(DrawingError):
    """We have no drawing for this cut."""


class BadProportions(DrawingError):
    """A value lies outside what a cut stone can have."""


class BadCode(DrawingError):
    """The address isn't one that we hand out."""
