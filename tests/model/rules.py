"""What each action does to the dictionary, or why it refuses."""

from decimal import Decimal

from .world import AWAY, HIS, OURS, SELLING, Memo, No, World

EACH = Decimal("0.02")  # ct that one piece of melee is received with


def not_set(w: World, item: str) -> None:
    """Rule: what is one of a kind and set in a ring is there once, inside it."""
    parts = [spot[0] for taken in w.assembled.values() for spot, _, _ in taken]
    if item in w.serial and item in parts:
        raise No("AlreadyThere")


def receive(w: World, item: str, place: str, pieces: int) -> None:
    if item in w.serial and w.total(item) + pieces > 1:
        raise No("AlreadyThere")
    not_set(w, item)
    w.put((item, place, OURS), pieces, EACH * pieces if item in w.parcels else None)


def claim(w: World, item, place, holder, pieces, is_firm, online) -> None:
    w.claim(item, pieces, holder, "basket", place=place, is_firm=is_firm, online=online)


def release(w: World, number: int) -> None:
    w.claims.pop(number, None)  # one that has ended stays as it ended


def extend(w: World, number: int) -> None:
    if number not in w.claims or w.claims[number].is_firm:
        raise No("ClaimOver")


def consume(w: World, numbers: list[int], sale: str) -> None:
    if any(number not in w.claims for number in numbers):
        raise No("ClaimOver")
    claims = [w.claims[number] for number in numbers]
    w.consume(claims, sale)
    for memo in w.memos:
        for number in numbers:
            memo.lines.pop(number, None)
    w.memos = [memo for memo in w.memos if memo.lines]


def give_back(w: World, sale: str, item: str, pieces: int, place: str) -> None:
    not_set(w, item)
    if item in w.serial and w.total(item):
        raise No("AlreadyThere")
    left = [key for key in w.sold if key[:2] == (sale, item) and w.sold[key]]
    if sum(w.sold[key] for key in left) < pieces:
        raise No("NotSold")
    for key in sorted(left, key=lambda key: key[2] != OURS):  # our own lot is the first
        number = min(pieces, w.sold[key])
        weight = None
        if item in w.parcels:
            weight = round(w.sold_weight[key] * number / w.sold[key], 2)
            w.sold_weight[key] -= weight
        w.sold[key] -= number
        w.put((item, place, key[2]), number, weight)
        pieces -= number
        if not pieces:
            break


def adjust(w: World, item: str, place: str, delta: int) -> None:
    spot = (item, place, OURS)
    if item in w.parcels and delta > 0:
        raise No("BadQuantity")
    left = w.pieces[spot] + delta
    if left < 0:
        raise No("NotSoMany")
    if left < w.claimed(spot):
        raise No("PiecesClaimed")
    if item in w.serial and w.total(item) + delta > 1:
        raise No("AlreadyThere")
    if delta > 0:
        not_set(w, item)
    if delta < 0:
        w.take(spot, -delta)
    else:
        w.put(spot, delta)


# On trust


def memo_in(w: World, item: str, pieces: int) -> None:
    w.put((item, "sydney", HIS), pieces)


def send_back(w: World, item: str, pieces: int) -> None:
    spot = (item, "sydney", HIS)
    if w.pieces[spot] < pieces:
        raise No("NotSoMany")
    if w.free(spot) < pieces:
        raise No("PiecesClaimed")
    w.take(spot, pieces)


def buy(w: World, item: str, pieces: int) -> None:
    his, ours = (item, "sydney", HIS), (item, "sydney", OURS)
    if w.pieces[his] < pieces:
        raise No("NotSoMany")
    left, going = pieces - w.free(his), []
    for claim in sorted(w.claims.values(), key=lambda c: c.number):
        if claim.spot == his and left > 0:
            if left < claim.pieces:
                w.part(claim, left)
            going.append(claim)
            left -= claim.pieces
    w.carry(his, ours, pieces, going)


def memo_out(w: World, item: str, pieces: int, holder: str) -> None:
    claims = w.claim(item, pieces, holder, "memo", place="sydney", is_firm=True)
    for claim in claims:
        w.carry(claim.spot, (item, AWAY, claim.spot[2]), claim.pieces, [claim])
    w.memos.append(Memo({claim.number: claim.pieces for claim in claims}, "sydney"))


def memo_back(w: World, memo: Memo, place: str) -> None:
    for number, pieces in memo.lines.items():
        claim = w.claims.pop(number)
        w.carry(claim.spot, (claim.spot[0], place, claim.spot[2]), pieces, [])
    w.memos.remove(memo)


# Making and parting


def assemble(w: World, ring: str, parts: list[tuple[str, int]], place: str, holder: str) -> None:
    if w.total(ring) or ring in w.assembled:
        raise No("AlreadyThere")
    taken = []
    for item, pieces in parts:
        wanted = pieces
        for spot in w.spots(item):
            if spot[1] != place:
                continue
            held = [c for c in w.held_by(holder, item, place) if c.spot == spot] if holder else []
            number = min(wanted, w.free(spot) + sum(c.pieces for c in held))
            if number > 0:
                taken.append((spot, number, held))
                wanted -= number
        if wanted:
            raise No("Insufficient")
    hers = []
    for _, number, held in taken:
        needed = number
        for claim in held:
            if needed and claim.pieces > needed:
                w.part(claim, needed)
            if needed:
                hers.append(w.claims.pop(claim.number))
                needed -= claim.pieces
    w.assembled[ring] = [(spot, number, w.take(spot, number)) for spot, number, _ in taken]
    w.last |= {spot[0]: "assembled" for spot, _, _ in taken}
    w.put((ring, place, OURS), 1)
    if hers:
        w.claim(
            ring, 1, holder, hers[0].purpose, place=place, is_firm=any(c.is_firm for c in hers)
        )  # fmt: skip


def take_apart(w: World, ring: str) -> None:
    lying = [s for s in w.spots(ring) if w.pieces[s] and s[1] in SELLING]
    if ring not in w.assembled or not lying:
        raise No("NotAssembled")
    if w.claimed(lying[0]):
        raise No("PiecesClaimed")
    w.put(lying[0], -1)
    for (item, _, lot), pieces, weight in w.assembled.pop(ring):
        w.put((item, lying[0][1], lot), pieces, weight)


def split(w: World, source: str, target: str, pieces: int, weight: Decimal) -> None:
    spot = (source, "sydney", OURS)
    if pieces > w.pieces[spot]:
        raise No("NotSoMany")
    if pieces > w.free(spot):
        raise No("PiecesClaimed")
    left = w.carats[spot] - weight
    if left < 0 or (left == 0) != (pieces == w.pieces[spot]):
        raise No("BadQuantity")
    w.put(spot, -pieces, -weight)
    w.put((target, "sydney", OURS), pieces, weight)


def join(w: World, source: str, target: str) -> None:
    spot = (source, "sydney", OURS)
    if not w.pieces[spot]:
        raise No("NotSoMany")
    split(w, source, target, w.pieces[spot], w.carats[spot])


def count(w: World, place: str, seen: dict[str, int]) -> None:
    """Rule: the clear differences are corrected, what is held or elsewhere is left to people."""
    for item in {spot[0] for spot in w.pieces} - w.parcels:
        here = [spot for spot in w.spots(item) if spot[1] == place]
        missing = sum(w.pieces[spot] for spot in here) - seen.get(item, 0)
        if missing > 0:
            for spot in here:
                number = min(missing, w.free(spot))
                if number > 0:
                    w.take(spot, number)
                    missing -= number
        elif missing < 0:
            away = w.total(item) or w.last.get(item) in ("sold", "assembled")
            if item in w.serial and away:
                continue
            spot = next((s for s in here if w.pieces[s]), (item, place, OURS))
            w.put(spot, -missing)
