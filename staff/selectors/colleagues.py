"""Who else works here."""

from django.db.models import QuerySet

from ..models import User


def colleagues(*roles: str, besides: User | None = None) -> QuerySet[User]:
    """Active people who hold one of the roles anywhere, by name."""
    found = User.objects.filter(is_active=True, memberships__role__in=roles).distinct()
    return found.exclude(pk=besides.pk) if besides else found
