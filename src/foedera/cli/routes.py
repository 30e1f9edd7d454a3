"""`foedera routes …`: the network of the sea, a chokepoint cut, and the back-tests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from foedera.cli.options import json_option
from foedera.cli.output import note, print_json, print_table, wants_json
from foedera.model.errors import UsageError

if TYPE_CHECKING:
    from foedera.spillover.routes import Cut, Detour, Facts, Loss, Place, Range, Test

_FILE = click.Path(path_type=Path, dir_okay=False)
_range = re.compile(r"(?P<low>[^:]+):(?P<high>[^:]+)")


@click.group()
def routes() -> None:
    """What if a strait or a canal is cut: detours, flows that still arrive, bounds for a state.

    The network is small and its facts are public, each with its source, a date and a unit. Answers are ranges, with all
    that was assumed beside them; what is not known is said.
    """


@routes.command("list")
@json_option
def list_command(as_json: bool | None) -> None:
    """The chokepoints and regions of the network, the kinds of ships, and the states whose ports are known."""
    from foedera.spillover.routes import facts

    known = facts()
    places = [_place_row(place) for place in (*known.chokepoints.values(), *known.regions.values())]
    if wants_json(as_json):
        print_json(places)
        print_json({"what": "ship", **msgspec.to_builtins(ship)} for ship in known.ships.values())
        print_json({"what": "state", "id": id, "regions": regions} for id, regions in known.states.items())
        return
    print_table("places", list(places[0]), [list(row.values()) for row in places])
    print_table("ships", ("id", "kind", "draught, m"), [(s.ship, s.name, s.draught) for s in known.ships.values()])
    click.echo(f"states: {' '.join(known.states)}")


def _place_row(place: Place) -> dict[str, Any]:
    return {
        "what": place.kind, "id": place.id, "name": place.name, "port": place.port or None,
        "draught_metres": place.draught, "note": place.note or None,
    }  # fmt: skip


@routes.command()
@click.argument("chokepoint")
@click.option("--on", metavar="DATE", help="Only the facts that hold in this month (default: all).")
@json_option
def show(chokepoint: str, on: str | None, as_json: bool | None) -> None:
    """What is known about CHOKEPOINT: traffic, capacity, who depends on it, each with its source."""
    from foedera.spillover.routes import facts, month, named

    known = facts()
    place = known.places[named(chokepoint, known)]
    rows = _fact_rows(place.id, None if on is None else month(on, known), known)
    sources = [*place.sources, *(source for row in rows for source in row["sources"])]
    if wants_json(as_json):
        print_json([{"what": "chokepoint", **msgspec.to_builtins(place)}, *rows, *_sources(sources, known)])
        return
    click.echo(f"{place.name} ({place.id}). {place.note}")
    click.echo("Deepest draught that passes: " + (f"{place.draught:g} m" if place.draught else "no limit is known"))
    print_table(
        None, ("fact", "of", "range", "unit", "since", "until", "source"),
        [
            (row["what"], " ".join(filter(None, (row.get("state"), row.get("of")))), _ends(row["low"], row["high"]),
             row["unit"], row["since"], row["until"] or "now", " ".join(row["sources"]))
            for row in rows
        ],
    )  # fmt: skip
    _tell_sources(sources, known)


def _fact_rows(id: str, on: str | None, known: Facts) -> list[dict[str, Any]]:
    """The facts about a chokepoint, all of them or those that hold in a month."""
    tables: dict[str, list[Any]] = {
        "traffic": [row for row in known.traffic if row.chokepoint == id],
        "capacity": [row for row in known.capacities if row.node == id],
        "dependence": [row for row in known.dependence if row.chokepoint == id],
    }
    held = {what: rows if on is None else known.at(rows, on) for what, rows in tables.items()}
    return [{**_plain(row), "what": what} for what, rows in held.items() for row in rows]


@routes.command()
@click.argument("chokepoints", nargs=-1, required=True, metavar="CHOKEPOINT...")
@click.option("--on", required=True, metavar="DATE", help="A year, month or day (2024-04).")
@click.option("--state", metavar="CODE", help="Ask for this state (ISO 3166, JPN) or region (default: all regions).")
@click.option(
    "--ship",
    default="container",
    show_default=True,
    metavar="KIND",
    help="Kind of ship: container, suezmax, vlcc, bulk.",
)
@click.option("--draught", type=click.FloatRange(0, 40), metavar="METRES", help="Draught, if not that of the ship.")
@click.option("--days", "closed", type=click.FloatRange(0, 3650), help="It opens again after so many days: who waits?")
@click.option("--fuel", metavar="LOW:HIGH", help="US dollars a tonne of fuel (default: 450:700).")
@click.option("--flows", type=_FILE, help="Flows of your own (CSV), from UNCTAD, customs or UN Comtrade.")
@click.option("--capacities", "limits", type=_FILE, help="Capacities of your own (CSV: node,unit,low,high).")
@click.option("--io", "table", type=_FILE, help="An input-output table (CSV: row,unit,SECTOR...,output).")
@click.option(
    "--missing",
    multiple=True,
    metavar="PRODUCT=LOW:HIGH",
    help="With --io: the share of this import that is missing (crude oil=0.2:0.9); may be repeated.",
)
@click.option("--all", "whole", is_flag=True, help="Also the voyages that do not change.")
@click.option("--plot", type=_FILE, help="Draw a map of the ways into this file, .svg or .png.")
@click.option("--bars", type=_FILE, help="Draw the days more into this file, .svg or .png.")
@json_option
def cut(
    chokepoints: tuple[str, ...], on: str, state: str | None, ship: str, draught: float | None, closed: float | None,
    fuel: str | None, flows: Path | None, limits: Path | None, table: Path | None, missing: tuple[str, ...],
    whole: bool, plot: Path | None, bars: Path | None, as_json: bool | None,
) -> None:  # fmt: skip
    """Cut each CHOKEPOINT on a date: who sails how much further, what still arrives, what a state could lose."""
    from foedera.spillover.routes import capacity_file, economy, facts, flow_file, losses
    from foedera.spillover.routes import cut as answered
    from foedera.spillover.routes.detours import FUEL

    if (table is None) != (not missing):
        raise UsageError("--io and --missing go together: a table, and which of its imports are missing")
    known = facts()
    paid = FUEL if fuel is None else _pair("--fuel", fuel)
    lost = losses(economy(table), _missing(missing)) if table is not None else []
    answer = answered(
        chokepoints, on=on, state=state, ship=ship, draught=draught, closed=closed, fuel=paid,
        flows=None if flows is None else flow_file(flows, known), given=() if limits is None else capacity_file(limits),
    )  # fmt: skip
    _draw(answer, plot, bars)
    if wants_json(as_json):
        print_json(_rows(answer, lost, whole, known))
    else:
        _tell(answer, lost, whole, known)


@routes.command()
@click.option("--transits", type=_FILE, help="PortWatch's daily chokepoint data of your own, to compare with.")
@json_option
def check(transits: Path | None, as_json: bool | None) -> None:
    """What the model says against what was published of Suez in 2021 and the Red Sea in 2023 and 2024."""
    from foedera.spillover.routes import backtests, change, passage_file

    tests = backtests()
    changes = [] if transits is None else [msgspec.to_builtins(each) for each in change(passage_file(transits))]
    if wants_json(as_json):
        print_json([msgspec.to_builtins(each) for each in tests] + changes)
        return
    columns = ("event", "what", "unit", "published", "model", "")
    print_table("published against model", columns, [_test_row(each) for each in tests])
    asked = [each.hit for each in tests if each.hit is not None]
    click.echo(f"{sum(asked)} of {len(asked)} hit; {len(tests) - len(asked)} not modelled")
    if changes:
        title = "your file: January and February 2024 against 2023"
        print_table(title, list(changes[0]), [list(row.values()) for row in changes])


def _test_row(test: Test) -> tuple[str, ...]:
    model = "not modelled" if test.model is None else _span(test.model)
    verdict = {True: "hit", False: "MISS", None: ""}[test.hit]
    return test.event, test.what, test.unit, _span(test.published), model, verdict


def _pair(option: str, text: str) -> tuple[float, float]:
    parts = _range.fullmatch(text)
    try:
        low, high = (float("nan"), float("nan")) if parts is None else (float(parts["low"]), float(parts["high"]))
    except ValueError:
        low = high = float("nan")
    if not 0 <= low <= high:
        raise UsageError(f"{option} {text}: write two numbers from zero on, the lower first, such as 450:700")
    return low, high


def _missing(given: Iterable[str]) -> dict[str, Range]:
    from foedera.spillover.routes import Range

    out = {}
    for each in given:
        name, sign, values = each.rpartition("=")
        if not sign:
            raise UsageError(f"--missing {each}: write a product and two shares, such as crude oil=0.2:0.9")
        out[name.strip()] = Range(*_pair("--missing", values))
    return out


def _draw(answer: Cut, plot: Path | None, bars: Path | None) -> None:
    if plot is None and bars is None:
        return
    from foedera.drawing import save
    from foedera.spillover.routes.plots import bars_chart, map_chart

    if plot is not None:
        save(map_chart(answer, _land()), plot)
        note(f"map: {plot}")
    if bars is not None:
        save(bars_chart(answer), bars)
        note(f"days more: {bars}")


def _land() -> list[dict[str, Any]]:
    """The outlines of land that the reading room draws its map on."""
    import foedera

    path = Path(foedera.__file__).parent / "web" / "data" / "outlines.json"
    features: list[dict[str, Any]] = msgspec.json.decode(path.read_bytes())["features"]
    return features


def _changed(answer: Cut, whole: bool) -> list[Any]:
    return [each for each in answer.detours if whole or each.state in {"longer", "no way"}]


def _rows(answer: Cut, lost: Sequence[Loss], whole: bool, known: Facts) -> Iterable[dict[str, Any]]:
    yield {
        "what": "cut", "chokepoints": answer.chokepoints, "on": answer.on, "state": answer.state, "ship": answer.ship,
        "draught": answer.draught, "voyages": len(answer.detours),
    }  # fmt: skip
    for what, found in (
        ("detour", _changed(answer, whole)), ("arrival", answer.arrivals), ("dependence", answer.dependence),
        ("gap", answer.gaps), ("waiting", answer.waiting), ("loss", lost),
    ):  # fmt: skip
        yield from ({"what": what, **_plain(each)} for each in found)
    yield from ({"what": "unknown", "text": text} for text in answer.unknown)
    yield from ({"what": "assumption", "text": text} for text in answer.assumptions)
    yield from _sources(answer.sources, known)


def _plain(each: msgspec.Struct) -> dict[str, Any]:
    """The fields of a row; what a fact is about is `of`, as `what` says which kind of row it is."""
    plain: dict[str, Any] = msgspec.to_builtins(each)
    if "what" in plain:
        plain["of"] = plain.pop("what")
    return plain


def _sources(ids: Iterable[str], known: Facts) -> list[dict[str, Any]]:
    return [{"what": "source", **msgspec.to_builtins(known.sources[id])} for id in dict.fromkeys(ids)]


def _tell(answer: Cut, lost: Sequence[Loss], whole: bool, known: Facts) -> None:
    names = ", ".join(known.places[id].name for id in answer.chokepoints)
    changed = _changed(answer, whole)
    columns = ("from", "to", "before, nm", "after, nm", "days more", "thousand USD more", "now through")
    title = f"{names} cut, {answer.on}: voyages of a ship of kind {answer.ship}"
    print_table(title, columns, [_voyage_row(each, known) for each in changed])
    rest = len(answer.detours) - len(changed)
    click.echo(f"{rest} of {len(answer.detours)} voyages are left out: unchanged, or never open to this ship")
    _tell_arrivals(answer)
    _tell_bounds(answer, lost)
    for heading, texts in (("not known", answer.unknown), ("assumed", answer.assumptions)):
        for text in texts:
            click.echo(f"{heading}: {text}")
    _tell_sources(answer.sources, known)


def _voyage_row(each: Detour, known: Facts) -> tuple[str, ...]:
    cost = "" if each.cost is None else _ends(each.cost.low / 1000, each.cost.high / 1000)
    return (
        known.places[each.origin].name, known.places[each.destination].name, _miles(each.before), _miles(each.after),
        each.state if each.days is None else _span(each.days), cost,
        ", ".join(place for place in each.then_through if place not in each.through),
    )  # fmt: skip


def _tell_arrivals(answer: Cut) -> None:
    if answer.arrivals:
        print_table(
            "what still arrives", ("state", "commodity", "unit", "wanted", "arrives", "all together", "limited by"),
            [(a.destination, a.commodity, a.unit, _span(a.wanted), _span(a.arrives), _span(a.all),
              ", ".join(a.limits)) for a in answer.arrivals],
        )  # fmt: skip
    for queue in answer.waiting:
        passed = "how soon they pass is not known" if queue.passed is None else f"passed in {_span(queue.passed)} days"
        click.echo(f"{queue.chokepoint} closed for {queue.closed:g} days: {_span(queue.ships)} ships wait, {passed}")


def _tell_bounds(answer: Cut, lost: Sequence[Loss]) -> None:
    if answer.gaps:
        print_table(
            "percent of a year's trade of that kind: passed; late, if all sail round; missing, if nothing replaces it",
            ("state", "chokepoint", "trade", "passed", "late", "missing"),
            [(g.state, g.chokepoint, g.what, _percent(g.share), "" if g.late is None else _percent(g.late),
              _percent(g.missing)) for g in answer.gaps],
        )  # fmt: skip
    if lost:
        print_table(
            "what each sector could lose, in percent of its output",
            ("sector", "direct", "through the chain", "if nothing is replaced"),
            [(each.sector, _percent(each.direct), _percent(each.chain), _percent(each.limit)) for each in lost],
        )


def _tell_sources(ids: Iterable[str], known: Facts) -> None:
    for id in dict.fromkeys(ids):
        source = known.sources[id]
        click.echo(f"source {id}: {source.title}. {source.publisher}, {source.date or 'undated'}. {source.address}")


def _miles(value: float | None) -> str:
    return "no way" if value is None else f"{value:,.0f}"


def _span(found: Range) -> str:
    return _ends(found.low, found.high)


def _ends(*ends: float) -> str:
    low, high = (f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}" for value in ends)
    return low if low == high else f"{low} to {high}"


def _percent(found: Range) -> str:
    return _ends(100 * found.low, 100 * found.high)
