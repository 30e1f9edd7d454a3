"""Events in the layouts of the field's event data: PLOVER's JSON, and the tables of ICEWS and POLECAT.

These data say what happened, so only events whose modality is `actual` are written. Each row is one actor and one
recipient; parties that act together (they met, they agreed) become one row for each ordered pair, as in the field's
data. The date is the event's own where it is known to the day, or else, as in those data, that of the document; an
event with neither is left out, and counted.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import permutations, product
from typing import IO, Literal, get_args

import msgspec

from foedera.actors import Base
from foedera.exchange.flat import Exported
from foedera.model import ActorRef, Edtf, Event
from foedera.model.plover import plover_types, to_cameo

Layout = Literal["icews", "polecat", "plover"]
LAYOUTS: tuple[Layout, ...] = get_args(Layout)

ICEWS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
    "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
"""The columns of ICEWS."""

POLECAT = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
"""The columns of POLECAT."""


class Dyad(msgspec.Struct, frozen=True):
    """One event between one actor and one recipient (None where there is none) on one day; `number` counts the pairs
    of its claim from 1."""

    row: Exported
    event: Event
    number: int
    day: str
    actor: ActorRef
    recipient: ActorRef | None

    @property
    def id(self) -> str:
        """The claim's id, with the number of the pair where it has several."""
        return self.row.claim.id if self.number == 0 else f"{self.row.claim.id}-{self.number}"


class LeftOut(msgspec.Struct):
    """How many events were not written: those that did not happen, and those without a day."""

    not_actual: int = 0
    undated: int = 0


def dyads(rows: Iterable[Exported], left: LeftOut) -> Iterator[Dyad]:
    """The actual events as pairs; what is left out is counted in `left`. Claims of other kinds are passed over."""
    for row in rows:
        event = row.claim.body
        if not isinstance(event, Event):
            continue
        day = _day(row)
        if row.claim.modality != "actual":
            left.not_actual += 1
        elif day is None:
            left.undated += 1
        else:
            pairs = _pairs(event)
            for number, (actor, recipient) in enumerate(pairs, 1):
                yield Dyad(row, event, number if len(pairs) > 1 else 0, day, actor, recipient)


def _pairs(event: Event) -> list[tuple[ActorRef, ActorRef | None]]:
    if event.recipients:
        return list(product(event.actors, event.recipients))
    if len(event.actors) > 1:
        return list(permutations(event.actors, 2))
    return [(event.actors[0], None)]


def _day(row: Exported) -> str | None:
    """The event's day, or else the document's day of publication."""
    published = None if row.published is None else Edtf.parse(row.published)
    for date in (row.claim.when, published):
        if date is not None and date.earliest is not None and date.earliest == date.latest:
            return date.earliest.isoformat()
    return None


def write_events(rows: Iterable[Exported], file: IO[str], layout: Layout, base: Base) -> tuple[int, LeftOut]:
    """Writes events in a layout and returns the number of rows, and what was left out.

    ICEWS and POLECAT are tab-separated tables with a header; PLOVER is JSON Lines, one event a line with all its
    parties. `base` gives the states' names and codes.
    """
    left = LeftOut()
    if layout == "plover":
        return _write_plover(rows, file, left, base), left
    columns = ICEWS if layout == "icews" else POLECAT
    made = _icews if layout == "icews" else _polecat
    writer = csv.writer(file, delimiter="\t", lineterminator="\n")
    writer.writerow(columns)
    count = 0
    for count, dyad in enumerate(dyads(rows, left), 1):  # noqa: B007 - the last number is the count
        cells = made(dyad, base)
        writer.writerow([_clean(cells.get(column)) for column in columns])
    return count, left


def _clean(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


def _icews(dyad: Dyad, base: Base) -> dict[str, object]:
    event, type = dyad.event, plover_types()[dyad.event.type]
    return {
        "Event ID": dyad.id, "Event Date": dyad.day, "Source Name": dyad.actor.name,
        "Source Sectors": dyad.actor.sector, "Source Country": _country(dyad.actor, dyad, base),
        "Event Text": event.type.capitalize() if event.mode is None else f"{event.type.capitalize()}: {event.mode}",
        "CAMEO Code": to_cameo(event.type, event.mode, event.contexts), "Intensity": type.score,
        "Target Name": None if dyad.recipient is None else dyad.recipient.name,
        "Target Sectors": None if dyad.recipient is None else dyad.recipient.sector,
        "Target Country": _country(dyad.recipient, dyad, base), "Story ID": dyad.row.claim.document,
        "Publisher": dyad.row.publisher, "City": event.place,
    }  # fmt: skip


def _polecat(dyad: Dyad, base: Base) -> dict[str, object]:
    event, type = dyad.event, plover_types()[dyad.event.type]
    cells: dict[str, object] = {
        "Event ID": dyad.id, "Event Date": dyad.day, "Event Type": event.type, "Event Mode": event.mode,
        "Intensity": type.score, "Quad Code": type.quad, "Contexts": "; ".join(event.contexts) or None,
        "Placename": event.place, "Raw Placename": event.place, "Source": dyad.row.publisher,
        "Publication Date": dyad.row.published, "Language": "en", "Version": dyad.row.claim.coder,
    }  # fmt: skip
    for side, ref in (("Actor", dyad.actor), ("Recipient", dyad.recipient)):
        if ref is not None:
            cells |= {
                f"{side} Name": ref.name, f"{side} Country": _code(ref, "iso3", dyad.day, base),
                f"{side} COW": _code(ref, "cow", dyad.day, base), f"Primary {side} Sector": ref.sector,
                f"{side} Sectors": ref.sector, f"{side} Name Raw": ref.text,
            }  # fmt: skip
    return cells


def _write_plover(rows: Iterable[Exported], file: IO[str], left: LeftOut, base: Base) -> int:
    count = 0
    seen: set[str] = set()
    for dyad in dyads(rows, left):
        claim = dyad.row.claim
        if claim.id in seen:
            continue
        seen.add(claim.id)
        count += 1
        made = {
            "id": claim.id, "date": dyad.day, "source": [_party(ref, dyad.day, base) for ref in dyad.event.actors],
            "target": [_party(ref, dyad.day, base) for ref in dyad.event.recipients], "event": dyad.event.type,
            "mode": dyad.event.mode or "", "context": "; ".join(dyad.event.contexts),
            "text": claim.evidence[0].text, "textInfo": {"document": claim.document, "start": claim.evidence[0].start},
            "language": "en", "publication": dyad.row.publisher or "", "coder": claim.coder,
        }  # fmt: skip
        file.write(msgspec.json.encode(made).decode() + "\n")
    return count


def _party(ref: ActorRef, day: str, base: Base) -> dict[str, str]:
    code = _code(ref, "iso3", day, base)
    parts = {"actorText": ref.text, "actor": ref.name, "code": code, "sector": ref.sector}
    return {name: value for name, value in parts.items() if value}


def _country(ref: ActorRef | None, dyad: Dyad, base: Base) -> str | None:
    if ref is None or ref.state is None:
        return None
    return base.name_of(ref.state, Edtf.parse(dyad.day)) or _own(ref.state)


def _code(ref: ActorRef, scheme: str, day: str, base: Base) -> str | None:
    if ref.state is None:
        return None
    found = next((code.code for code in base.codes(ref.state, Edtf.parse(day)) if code.scheme == scheme), None)
    return _own(ref.state) if found is None and scheme == "iso3" and base.name_of(ref.state) is None else found


def _own(state: str) -> str:
    """What stands for a state that the base does not have (of a base of the user's own): its id without the kind."""
    return state.removeprefix("state:")


class Count(msgspec.Struct, frozen=True):
    """How many events of one type there were from the actors of one state to those of another in one month."""

    month: str
    actor: str
    recipient: str
    type: str
    quad: str
    events: int


def counts(rows: Iterable[Exported], left: LeftOut) -> list[Count]:
    """Counts of actual events by month, dyad and type, in order; `left` counts what is left out.

    Actors are counted by their state, or else by their id or name; an event without a recipient has none ("").
    """
    found: dict[tuple[str, str, str, str], int] = {}
    for dyad in dyads(rows, left):
        recipient = "" if dyad.recipient is None else _whose(dyad.recipient)
        key = (dyad.day[:7], _whose(dyad.actor), recipient, dyad.event.type)
        found[key] = found.get(key, 0) + 1
    quads: dict[str, str] = {type: plover.quad for type, plover in plover_types().items()}
    return [Count(*key, quads[key[3]], number) for key, number in sorted(found.items())]


def _whose(ref: ActorRef) -> str:
    return ref.state or ref.id or ref.name
