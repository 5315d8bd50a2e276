"""kill -9 of a real worker in the middle of a list: the next one goes on, nothing is done twice."""

import datetime as dt
import signal

import pytest
from django.conf import settings
from django.db.models import F

from inventory.actions.apply_list import start_list
from inventory.models import Import, Item, StockMovement
from inventory.tasks import sweep_lists
from tests.faults.server import PATIENCE, a_worker, wait_until
from tests.lists import a_feed, bring, rapnet
from tests.stock import TEST

ROWS = 6_000  # three batches


@pytest.mark.alone
@pytest.mark.timeout(600)
@pytest.mark.django_db(transaction=True)
def test_a_list_is_finished_by_the_next_worker(own_lists):
    run = bring(a_feed(), [rapnet(n) for n in range(1, ROWS + 1)])
    start_list(run=run, actor=TEST)

    var = str(settings.VAR_DIR)
    with a_worker(failpoints="list.applied=kill:2", OMNI_VAR=var) as doomed:
        sweep_lists.delay()
        assert doomed.wait(PATIENCE) == -signal.SIGKILL
    done = StockMovement.objects.count()
    assert 0 < done < ROWS
    Import.objects.update(beat_at=F("beat_at") - dt.timedelta(minutes=5))
    with a_worker(OMNI_VAR=var):
        wait_until(lambda: Import.objects.get().state == "done", "the list", sweep_lists.delay)

    assert Import.objects.get().outcome == {"new": ROWS}
    assert StockMovement.objects.count() == Item.objects.count() == ROWS
