"""Where each face is and who signs in there."""

from django.urls import reverse

from staff.demo.cast import CAST
from staff.demo.machines import TOKEN

FACES = (
    ("Floor", "/floor/", ("Marcus", "Lucia")),
    ("Desk", "/desk/", ("Hana", "Ravi")),
    ("Store", "/staff/", ("Ana",)),
    ("Admin", "/admin/", ("Ada",)),
)


def sign_ins(url: str) -> str:
    """One line per person; customers need none, their codes arrive at the handset."""
    people = {one.given_name: one for one in CAST}
    handset = url + reverse("storefront:handset")
    lines = [
        f"{'Shop':<7}{url + '/':<40}any phone or e-mail signs in",
        f"{'Phone':<7}{handset:<40}where its codes and texts arrive",
    ]
    for face, path, names in FACES:
        for name in names:
            one = people[name]
            lines.append(f"{face:<7}{url + path:<40}{one.email:<24}{one.password:<26}PIN {one.pin}")
    lines.append(f"{'API':<7}{url + '/api/v1/docs/':<40}Authorization: Bearer {TOKEN}")
    return "\n".join(lines)
