"""How the conversations of two who were merged stand: what goes back, and what goes on."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from customers.models import Merge
from customers.parts import Part

from .log import copies_of
from .models import Conversation, Message


@dataclass(slots=True)
class Talk:
    """`moved` is what the merge wrote down; empty when it was before that was done."""

    ours: Conversation
    theirs: Conversation
    moved: dict

    @property
    def is_untouched(self) -> bool:
        """Nothing was done in it since: every act takes a number, or it was withdrawn since."""
        if not self.moved:
            return False
        since = self.ours.messages.filter(seq__gt=self.moved["last_seq"])
        return not since.exclude(kind=Message.Kind.WITHDRAWN).exists()

    @property
    def is_empty(self) -> bool:
        """Only the merge made it, and nothing of hers is in it."""
        if not (self.is_untouched and self.moved["made"]):
            return False
        withdrawn = self.ours.messages.filter(kind=Message.Kind.WITHDRAWN).count()
        return copies_of(self.theirs, self.ours).count() + withdrawn == self.ours.last_seq

    def next(self, merge: Merge) -> Merge | None:
        """The merge into the same person that took up the conversation where this one left it."""
        later = Merge.objects.filter(kept=merge.kept_id, undone_at=None, pk__gt=merge.pk)
        if not self.moved:
            return None
        return later.filter(moved__chat__began=self.moved["last_seq"]).order_by("pk").first()

    @property
    def was_answered(self) -> bool:
        """By one of us, since the merge; or it was finished."""
        if self.is_untouched:
            return False
        answers = self._since().filter(kind=Message.Kind.TEXT, from_customer=False)
        return self.ours.state == Conversation.State.FINISHED or answers.exists()

    @property
    def opens_again(self) -> bool:
        if not self.moved or self.moved["theirs"]["state"] != Conversation.State.OPEN:
            return False
        return not self.was_answered

    def _since(self) -> QuerySet[Message]:
        """Said here itself since the merge, not what others brought who joined her later."""
        joined = Conversation.objects.filter(customer__merged_into=self.ours.customer_id)
        brought = Message.objects.filter(
            conversation__in=joined, author=OuterRef("author"), client_id=OuterRef("client_id")
        )
        since = self.ours.messages.filter(~Exists(brought), seq__gt=self.moved["last_seq"])
        return since.exclude(kind=Message.Kind.WITHDRAWN)

    @property
    def parts(self) -> list[Part]:
        count, stays = copies_of(self.theirs, self.ours).count(), []
        if not self.moved:
            stays.append("Whether theirs was open wasn’t written down then. It stays finished.")
        elif said := self._since().count():
            stays.append(f"{_messages(said)} since the merge")
        if self.moved and self.moved["theirs"]["state"] == "open" and self.was_answered:
            stays.append("Their question was answered there: it isn’t asked again.")
        return [Part("Chat", [_messages(count)] if count else [], stays)]


def talk_of(merge: Merge) -> Talk | None:
    """None when the gone one never asked anything."""
    both = {
        one.customer_id: one
        for one in Conversation.objects.filter(customer__in=[merge.gone_id, merge.kept_id])
    }
    if len(both) < len({merge.gone_id, merge.kept_id}):
        return None
    return Talk(both[merge.kept_id], both[merge.gone_id], merge.moved.get("chat") or {})


def _messages(count: int) -> str:
    return f"{count} {'message' if count == 1 else 'messages'}"


def parts_of(merge: Merge) -> list[Part]:
    talk = talk_of(merge)
    return talk.parts if talk else []
