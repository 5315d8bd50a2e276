"""Lists sent out: what is on one, to whom it went, what became of that."""

from rest_framework import serializers

from customers.actions.compose_selection import MOST
from customers.actions.end_share import LONGEST
from customers.actions.share_selection import GOOD_FOR
from customers.lists_out import KINDS

from .availability import AvailabilityOut, shown
from .claims import Closed
from .parts import PRINTED, Place, Sku, Title, Words, lines


class PickLine(Closed):
    sku = Sku()
    note = Words(300, help_text="What you say of it to whoever gets the list.")


class EditRequest(Closed):
    title = Title(80)
    pieces = lines(PickLine, max_length=MOST, help_text="In this order, each once.")


class SelectionRequest(EditRequest):
    store = Place(help_text="The slug of the store that it comes from.")


class SendRequest(Closed):
    address = serializers.RegexField(
        rf"^{PRINTED}{{3,254}}\Z", trim_whitespace=False,
        help_text="A mobile number or an e-mail address.",
    )  # fmt: skip
    name = Words(80, help_text="Of whoever gets it, if nobody here has that address yet.")
    days = serializers.IntegerField(
        min_value=1, max_value=LONGEST.days, default=GOOD_FOR.days,
        help_text="How long the link works.",
    )  # fmt: skip


class LongerRequest(Closed):
    days = serializers.IntegerField(
        min_value=1, max_value=LONGEST.days,
        help_text=f"So much longer; {LONGEST.days} days from now at most.",
    )  # fmt: skip


class Clicked(serializers.Serializer):
    sku = serializers.CharField()
    times = serializers.IntegerField(help_text="Looks at its page, video, certificate, questions.")
    asked = serializers.BooleanField(help_text="Whether somebody asked about it from the list.")


class ShareOut(serializers.Serializer):
    id = serializers.UUIDField(source="share.public_id")
    selection = serializers.UUIDField(source="share.selection.public_id")
    address = serializers.CharField(source="share.value")
    state = serializers.ChoiceField(choices=["open", "expired", "revoked"])
    sent_at = serializers.DateTimeField(source="share.sent_at")
    times_sent = serializers.IntegerField(source="share.times_sent")
    expires_at = serializers.DateTimeField(source="share.expires_at")
    revoked_at = serializers.DateTimeField(source="share.revoked_at", allow_null=True)
    opened = serializers.IntegerField(help_text="Times; the same within ten minutes is once.")
    last_at = serializers.DateTimeField(
        allow_null=True, help_text="When it or something of it was looked at last."
    )
    pieces = serializers.SerializerMethodField()

    class Meta:
        ref_name = "Share"

    def get_pieces(self, sent) -> Clicked(many=True):
        found = [
            {"sku": item.sku, "times": times, "asked": item in sent.asked}
            for item, times in sent.clicked.items()
        ]
        return Clicked(found, many=True).data


class PickOut(serializers.Serializer):
    sku = serializers.CharField(source="item.sku")
    title = serializers.CharField()
    grades = serializers.CharField()
    note = serializers.CharField()
    price = serializers.DecimalField(14, 2, source="item.price", help_text="Tax included.")
    currency = serializers.CharField(source="item.currency")
    page = serializers.CharField(help_text="Its page in the web shop. May be empty.")
    certificate = serializers.CharField(help_text="May be empty.")
    video = serializers.CharField(help_text="May be empty.")
    availability = serializers.SerializerMethodField()

    class Meta:
        ref_name = "Pick"

    def get_availability(self, row) -> AvailabilityOut:
        return AvailabilityOut(shown(row.state)).data


class SelectionHead(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    title = serializers.CharField()
    store = serializers.CharField(source="store.slug")
    created_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField()


class SelectionOut(SelectionHead):
    pieces = PickOut(many=True, help_text="As they are right now.")
    shares = ShareOut(many=True, help_text="The newest first.")

    class Meta:
        ref_name = "Selection"


class Selections(serializers.Serializer):
    selections = SelectionHead(many=True, help_text="Your own, the newest first.")
    next = serializers.UUIDField(
        allow_null=True, help_text="Give it as `after` for those that follow; null: no more."
    )


class SelectionQuery(serializers.Serializer):
    size = serializers.IntegerField(min_value=1, max_value=100, default=40)
    after = serializers.UUIDField(required=False, help_text="The `next` of the page before.")


class FileQuery(serializers.Serializer):
    kind = serializers.ChoiceField(choices=list(KINDS))


class CatalogueOut(serializers.Serializer):
    state = serializers.ChoiceField(
        choices=["wanted", "ready"], help_text="`wanted`: it is being made. `ready`: fetch it."
    )
    file = serializers.CharField(help_text="The address of the PDF.")

    class Meta:
        ref_name = "Catalogue"
