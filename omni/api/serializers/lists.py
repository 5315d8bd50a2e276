"""Suppliers' lists on their way in: the file, what it leaves open, what it would change."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from inventory.models import Import, ImportProblem
from inventory.selectors.list_report import TABS

from .claims import Closed
from .parts import PRINTED, Place, lines

FATES = [fate for fate in TABS if fate != "refused"]
MOST_ANSWERS = 200


@extend_schema_field({"type": "string", "format": "binary"})
class Upload(serializers.FileField):
    """A file; whether it is empty or too large is said by whoever takes it."""

    def __init__(self, **more) -> None:
        super().__init__(allow_empty_file=True, **more)


class ListRequest(Closed):
    supplier = Place(help_text="The supplier's code.")
    file = Upload(help_text="A CSV file or an XLSX workbook, as it came.")


class AnswerLine(Closed):
    question = serializers.RegexField(
        rf"^{PRINTED}{{1,160}}\Z", trim_whitespace=False, help_text="Its `key`."
    )
    answer = serializers.RegexField(
        rf"^{PRINTED}{{1,200}}\Z", trim_whitespace=False, help_text="The `value` of an option."
    )


class AnswerRequest(Closed):
    answers = lines(AnswerLine, max_length=MOST_ANSWERS)

    def validate_answers(self, answers: list[dict]) -> list[dict]:
        asked = [line["question"] for line in answers]
        if len(set(asked)) < len(asked):
            raise serializers.ValidationError(_("A question was answered twice."))
        return answers


class ApplyRequest(Closed):
    accepts_loss = serializers.BooleanField(
        default=False,
        help_text="Say that most of the supplier's pieces are meant to be missing from it.",
    )


class Brought(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    supplier = serializers.CharField(source="supplier.code")
    name = serializers.CharField(source="source", help_text="Of the file.")
    brought_at = serializers.DateTimeField(source="started_at")


class Option(serializers.Serializer):
    value = serializers.CharField()
    words = serializers.CharField()


class Question(serializers.Serializer):
    key = serializers.CharField(help_text="`column:…` asks which column something is in.")
    text = serializers.CharField()
    options = serializers.SerializerMethodField()
    examples = serializers.ListField(child=serializers.CharField(), help_text="Cells of the list.")

    def get_options(self, question: dict) -> Option(many=True):
        pairs = question["options"]
        return Option([{"value": value, "words": words} for value, words in pairs], many=True).data


class Progress(serializers.Serializer):
    share = serializers.IntegerField(help_text="Of the step it is at, 0 to 100.")
    seconds_left = serializers.IntegerField(allow_null=True, help_text="Null: nobody can tell.")

    class Meta:
        ref_name = "ListProgress"


class Number(serializers.DictField):
    child = serializers.IntegerField()


class ListOut(Brought):
    state = serializers.ChoiceField(choices=Import.State.choices)
    is_working = serializers.BooleanField(help_text="A worker is at it, or will be.")
    progress = Progress(source="*")
    questions = Question(many=True, help_text="What it leaves open; empty when nothing is.")
    answers = serializers.DictField(
        child=serializers.CharField(), help_text="Those by which it is read."
    )
    unused = serializers.ListField(
        child=serializers.CharField(), help_text="Columns that say nothing to us."
    )
    counts = Number(help_text="Rows by their fate, when it was compared.")
    outcome = Number(help_text="Rows by what became of them, when it was applied or undone.")
    loses_most = serializers.BooleanField(help_text="`apply` then asks for `accepts_loss`.")
    error = serializers.CharField(help_text="Why it failed. May be empty.")
    compared_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)

    class Meta:
        ref_name = "List"


class ListHead(Brought):
    state = serializers.ChoiceField(choices=Import.State.choices)
    finished_at = serializers.DateTimeField(allow_null=True)


class ListsOut(serializers.Serializer):
    lists = ListHead(many=True, help_text="The newest first.")
    next = serializers.UUIDField(
        allow_null=True, help_text="Give it as `after` for those that follow; null: no more."
    )

    class Meta:
        ref_name = "Lists"


class ChangeOut(serializers.Serializer):
    column = serializers.CharField()
    before = serializers.CharField(help_text="Empty for a new piece.")
    after = serializers.CharField()

    class Meta:
        ref_name = "ListChange"


class RowOut(serializers.Serializer):
    line = serializers.IntegerField(source="row.line", help_text="0: not in the file any more.")
    sku = serializers.SerializerMethodField(help_text="Null for a piece that we don't have yet.")
    title = serializers.CharField(source="name")
    lab = serializers.CharField(source="row.lab")
    number = serializers.CharField(source="row.number", help_text="Of its report.")
    state = serializers.CharField(source="row.state")
    why = serializers.CharField(source="row.why", help_text="Why it is left as it is.")
    changes = ChangeOut(many=True)

    class Meta:
        ref_name = "ListRow"

    def get_sku(self, told) -> str | None:
        return told.row.item.sku if told.row.item_id else None


class Rows(serializers.Serializer):
    rows = RowOut(many=True)
    next = serializers.IntegerField(allow_null=True, help_text="Give it as `after`; null: no more.")

    class Meta:
        ref_name = "ListRows"


class ProblemOut(serializers.ModelSerializer):
    class Meta:
        model = ImportProblem
        fields = ("line", "column", "value", "reason")
        ref_name = "ListProblem"


class Problems(serializers.Serializer):
    problems = ProblemOut(many=True, help_text="Refused rows, in the order of the file.")
    next = serializers.IntegerField(allow_null=True, help_text="Give it as `after`; null: no more.")

    class Meta:
        ref_name = "ListProblems"


class Sized(serializers.Serializer):
    size = serializers.IntegerField(min_value=1, max_value=200, default=50)


class ListQuery(Sized):
    supplier = Place(required=False, help_text="Only this supplier's.")
    after = serializers.UUIDField(required=False, help_text="The `next` of the page before.")


class ProblemQuery(Sized):
    after = serializers.IntegerField(
        min_value=1, max_value=2**53, required=False, help_text="The `next` of the page before."
    )


class RowQuery(ProblemQuery):
    fate = serializers.ChoiceField(choices=FATES)
