"""One module per family of figures; importing this registers all of them."""

from . import claims, growth, pages  # noqa: F401
