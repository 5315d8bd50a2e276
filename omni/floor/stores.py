"""Which store somebody works in: the iPad's, else the one chosen last, else her first."""

from django.http import Http404, HttpRequest, HttpResponse

from staff.models import Role, Store
from staff.roles import may
from staff.selectors.places import active_stores

FLOOR = (Role.ASSOCIATE, Role.MANAGER)
COOKIE, YEAR = "floor_store", 365 * 24 * 3600


def her_stores(request: HttpRequest) -> list[Store]:
    """Where she may work, in the chain's order."""
    return [store for store in active_stores() if may(request.user, *FLOOR, store=store)]


def usual_store(request: HttpRequest) -> Store:
    """Raises `Http404` when all her stores are closed for good."""
    stores = {store.slug: store for store in her_stores(request)}
    if not stores:
        raise Http404
    on_device = request.device.store.slug if request.device else ""
    for slug in (on_device, request.COOKIES.get(COOKIE, "")):
        if slug in stores:
            return stores[slug]
    return next(iter(stores.values()))


def remember(response: HttpResponse, store: Store, *, secure: bool) -> HttpResponse:
    """A convenience, not a right: whoever may not work there is a stranger there all the same."""
    response.set_cookie(
        COOKIE, store.slug, max_age=YEAR, path="/floor/", httponly=True, samesite="Lax",
        secure=secure,
    )  # fmt: skip
    return response
