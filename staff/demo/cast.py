"""Who works at Tolland, and how each signs in. These passwords are public: demo mode only."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from staff.models import Membership, Role, Store, User
from staff.models.user import Pronoun


@dataclass(frozen=True, slots=True)
class Colleague:
    """`store` is a slug, or empty for the whole chain; `pin` switches people on a shared iPad."""

    name: str
    role: Role
    store: str
    pin: str
    pronoun: str
    title: str = ""

    @property
    def given_name(self) -> str:
        return self.name.split(maxsplit=1)[0]

    @property
    def email(self) -> str:
        return f"{self.given_name.lower()}@tolland.example"

    @property
    def password(self) -> str:
        return f"{self.given_name.lower()}-at-tolland-demo"


CAST = (
    Colleague("Marcus Oliveira", Role.ASSOCIATE, "sydney", "2580", Pronoun.HE, "Associate"),
    Colleague("Hana Mori", Role.DESK, "", "3691", Pronoun.SHE, "Gemmologist"),
    Colleague("Ravi Shah", Role.DESK, "", "1470", Pronoun.HE, "Night desk"),
    Colleague("Ana Petrov", Role.MANAGER, "sydney", "4826", Pronoun.SHE, "Store manager"),
    Colleague("Lucia Romano", Role.ASSOCIATE, "melbourne", "7913", Pronoun.SHE, "Associate"),
    Colleague("Ada Okafor", Role.ADMINISTRATOR, "", "6048", Pronoun.SHE, "Administrator"),
)


@transaction.atomic
def hire(stores: dict[str, Store]) -> dict[str, User]:
    """Everybody with role, password and PIN, by given name; who is there already stays as is."""
    people = {}
    for one in CAST:
        user = User.objects.filter(email=one.email).first() or _hire(one, stores)
        people[one.given_name] = user
    return people


def _hire(one: Colleague, stores: dict[str, Store]) -> User:
    is_administrator = one.role == Role.ADMINISTRATOR
    user = User.objects.create_user(
        one.email,
        one.password,
        name=one.name,
        given_name=one.given_name,
        pronoun=one.pronoun,
        title=one.title,
        pin_hash=make_password(one.pin),
        is_staff=is_administrator,
        is_superuser=is_administrator,
    )
    Membership.objects.create(user=user, role=one.role, store=stores.get(one.store))
    return user
