"""A selection on paper that somebody waits for, and the file that came of it."""

from django.db import models
from django.db.models import Q

from .selection import Selection


class Catalogue(models.Model):
    """One per list and language. `of` is the digest of what the file says of its pieces.

    `worker` is at it since `beat_at`, which is empty when nobody is; of one that is ready it says
    when somebody looked last whether it is still true.
    """

    class State(models.TextChoices):
        WANTED = "wanted", "Wanted"
        READY = "ready", "Ready"
        FAILED = "failed", "Failed"

    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="catalogues")
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=6, choices=State.choices, default=State.WANTED)
    of = models.CharField(max_length=64, blank=True, editable=False)
    file = models.CharField(max_length=120, blank=True, editable=False)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)
    worker = models.UUIDField(null=True, blank=True, editable=False)
    beat_at = models.DateTimeField(null=True, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["selection", "language"], name="catalogue_of_a_language"
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | ~Q(file=""), name="ready_catalogue_has_its_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.selection} ({self.language})"
