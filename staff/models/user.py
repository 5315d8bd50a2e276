"""A person who works here; what she may do depends on her role in a store."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models

from omni.lib.ids import public_id
from omni.lib.prepared import ASKED, Prepared

from .store import Store


class UserManager(BaseUserManager):
    def get(self, *args, **kwargs) -> "User":
        """One by her key alone, whom Django asks for with every request, by a plan that is kept."""
        key = kwargs.get("pk")
        # A manager of a relation inherits from this one, and means those of the relation only.
        if type(self) is not UserManager or args or len(kwargs) != 1 or not isinstance(key, int):
            return super().get(*args, **kwargs)
        found = BY_KEY.first(key)
        if found is None:
            raise self.model.DoesNotExist
        return found

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str) -> "User":
        return self.get(email=username.lower())


class Pronoun(models.TextChoices):
    SHE = "she", "She"
    HE = "he", "He"
    THEY = "they", "They"


class User(AbstractBaseUser, PermissionsMixin):
    """Signs in by e-mail; `name` is the full name, `given_name` what a customer reads."""

    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=80)
    given_name = models.CharField(max_length=40)
    pronoun = models.CharField(max_length=4, choices=Pronoun.choices, default=Pronoun.THEY)
    title = models.CharField(max_length=40, blank=True, help_text="Gemmologist, for instance.")
    pin_hash = models.CharField(max_length=128, blank=True, editable=False)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField("may open the admin", default=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name", "given_name"]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        return "".join(part[0] for part in self.name.split()[:2]).upper()

    @property
    def username(self) -> str:
        return self.email


class Role(models.TextChoices):
    ASSOCIATE = "associate", "Sales associate"
    DESK = "desk", "Chat and telephone desk"
    MANAGER = "manager", "Store manager"
    ADMINISTRATOR = "administrator", "Administrator"


class Membership(models.Model):
    """A role in one store, or (store empty) in the whole chain."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role.choices)
    store = models.ForeignKey(
        Store, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "store"], name="membership_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.store or 'everywhere'}"


BY_KEY = Prepared(lambda: User.objects.order_by().extra(where=["id = %s::bigint"], params=[ASKED]))
