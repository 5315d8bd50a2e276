"""A list of stones comes in: all of its good rows in one transaction, its bad rows reported."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import islice

from django.db import transaction
from django.utils.text import slugify

from omni.lib.actors import Actor
from omni.lib.clock import database_now
from omni.lib.events import emit
from omni.lib.failpoints import failpoint

from ..events import StockChanged
from ..intake import Placed, know_stone_tables, open_intake, take_in
from ..lists.rows import Entry, Problem, StoneRow
from ..models import Import, ImportProblem, Location, Product, Supplier
from ..models.stone import Shape
from .receive import owned

BATCH = 5_000
LONGEST = {"sku": 40, "source_cut": 20, "lab": 12, "number": 24}


@transaction.atomic
def import_stones(
    *,
    rows: Iterable[Entry],
    source: str,
    placing: Callable[[StoneRow], Location],
    actor: Actor,
    supplier: Supplier | None = None,
    currency: str = "AUD",
    tax_rate: Decimal = Decimal("0.1"),
    progress: Callable[[int], None] = lambda rows_read: None,
) -> Import:
    """Take in what the readers of `inventory.lists` give, as our own pieces, one of each.

    Each good row becomes an item, its stone, report, record, first movement (cause
    `import:<uuid>`) and listing; each bad row an `ImportProblem`. `placing` says where a stone
    goes. `progress` is called after each batch with the rows read so far. If anything breaks,
    nothing of the list is there; one `StockChanged` is emitted for all.
    """
    run = Import.objects.create(source=source, supplier=supplier, actor=str(actor))
    facts = {
        "currency": currency,
        "tax_rate": tax_rate,
        "at": database_now(),
        "lot": owned().pk,
        "actor": str(actor),
        "cause": f"import:{run.public_id}",
    }
    taken: list[int] = []
    products: dict[int, int] = {}
    entries = iter(rows)
    open_intake()
    while batch := list(islice(entries, BATCH)):
        good, problems = _sorted_out(batch)
        placed = [Placed(row, _product(row.shape, products), placing(row).pk) for row in good]
        new, twins = take_in(placed, **facts)
        _report(run, problems + twins)
        taken += new
        if not run.rows_read:
            know_stone_tables()
        run.rows_read += len(batch)
        run.rows_taken += len(new)
        failpoint("import.batch")
        progress(run.rows_read)
    run.rows_refused = run.rows_read - run.rows_taken
    run.state, run.finished_at = Import.State.DONE, database_now()
    run.save()
    if taken:
        emit(StockChanged(tuple(taken)))
    return run


def _sorted_out(batch: list[Entry]) -> tuple[list[StoneRow], list[Problem]]:
    good, problems = [], []
    for entry in batch:
        wrong = entry if isinstance(entry, list) else _unfit(entry)
        if wrong:
            problems += wrong
        else:
            good.append(entry)
    return good, problems


def _unfit(row: StoneRow) -> list[Problem]:
    """What a text column can't keep, whatever list it came from."""
    problems = []
    for column, longest in LONGEST.items():
        text = getattr(row, column)
        if len(text) > longest:
            problems.append(Problem(row.line, column, text, f"longer than {longest} characters"))
        elif not text.isprintable():
            problems.append(Problem(row.line, column, text, "has control characters"))
    return problems


def _report(run: Import, problems: list[Problem]) -> None:
    ImportProblem.objects.bulk_create(
        ImportProblem(
            run=run,
            line=problem.line,
            column=problem.column[:40],
            value=problem.value.replace("\0", "\N{REPLACEMENT CHARACTER}")[:200],
            reason=problem.reason.replace("\0", "\N{REPLACEMENT CHARACTER}")[:200],
        )
        for problem in problems
    )


def _product(shape: int, known: dict[int, int]) -> int:
    """The style of a stone is its shape."""
    if shape not in known:
        label = Shape(shape).label
        name = "Round brilliant diamond" if shape == Shape.ROUND else f"{label} diamond"
        product, _ = Product.objects.get_or_create(
            slug=slugify(f"{label} diamond"),
            defaults={"kind": Product.Kind.STONE, "name": name, "style": label.lower()},
        )
        known[shape] = product.pk
    return known[shape]
