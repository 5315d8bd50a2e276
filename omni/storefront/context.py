"""Which frame what couldn't be shown stands in: the shop's own, or that of whoever works here."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

# Whoever works here, a machine, or a station at the door has no use for the shop's header.
ELSEWHERE = ("/admin/", "/api/", "/desk/", "/floor/", "/hooks/", "/kiosk/", "/staff/")
BACK = {
    "/admin/": (_("Back to the admin"), ""),
    "/desk/": (_("Back to the desk"), "night"),
    "/floor/": (_("Back to the floor"), "counter"),
    "/kiosk/": (_("Back to the welcome"), "counter"),
    "/staff/": (_("Where to?"), ""),
}


def wrong_frame(request: HttpRequest) -> dict[str, object]:
    path = request.path_info
    if not path.startswith(ELSEWHERE):
        return {"wrong_frame": "omni/storefront.html"}
    home = next((face for face in BACK if path.startswith(face)), None)
    if home is None:
        return {}
    word, theme = BACK[home]
    return {"wrong_home": home, "wrong_back": word, "wrong_theme": theme}
