"""kill -9 of a real worker, before and after the provider was asked: nothing lost, nothing twice.

The handset's journal, outside our database, is the witness.
"""

import signal
import uuid

import pytest

from notifications.actions.write import write_message
from notifications.models import Message
from notifications.providers import handset
from notifications.tasks import sweep_messages
from omni.lib.actors import system
from tests.faults.server import PATIENCE, a_worker, wait_until
from tests.races import rounds

MESSAGES = 3


def all_final(keys: set[str]) -> bool:
    return not Message.objects.filter(public_id__in=keys, final_at=None).exists()


def write_some() -> set[str]:
    return {
        str(
            write_message(
                channel="sms", purpose="service", to_address="+61491570006", body="Hello {name}",
                secrets={"name": "Priya"}, dedupe_key=f"kill:{uuid.uuid4()}", actor=system("test"),
            ).public_id
        )
        for _ in range(MESSAGES)
    }  # fmt: skip


@pytest.mark.alone
@pytest.mark.timeout(900)
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("point", ["message.before_send", "message.after_send"])
def test_no_message_is_lost_or_doubled_when_the_worker_is_killed(point):
    for _ in range(rounds(3)):
        kill_and_inherit(point)


def kill_and_inherit(point: str) -> None:
    keys = write_some()

    with a_worker(failpoints=f"{point}=kill") as doomed:
        assert doomed.wait(PATIENCE) == -signal.SIGKILL
    left = Message.objects.get(public_id__in=keys, state=Message.State.SENDING)
    journal_before = {entry.key for entry in handset.entries() if entry.key in keys}
    with a_worker():
        wait_until(lambda: all_final(keys), "delivery", sweep_messages.delay)

    asked = {entry.key: entry.asked for entry in handset.entries() if entry.key in keys}
    assert journal_before == ({str(left.public_id)} if "after" in point else set())
    assert asked == dict.fromkeys(keys, 1)
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
    assert list(left.tries.values_list("number", "outcome")) == [(1, ""), (2, "sent")]
