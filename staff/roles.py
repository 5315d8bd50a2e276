"""Who may do what where: rights come from memberships alone, a role in one store or in all."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from omni.lib.prepared import ASKED, Prepared
from omni.lib.statement import Statement

from .models import Store, User

HELD = Statement("SELECT role, store_id FROM staff_membership WHERE user_id = %s")
NAMED = Prepared(lambda: Store.objects.filter(slug=ASKED, is_active=True))


def _held(user: User) -> list[tuple[str, int | None]]:
    """(role, store id or None for the whole chain), read once per user object, so per request."""
    if not hasattr(user, "_held_roles"):
        user._held_roles = HELD.rows(user.pk)
    return user._held_roles


def may(user: User, *roles: str, store: Store | None = None) -> bool:
    """Whether she holds one of the roles, in that store or in the whole chain.

    Without `store` it is enough to hold it anywhere: a page for one store must name the store.
    """
    if not (user.is_authenticated and user.is_active):
        return False
    return any(
        role in roles and (store is None or place is None or place == store.pk)
        for role, place in _held(user)
    )


def stores_for(user: User, *roles: str) -> QuerySet[Store]:
    """The active stores in which she holds one of the roles."""
    stores = Store.objects.filter(is_active=True)
    if not (user.is_authenticated and user.is_active):
        return stores.none()
    places = {place for role, place in _held(user) if role in roles}
    return stores if None in places else stores.filter(pk__in=places)


def require_store(user: User, store: Store | None, *roles: str) -> None:
    """Raise `Http404` when she has no business in this store: its things don't exist for her."""
    if store is None or not may(user, *roles, store=store):
        raise Http404


def staff_page(*roles: str) -> Callable:
    """A page for staff: a stranger signs in first, without one of the roles it is a 403.

    A URL argument `store` (a slug) reaches the view as the `Store`; another store is a 404. A view
    that fetches a thing by its id calls `require_store` with the store of the thing.
    """

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return _sign_in_first(request)
            if not may(request.user, *roles):
                raise PermissionDenied
            if isinstance(kwargs.get("store"), str):
                store = NAMED.first(kwargs["store"])
                require_store(request.user, store, *roles)
                kwargs["store"] = store
            return view(request, *args, **kwargs)

        guarded.staff_roles = roles
        return guarded

    return decorate


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    """A page goes to the sign-in and comes back; a script is told so, or it would follow."""
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"error": "sign_in", "message": "Please sign in again."}, status=401)
    back = request.get_full_path() if request.method == "GET" else "/staff/"
    return redirect_to_login(back)
