"""Addresses whose views are loaded when one of them is first asked for, or reversed.

A web worker that shows the shop to strangers never needs the desk, the floor, the admin or the API,
and together they are as large in memory as all that it does need.
"""

from django.urls import URLResolver
from django.urls.resolvers import RoutePattern
from django.utils.translation import get_language


class Late(URLResolver):
    """`include` loads a URL conf at once; this knows no more than its name space until then."""

    def resolve(self, path: str):
        """None for another's address, as a plain `path` answers; Django's own raises for each."""
        return super().resolve(path) if self.pattern.match(str(path)) else None

    def _populate(self) -> None:
        """Not for the resolver above, which wants the name space alone and has that."""

    @property
    def reverse_dict(self):
        self._load()
        return super().reverse_dict

    @property
    def namespace_dict(self):
        self._load()
        return super().namespace_dict

    @property
    def app_dict(self):
        self._load()
        return super().app_dict

    def _load(self) -> None:
        if get_language() not in self._reverse_dict:
            super()._populate()


def late(route: str, urlconf: str, namespace: str) -> Late:
    """`path(route, include(urlconf))` for a URL conf whose `app_name` is `namespace`."""
    return Late(RoutePattern(route), urlconf, app_name=namespace, namespace=namespace)
