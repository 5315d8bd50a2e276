from chat.actions.read import read
from chat.models import ReadMark
from tests.cast import acting
from tests.chat.scenes import a_conversation, asks, on_shift


def test_each_side_has_its_mark_that_only_moves_forward(priya, hana):
    on_shift(hana)
    conversation = a_conversation(priya, "One")
    asks(priya, "Two")
    conversation.refresh_from_db()

    read(conversation=conversation, seq=2, actor=acting(hana))
    read(conversation=conversation, seq=1, actor=acting(hana))
    read(conversation=conversation, seq=1, actor=acting(priya))

    assert set(ReadMark.objects.values_list("party", "seq")) == {("staff", 2), ("customer", 1)}


def test_a_mark_never_passes_the_last_message(priya, hana):
    on_shift(hana)
    conversation = a_conversation(priya)

    assert read(conversation=conversation, seq=99, actor=acting(priya)).seq == 1
    assert read(conversation=conversation, seq=-5, actor=acting(hana)).seq == 0
