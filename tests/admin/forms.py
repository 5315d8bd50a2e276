"""The admin's pages as a browser would send them back."""

from django.urls import reverse


def form_of(browser, where: str) -> dict:
    """What the page would send if nothing was changed."""
    page = browser.get(where)
    form = page.context["adminform"].form
    forms = [form, *(f for one in page.context["inline_admin_formsets"] for f in one.formset.forms)]
    managed = [one.formset.management_form for one in page.context["inline_admin_formsets"]]
    sent = {}
    for one in [*forms, *managed]:
        for field in one:
            value = field.value()
            if getattr(field.field, "show_hidden_initial", False):
                sent[field.html_initial_name] = value
            if value is True:
                sent[field.html_name] = "on"
            elif value is not None and value is not False:
                parts = field.field.widget.decompress(value) if _is_split(field) else None
                if parts is None:
                    sent[field.html_name] = value
                else:
                    sent |= {f"{field.html_name}_{n}": part for n, part in enumerate(parts)}
    return sent


def _is_split(field) -> bool:
    return hasattr(field.field.widget, "decompress")


def at(kind: str, row) -> str:
    return reverse(f"admin:{kind}_change", args=[row.pk])
