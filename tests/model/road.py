"""What each step of a transfer does to the dictionary, or why it refuses."""

from .world import ROAD, Claim, Line, No, Transfer, World


def request(w: World, name: str, item: str, pieces: int, source: str, target: str) -> None:
    claims = w.claim(
        item, pieces, f"transfer:{name}", "transfer", place=source, is_firm=True
    )  # fmt: skip
    lines = [Line(c.spot, c.pieces, c.number) for c in claims]
    w.transfers.append(Transfer(name, source, target, lines))


def request_hers(w: World, name: str, number: int, lies_at: str, source: str, target: str) -> None:
    if lies_at != source:
        raise No("UnknownClaim")
    if number not in w.claims:
        raise No("ClaimOver")
    claim = w.claims[number]
    going = [line.claim for t in w.transfers if t.state not in ("received", "cancelled")
             for line in t.lines]  # fmt: skip
    if number in going:
        raise No("ClaimOver")
    line = Line(claim.spot, claim.pieces, number)
    w.transfers.append(Transfer(name, source, target, [line]))


def pick(w: World, t: Transfer, numbers: list[int]) -> None:
    if t.state not in ("requested", "picked"):
        raise No("TransferMovedOn")
    if any(n > line.pieces for n, line in zip(numbers, t.lines, strict=True)):
        raise No("NotSoMany")
    for number, line in zip(numbers, t.lines, strict=True):
        line.picked = number
    t.state = "picked" if any(numbers) else "requested"


def ship(w: World, t: Transfer) -> None:
    if t.state != "picked":
        raise No("TransferMovedOn")
    for line in t.lines:
        _leave(w, t, line)
    if not any(line.shipped for line in t.lines):
        raise No("NothingToShip")
    t.state = "shipped"


def _own(t: Transfer, claim: Claim) -> bool:
    return claim.holder == f"transfer:{t.name}" and claim.purpose == "transfer"


def _leave(w: World, t: Transfer, line: Line) -> None:
    claim = w.claims.get(line.claim)
    if line.claim in w.consumed or (claim and claim.spot != line.spot):
        return
    if claim is None:
        line.claim = None
    held = claim.pieces if claim else 0
    line.shipped = min(line.picked, held + w.free(line.spot))
    if claim and _own(t, claim) and line.shipped < held:
        ending = w.part(claim, line.shipped) if line.shipped else claim
        del w.claims[ending.number]
    elif claim and line.shipped < held:
        line.shipped = 0
    if line.shipped:
        road = (line.spot[0], ROAD, line.spot[2])
        w.carry(line.spot, road, line.shipped, [claim] if claim else [])


def arrive(w: World, t: Transfer, numbers: list[int]) -> None:
    if t.state not in ("shipped", "short"):
        raise No("TransferMovedOn")
    for number, line in zip(numbers, t.lines, strict=True):
        if number > line.on_the_way:
            raise No("MoreThanShipped")
        if number:
            _come(w, t, line, number)
    t.state = "short" if any(line.on_the_way for line in t.lines) else "received"


def _come(w: World, t: Transfer, line: Line, number: int) -> None:
    item, _, lot = line.spot
    road, shelf = (item, ROAD, lot), (item, t.target, lot)
    claim, going = w.claims.get(line.claim), []
    if claim and claim.spot == road:
        if claim.pieces > number:
            line.claim = w.part(claim, number).number
        if _own(t, claim):
            del w.claims[claim.number]
        else:
            going = [claim]
    line.received += number
    w.carry(road, shelf, number, going)


def write_off(w: World, t: Transfer) -> None:
    if t.state != "short":
        raise No("TransferMovedOn")
    for line in t.lines:
        if line.on_the_way:
            road = (line.spot[0], ROAD, line.spot[2])
            claim = w.claims.get(line.claim)
            if claim and claim.spot == road:
                del w.claims[claim.number]
            w.take(road, line.on_the_way)
            line.lost += line.on_the_way
    t.state = "received"


def cancel(w: World, t: Transfer) -> None:
    if t.state not in ("requested", "picked"):
        raise No("TransferMovedOn")
    for line in t.lines:
        claim = w.claims.get(line.claim)
        if claim and _own(t, claim):
            del w.claims[claim.number]
    t.state = "cancelled"
