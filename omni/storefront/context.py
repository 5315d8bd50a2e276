"""Which frame what couldn't be shown stands in: the shop's own, or none of its ways."""

from django.http import HttpRequest

# Whoever works here, a machine, or a station at the door has no use for the shop's header.
ELSEWHERE = ("/admin/", "/api/", "/desk/", "/floor/", "/hooks/", "/kiosk/", "/staff/")


def wrong_frame(request: HttpRequest) -> dict[str, str]:
    if request.path_info.startswith(ELSEWHERE):
        return {}
    return {"wrong_frame": "omni/storefront.html"}
