"""Somebody says what a list left open, for this list and the supplier's next ones."""

from django.db import transaction
from django.db.models import F

from omni.lib.actors import Actor
from omni.lib.errors import Invalid

from ..errors import ListMovedOn
from ..lists.questions import NOT_HERE
from ..models import Import, SupplierFeed
from ..wake import wake_list

OPEN = (Import.State.ASKING, Import.State.READY, Import.State.FAILED)


@transaction.atomic
def answer_list(*, run: Import, answers: dict[str, str], actor: Actor) -> Import:
    """Keep the answers and let the list be read with them, which may raise further questions.

    Raises `Invalid` for an answer that isn't one of the options, `ListMovedOn`.
    """
    run = _locked(run)
    options = {q["key"]: {value for value, _ in q["options"]} for q in run.questions}
    for key, answer in answers.items():
        if answer not in options.get(key, ()):
            raise Invalid("That isn’t one of the answers.", question=key)
    run.answers |= answers
    feed = SupplierFeed.objects.select_for_update(no_key=True).get(supplier=run.supplier)
    # That no column has something is said of this file; the next one may have it.
    feed.answers |= {key: said for key, said in answers.items() if said != NOT_HERE}
    SupplierFeed.objects.filter(pk=feed.pk).update(answers=feed.answers)
    return _again(run)


@transaction.atomic
def ask_again(*, run: Import, actor: Actor) -> Import:
    """Forget the answers by which it was read, and ask anew. Raises `ListMovedOn`."""
    run = _locked(run)
    feed = SupplierFeed.objects.select_for_update(no_key=True).get(supplier=run.supplier)
    left = {key: said for key, said in feed.answers.items() if key not in run.answers}
    SupplierFeed.objects.filter(pk=feed.pk).update(answers=left)
    run.answers = {}
    return _again(run)


@transaction.atomic
def compare_again(*, run: Import, actor: Actor) -> Import:
    """Read it anew, with the terms and the stock of now. Raises `ListMovedOn`."""
    return _again(_locked(run))


def _locked(run: Import) -> Import:
    """A list that failed after it had begun to change stock is for `apply` and `undo` alone."""
    run = Import.objects.select_for_update(no_key=True).get(pk=run.pk)
    if run.state not in OPEN or not run.file or run.rows.filter(state="applied").exists():
        raise ListMovedOn
    return run


def _again(run: Import) -> Import:
    Import.objects.filter(pk=run.pk).update(
        state=Import.State.NEW, answers=run.answers, questions=[], beat_at=None, tries=0,
        step_done=0, step_rows=0, counts={}, error="", version=F("version") + 1,
    )  # fmt: skip
    wake_list(run.pk)
    run.refresh_from_db()
    return run
