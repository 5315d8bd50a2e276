"""Form inputs from moulds: one differs from the next by its value, and Django renders each anew.

The thirteen inputs of the checkout took more than half of the time of its page.
"""

from functools import lru_cache

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from .moulds import MARK, MOST

INPUTS = frozenset(
    f"django/forms/widgets/{name}.html"
    for name in ("email", "hidden", "input", "input_option", "number", "radio_option", "text")
)
ATTRS = "attrs"


class MouldRenderer(DjangoTemplates):
    """Django's own renderer, which renders each shape of an input once and then fills it in."""

    def render(self, template_name: str, context: dict, request=None) -> str:
        if template_name in INPUTS and request is None:
            widget = dict(context["widget"])
            value = widget.pop("value", None)
            shape = _shape(widget)
            if shape is not None and (value is None or isinstance(value, str)):
                pieces = self._mould(template_name, shape, value is not None)
                return SafeString(conditional_escape(value).join(pieces))
        return super().render(template_name, context, request)

    @lru_cache(maxsize=MOST)  # noqa: B019, there is one renderer
    def _mould(self, template_name: str, shape: tuple, has_value: bool) -> list[str]:
        widget = {name: dict(one) if name == ATTRS else one for name, one in shape}
        widget["value"] = MARK if has_value else None
        return super().render(template_name, {"widget": widget}).split(MARK)


def _shape(widget: dict) -> tuple | None:
    """All but the value as texts, True, False and None; None where something is safe HTML."""
    attrs = _texts(widget.get(ATTRS, {}))
    rest = _texts({name: one for name, one in widget.items() if name != ATTRS})
    if attrs is None or rest is None:
        return None
    return (*rest, (ATTRS, attrs))


def _texts(named: dict) -> tuple | None:
    found = []
    for name, one in named.items():
        text = one if one is None or isinstance(one, bool) else str(one)
        if isinstance(text, SafeString):
            return None
        found.append((name, text))
    return tuple(found)
