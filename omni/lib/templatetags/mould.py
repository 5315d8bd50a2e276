"""`{% filled %}`: a part of a page from a mould, for templates that are rendered the usual way."""

from django import template
from django.utils.safestring import SafeString

from .. import moulds

register = template.Library()
DECIDES = "by_"


@register.simple_tag
def filled(part: str, **given) -> SafeString:
    """`{% filled "omni/parts/top.html" name=brand.name known=known by_section=section %}`

    What is given is a text, or whether something is so; what the part compares with or filters is
    given as `by_` and its name, and has few values.
    """
    words, shape = {}, {}
    for name, value in given.items():
        if name.startswith(DECIDES):
            shape[name.removeprefix(DECIDES)] = str(value or "")
        elif isinstance(value, bool):
            words[name] = bool(value)  # of a lazy one, too: a mould must not keep whose it is
        else:
            words[name] = str(value) if value else ""
    return moulds.filled(part, words, shape)
