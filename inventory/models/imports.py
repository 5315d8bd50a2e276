"""A stock list that came in: what was read, what it would change, what was refused and why."""

from django.db import models
from django.db.models import Q

from omni.lib.ids import public_id

from .item import Item
from .place import Supplier
from .stock import Lot


class Import(models.Model):
    """One list on its way in. Until it is applied no stock has changed.

    `counts` are rows by their fate, `outcome` by what became of them when it was applied or undone.
    `beat_at` says that `worker` is at it; `version` grows with every step, for open pages.
    """

    class State(models.TextChoices):
        NEW = "new", "To be read"
        ASKING = "asking", "Has questions"
        READING = "reading", "Being read"
        READY = "ready", "Compared"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        UNDOING = "undoing", "Being undone"
        UNDONE = "undone", "Undone"
        FAILED = "failed", "Failed"

    CHANGING = (State.RUNNING, State.UNDOING)
    WORKING = (State.NEW, State.READING, *CHANGING)

    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    source = models.CharField(max_length=120)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, null=True, blank=True)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    actor = models.CharField(max_length=80)
    file = models.CharField(max_length=120, blank=True, editable=False)
    form = models.CharField(max_length=120, blank=True)
    questions = models.JSONField(default=list, blank=True, editable=False)
    answers = models.JSONField(default=dict, blank=True, editable=False)
    unused = models.JSONField(default=list, blank=True, editable=False)
    terms = models.JSONField(default=dict, blank=True, editable=False)
    counts = models.JSONField(default=dict, blank=True, editable=False)
    outcome = models.JSONField(default=dict, blank=True, editable=False)
    error = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    compared_at = models.DateTimeField(null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)
    rows_read = models.IntegerField(default=0)
    rows_taken = models.IntegerField(default=0)
    rows_refused = models.IntegerField(default=0)
    step_started_at = models.DateTimeField(null=True, blank=True, editable=False)
    step_done = models.IntegerField(default=0, editable=False)
    step_rows = models.IntegerField(default=0, editable=False)
    worker = models.UUIDField(null=True, blank=True, editable=False)
    beat_at = models.DateTimeField(null=True, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    version = models.BigIntegerField(default=1, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supplier"],
                condition=Q(state__in=["running", "undoing"]),
                name="one_list_of_a_supplier",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.started_at:%d %b %Y %H:%M}"


class ImportRow(models.Model):
    """One row of a list, or a piece that the list no longer has (line 0).

    `facts` is what the row says, by the names of our columns; `before` is the piece as it was when
    they were compared, `change` what of the facts differs.
    """

    class Fate(models.TextChoices):
        READ = "read", "Read"
        NEW = "new", "New"
        CHANGED = "changed", "Changed"
        SAME = "same", "Unchanged"
        GONE = "gone", "No longer offered"
        PROTECTED = "protected", "Left as it is"
        REFUSED = "refused", "Refused"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        APPLIED = "applied", "Applied"
        UNDONE = "undone", "Undone"
        KEPT = "kept", "Kept"

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows", db_index=False)
    line = models.IntegerField()
    stock_number = models.CharField(max_length=30, blank=True)
    lab = models.CharField(max_length=12, blank=True)
    number = models.CharField(max_length=24, blank=True)
    facts = models.JSONField(default=dict)
    links = models.JSONField(null=True, blank=True)
    fate = models.CharField(max_length=9, choices=Fate.choices, default=Fate.READ)
    why = models.CharField(max_length=120, blank=True)
    item = models.ForeignKey(
        Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    before = models.JSONField(null=True, blank=True)
    change = models.JSONField(null=True, blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)

    class Meta:
        indexes = [
            models.Index(fields=["run", "fate", "line"], name="import_row_by_fate"),
        ]

    def __str__(self) -> str:
        return f"line {self.line}: {self.fate}"


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
