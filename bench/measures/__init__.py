"""One module per family of figures; importing this registers all of them."""

from . import claims, contention, growth, lists, live, memory, pages  # noqa: F401
