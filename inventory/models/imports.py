"""A stock list that came in: what was read, what was refused and why."""

from django.db import models

from omni.lib.ids import public_id

from .place import Supplier


class Import(models.Model):
    class State(models.TextChoices):
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    source = models.CharField(max_length=120)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    actor = models.CharField(max_length=80)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    rows_read = models.IntegerField(default=0)
    rows_taken = models.IntegerField(default=0)
    rows_refused = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.source} {self.started_at:%d %b %Y %H:%M}"


class ImportProblem(models.Model):
    """One refused row: its line in the file, the column, the value as it stood, and why."""

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="problems")
    line = models.IntegerField()
    column = models.CharField(max_length=40)
    value = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["line"]

    def __str__(self) -> str:
        return f"line {self.line}, {self.column}: {self.reason}"
