"""Pictures and certificates that a supplier's list links to."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from .item import Item


class StoneMedia(models.Model):
    """A link of a list, and the file that was made of what it led to.

    `file` is the name in the media storage, empty until it is fetched; a video stays a link.
    `digests` are the SHA-256 of what came and of our copy, which outlive the file: the same is
    known again. `given_up` is how often in a row it was, after some `tries` or at once. `run` is
    the list that brought it.
    """

    class Kind(models.TextChoices):
        IMAGE = "image", "Picture"
        CERTIFICATE = "certificate", "Certificate"
        VIDEO = "video", "Video"

    class State(models.TextChoices):
        WAITING = "waiting", "To be fetched"
        KEPT = "kept", "Kept"
        REFUSED = "refused", "Refused"
        LINK = "link", "A link"
        GONE = "gone", "No longer shown"
        DOWN = "down", "Taken down by hand"

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="media", db_index=False)
    kind = models.CharField(max_length=11, choices=Kind.choices)
    url = models.CharField(max_length=500)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    why = models.CharField(max_length=200, blank=True)
    file = models.CharField(max_length=120, blank=True)
    digests = ArrayField(
        models.CharField(max_length=64), default=list, db_default=[], blank=True
    )  # fmt: skip
    content_type = models.CharField(max_length=40, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    given_up = models.PositiveSmallIntegerField(default=0, db_default=0)
    due_at = models.DateTimeField()
    run = models.ForeignKey(
        "Import", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    fetched_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "stone media"
        constraints = [
            models.UniqueConstraint(fields=["item", "kind", "url"], name="media_once"),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(state="waiting"), name="media_to_fetch"
            ),
            models.Index(fields=["file"], condition=models.Q(file__gt=""), name="media_by_file"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.item_id}"


class MediaRetry(models.Model):
    """Somebody had it asked for again, which was refused before, since `why`."""

    media = models.ForeignKey(StoneMedia, on_delete=models.CASCADE, related_name="retries")
    why = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)

    class Meta:
        verbose_name_plural = "asked for again"

    def __str__(self) -> str:
        return f"{self.media}, asked for again {self.asked_at:%d %b %Y}"


class MediaTakedown(models.Model):
    """Somebody took it down, since `why`; and put it back, at times.

    No list brings it again meanwhile.
    """

    media = models.ForeignKey(StoneMedia, on_delete=models.CASCADE, related_name="takedowns")
    why = models.CharField(max_length=200)
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=80)
    back_at = models.DateTimeField(null=True, blank=True)
    back_by = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name_plural = "taken down and put back"
        constraints = [
            models.UniqueConstraint(
                fields=["media"], condition=models.Q(back_at__isnull=True), name="media_down_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.media}, taken down {self.taken_at:%d %b %Y}"
