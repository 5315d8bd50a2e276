"""Template tags of the design system: icons from the sprite and stylesheets by component name."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """The symbol `i-<name>` of static/img/icons.svg; silent for screen readers without `label`.

    `size` is "", "small" or "large".
    """
    classes = f"i {size}".strip()
    href = f"{static('img/icons.svg')}#i-{name}"
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>',
            classes,
            label,
            href,
        )
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}"></use></svg>', classes, href
    )


@register.simple_tag
def styles(*names: str) -> SafeString:
    """One <link> for each component named, from static/css."""
    return format_html_join(
        "\n", '<link rel="stylesheet" href="{}">', ((static(f"css/{name}.css"),) for name in names)
    )


@register.filter
def initials(name: str) -> str:
    """At most two letters that stand for a person: "Priya Nair" gives PN, "Hana" gives H."""
    words = str(name or "").split()
    if not words or not words[0][0].isalpha():  # a number stands for nobody in two digits
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
