"""Random searches give what a plain query over the stones themselves gives, in its order."""

import random
from collections import Counter
from decimal import Decimal

import pytest
from django.db import connection

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.consume import consume_claims
from inventory.actions.receive import ReceiveLine, receive_stock
from inventory.models import GradingReport, Item, Product, Stone
from inventory.selectors import walking
from inventory.selectors.facet_counts import counts, looked_at
from inventory.selectors.facets import CHOICES, SORTS, Facets
from inventory.selectors.listed import matching_items
from inventory.selectors.search import find
from tests.races import rounds
from tests.stock import TEST, a_place

STONES, SOLD, HELD, UNLISTED = 1500, 20, 20, 30
PLACES = ("sydney", "melbourne", "perth")
# The stones as they are recorded, nothing of the table that search reads.
PLAIN = """
SELECT i.id, s.shape, s.carat, s.colour, s.fancy, s.intensity, s.clarity, s.cut,
       s.polish, s.symmetry, s.fluorescence,
       s.is_lab_grown, g.lab, s.table_pct, s.depth_pct,
       greatest(s.length, s.width) / least(s.length, s.width) AS ratio, i.price, l.code AS place
FROM inventory_item i
JOIN inventory_stone s ON s.item_id = i.id
LEFT JOIN inventory_gradingreport g ON g.stone_id = s.item_id
JOIN inventory_stockrecord r ON r.item_id = i.id AND r.on_hand > 0
JOIN inventory_location l ON l.id = r.location_id
WHERE i.is_listed
"""
LABS = {1: "GIA", 2: "IGI", 3: "HRD", 4: "AGS", 5: "GCAL"}


@pytest.fixture(scope="module")
def dice() -> random.Random:
    return random.Random(54_468)


@pytest.fixture
def shop(transactional_db, dice) -> None:
    """Stones of every kind at every place, some sold, some on hold, some shown to nobody.

    Committed: what isn't yet is read again by each search.
    """
    product = Product.objects.create(kind="stone", slug="stones", name="Stones")
    items = Item.objects.bulk_create(
        Item(
            product=product, sku=f"S{n}", title="A stone", is_serial=True,
            price=Decimal(dice.randrange(300_00, 30_000_00)) / 100,
            is_listed=n >= UNLISTED,
        )
        for n in range(STONES)
    )  # fmt: skip
    stones = Stone.objects.bulk_create(_stone(item, dice) for item in items)
    GradingReport.objects.bulk_create(
        GradingReport(stone=stone, number=str(n), lab=dice.choice([*LABS.values(), "EGL"]))
        for n, stone in enumerate(stones)
        if n % 3
    )
    places = [a_place(slug) for slug in PLACES] + [a_place("vault", "vault")]
    lines = [ReceiveLine(item, dice.choice(places)) for item in items]
    receive_stock(lines=lines, cause="test", actor=TEST)
    _hold_and_sell(dice.sample(items[UNLISTED:], SOLD + HELD))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # else the plain query is planned as if there were no rows


def _stone(item: Item, dice: random.Random) -> Stone:
    width = Decimal(dice.randrange(350, 900)) / 100
    fancy = dice.choice([0, 0, 0, dice.randint(1, 12)])
    return Stone(
        item=item, shape=dice.randint(1, 13), carat=Decimal(dice.randrange(20, 320)) / 100,
        colour=0 if fancy else dice.randint(1, 23), fancy=fancy,
        intensity=dice.randint(0, 9) if fancy else 0, clarity=dice.randint(1, 12),
        cut=dice.choice([None, 1, 2, 3, 4]), polish=dice.choice([None, 1, 2, 3]),
        symmetry=dice.choice([None, 1, 2, 3]), fluorescence=dice.choice([None, 1, 2, 3, 4, 5]),
        is_lab_grown=dice.choice([None, False, False, True]),
        table_pct=dice.choice([None, Decimal(dice.randrange(500, 700)) / 10]),
        depth_pct=dice.choice([None, Decimal(dice.randrange(550, 750)) / 10]),
        width=width, depth=Decimal("4.00"),
        length=round(width * Decimal(dice.randrange(100, 180)) / 100, 2),
    )  # fmt: skip


def _hold_and_sell(items: list[Item]) -> None:
    for number, item in enumerate(items):
        claims = claim_stock(
            lines=[ClaimLine(item.pk)], purpose="order", holder=f"order:{number}",
            expires_at=None, actor=TEST,
        )  # fmt: skip
        if number < SOLD:
            ids = [claim.public_id for claim in claims]
            consume_claims(claims=ids, cause=f"order:{number}", actor=TEST)


def test_random_searches_are_those_of_a_plain_query(shop, dice, monkeypatch):
    met, told_apart, either = Counter(), 0, 0
    everything = list(Item.objects.values_list("pk", flat=True))
    for _ in range(rounds(few=150, full=10_000)):
        wanted = some_facets(dice)
        # Walked in many short looks, or found first and put in order, whatever would be quicker.
        monkeypatch.setattr(walking, "FIRST_LOOK", dice.choice([16, walking.LONGEST_LOOK]))
        cost = dice.choice([0, None, 10**9])
        monkeypatch.setattr(
            walking, "looked_at", looked_at if cost is None else lambda *_, cost=cost: cost
        )
        expected = plainly(wanted)
        page = find(wanted)
        told = counts(wanted)

        assert [one.item_id for one in page.items] == expected[:24], wanted.query
        assert told.found == len(expected), wanted.query
        assert bool(page.next) == (len(expected) > 24)
        if page.next:
            following = find(wanted, page.next)
            assert [one.item_id for one in following.items] == expected[24:48], wanted.query
        some = dice.sample(everything, 40)
        assert matching_items(wanted, some) == set(expected) & set(some), wanted.query
        for name in dice.sample([*CHOICES, "place"], 2):
            assert _by_choice(told, name) == plain_counts(wanted, name), (name, wanted.query)
        met[min(len(expected), 25)] += 1
        # The control: a search that forgot a facet would be noticed.
        either += len(wanted.colour_ways) > 1 and bool(expected)
        told_apart += bool(wanted.colours) and plainly(wanted.without("colour")) != expected

    # Searches that find nothing, a few and more than a page: each kind was met.
    assert met[0]
    assert met[25]
    assert len(met) > 5
    assert told_apart
    assert either


def some_facets(dice: random.Random) -> Facets:
    """Any few facets, each as wide or narrow as may be."""
    asked: dict = {"sort": dice.choice(SORTS)}
    names = dice.sample(list(CHOICES), dice.choice([0, 1, 1, 2, 2, 3, 5]))
    if dice.random() < 0.2:  # letters and fancy colours in one choice
        names = {*names[:1], "colour", *dice.sample(["fancy", "intensity"], dice.randint(1, 2))}
    for name in sorted(names):
        codes = [int(one) for one in CHOICES[name].kind]
        asked[CHOICES[name].field] = tuple(sorted(dice.sample(codes, dice.randint(1, len(codes)))))
    bounds = {"carat": (20, 320, 100), "price": (300, 30_000, 1), "table": (500, 700, 10),
              "depth": (550, 750, 10), "ratio": (100, 180, 100)}  # fmt: skip
    for name in dice.sample(list(bounds), dice.choice([0, 1, 1, 2, 3])):
        least, most, scale = bounds[name]
        low, high = sorted(Decimal(dice.randrange(least, most)) / scale for _ in range(2))
        asked |= {f"{name}_min": low} if dice.random() < 0.8 else {}
        asked |= {f"{name}_max": high} if dice.random() < 0.8 else {}
    if dice.random() < 0.4:
        asked["places"] = tuple(slug for slug in PLACES if dice.random() < 0.5)
    return Facets(**asked)


def plainly(wanted: Facets) -> list[int]:
    """The ids in order."""
    column = {"newest": "id", "price": "price", "carat": "carat"}[wanted.sort.removeprefix("-")]
    way = "DESC" if wanted.sort in ("newest", "-price", "-carat") else "ASC"
    where, values = _where(wanted)
    return [
        row[0]
        for row in _rows(
            f"SELECT id FROM ({PLAIN}) s {where} ORDER BY {column} {way}, id {way}", values
        )
    ]


def plain_counts(wanted: Facets, name: str) -> dict:
    """Of a facet, what each of its choices would find alone."""
    if name in ("colour", "fancy", "intensity"):
        return _plain_counts_of_colours(wanted, name)
    where, values = _where(wanted.without(name))
    column = {"origin": "is_lab_grown"}.get(name, name)
    found = dict(_rows(f"SELECT {column}, count(*) FROM ({PLAIN}) s {where} GROUP BY 1", values))
    if name == "lab":
        codes = {word: code for code, word in LABS.items()}
        return dict(Counter({codes.get(lab, 9 if lab else 0): n for lab, n in found.items()}))
    if name == "origin":
        return {{False: 1, True: 2, None: 0}[grown]: n for grown, n in found.items()}
    if name == "place":
        return found
    return {code or 0: n for code, n in found.items()}


def _plain_counts_of_colours(wanted: Facets, name: str) -> dict:
    """Of each letter and hue what it would find as the only colour; of each intensity, among the
    hues chosen."""
    where, values = _where(wanted, colours=False)
    only, chosen = {
        "intensity": ("colour = 0 AND (%s OR fancy = ANY(%s))", [h for h in wanted.fancies if h]),
    }.get(name, ("(colour > 0 OR %s OR intensity = ANY(%s))", list(wanted.intensities)))
    where += f"{' AND' if where else 'WHERE'} {only}"
    values += [not chosen, chosen]
    return dict(_rows(f"SELECT {name}, count(*) FROM ({PLAIN}) s {where} GROUP BY 1", values))


def _by_choice(told, name: str) -> dict:
    if name == "place":
        codes = dict(_rows("SELECT id, code FROM inventory_location", []))
        return {codes[pk]: number for pk, number in told.at_location.items()}
    return {code: number for code, number in enumerate(told.by_choice[name]) if number}


def _of_a_colour(wanted: Facets) -> tuple[str, list]:
    """The letters chosen, and fancies of the hues and intensities chosen, either or both."""
    letters = [code for code in wanted.colours if code > 0]
    hues = [code for code in wanted.fancies if code > 0]
    intensities = list(wanted.intensities)
    wants_letters = bool(letters) or 0 in wanted.fancies
    wants_fancies = bool(hues or intensities) or 0 in wanted.colours
    if not wants_letters and not wants_fancies:
        return "true", []
    letter = "colour > 0 AND (%s OR colour = ANY(%s))"
    fancy = "colour = 0 AND (%s OR fancy = ANY(%s)) AND (%s OR intensity = ANY(%s))"
    return f"(%s AND {letter} OR %s AND {fancy})", [
        wants_letters, not letters, letters,
        wants_fancies, not hues, hues, not intensities, intensities,
    ]  # fmt: skip


def _where(wanted: Facets, colours: bool = True) -> tuple[str, list]:
    parts, values = [], []
    for name in ("shape", "clarity", "cut", "polish", "symmetry", "fluorescence"):
        if codes := wanted.chosen(name):
            parts.append(f"{name} = ANY(%s)")
            values.append(list(codes))
    if colours:
        part, more = _of_a_colour(wanted)
        parts.append(part)
        values += more
    if wanted.labs:
        named = [LABS[code] for code in wanted.labs if code in LABS]
        other = "OR lab NOT IN ('GIA', 'IGI', 'HRD', 'AGS', 'GCAL')" if 9 in wanted.labs else ""
        parts.append(f"(lab = ANY(%s) {other})")
        values.append(named)
    if wanted.origins:
        parts.append("is_lab_grown = ANY(%s)")
        values.append([code == 2 for code in wanted.origins])
    columns = {"carat": "carat", "price": "price", "table": "table_pct", "depth": "depth_pct",
               "ratio": "round(ratio, 2)"}  # fmt: skip
    for name, column in columns.items():
        for sign, bound in zip((">=", "<="), wanted.bounds(name), strict=True):
            if bound is not None:
                parts.append(f"{column} {sign} %s")
                values.append(bound)
    if wanted.places:
        parts.append("place = ANY(%s)")
        values.append(list(wanted.places))
    return (f"WHERE {' AND '.join(parts)}" if parts else ""), values


def _rows(sql: str, values: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
