"""An answer that somebody approved; the only thing an automatic answer may say."""

from django.db import models

from staff.models import User


class Answer(models.Model):
    title = models.CharField(max_length=80, help_text="Shown as the source: Colour grades")
    questions = models.TextField(help_text="One way to ask it per line.")
    body = models.TextField()
    shortcut = models.SlugField(max_length=16, blank=True, help_text="/shortcut at the desk")
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title
