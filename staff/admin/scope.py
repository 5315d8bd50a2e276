"""Limited staff see the stores that they manage, and nothing of the others."""

from django.db.models import Field, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest

from ..models import Role, Store, User
from ..roles import may, stores_for

MANAGING = (Role.MANAGER, Role.ADMINISTRATOR)


def manages_all(user: User) -> bool:
    """A superuser, or somebody who manages the whole chain."""
    if user.is_superuser:
        return True
    return may(user, *MANAGING) and user.memberships.filter(role__in=MANAGING, store=None).exists()


class OwnStores:
    """For a `ModelAdmin`: its rows and its choices are those of stores that she manages."""

    store_field = "store"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        if manages_all(request.user):
            return rows
        return rows.filter(**{f"{self.store_field}__in": stores_for(request.user, *MANAGING)})

    def formfield_for_foreignkey(
        self, db_field: Field, request: HttpRequest, **kwargs
    ) -> ModelChoiceField:
        if manages_all(request.user):
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        own = stores_for(request.user, *MANAGING)
        if db_field.related_model is Store:
            kwargs |= {"queryset": own, "required": True}
        elif db_field.related_model is User:
            kwargs["queryset"] = User.objects.filter(memberships__store__in=own).distinct()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
