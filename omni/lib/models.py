"""The platform's own two tables: keys that were used, and counters that limit."""

from django.db import models


class ClientKey(models.Model):
    """A mutating request's key, kept forever: the same key gives the same answer."""

    scope = models.CharField(max_length=160)
    key = models.UUIDField()
    body_hash = models.CharField(max_length=64)
    result = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="client_key_once")]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"


class Counter(models.Model):
    """How often something was tried in one window, for limits that must hold in parallel."""

    name = models.CharField(max_length=160)
    window_at = models.DateTimeField()
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "window_at"], name="counter_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.count}"
