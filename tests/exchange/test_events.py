import csv
import io
import json
from typing import Any

from foedera.actors import bundled
from foedera.exchange import Exported, LeftOut, counts, dyads, write_events
from foedera.exchange.events import ICEWS, POLECAT
from foedera.model import ActorRef, Claim, Edtf, Event, EventType, Span

TEXT = "Japan and the Philippines met; China criticised Japan."


def ref(words: str, id: str | None, state: str | None = None, sector: str | None = "GOV") -> ActorRef:
    start = TEXT.index(words)
    return ActorRef(
        id=id, name=words, kind="state", state=state or id, sector=sector, text=words, start=start,
        end=start + len(words),
    )  # fmt: skip


JAPAN, PHILIPPINES, CHINA = (
    ref("Japan", "state:JPN"), ref("Philippines", "state:PHL"), ref("China", "state:CHN")
)  # fmt: skip


def exported(
    type: EventType, actors: tuple[ActorRef, ...], recipients: tuple[ActorRef, ...] = (), *,
    published: str | None = "2024-05-02", when: str | None = "2024-04-30", mode: str | None = None, **changes: Any,
) -> Exported:  # fmt: skip
    body = Event(
        actors=actors, recipients=recipients, type=type, mode=mode, contexts=("military", "diplomatic"), place=None
    )
    claim = Claim.coded(
        document="sha256:" + "1" * 64, published=None, evidence=(Span(0, 29, TEXT[:29]),), body=body, coder="events/1",
        confidence=0.8, when=None if when is None else Edtf.parse(when), **changes,
    )  # fmt: skip
    return Exported(claim=claim, publisher="The Wire", published=published)


MET = exported("CONSULT", (JAPAN, PHILIPPINES), mode="visit")
BLAMED = exported("ACCUSE", (CHINA,), (JAPAN,))
MOBILIZED = exported("MOBILIZE", (CHINA,))


def pairs(*rows: Exported) -> list[tuple[str, str | None, str]]:
    return [
        (d.actor.name, None if d.recipient is None else d.recipient.name, d.day) for d in dyads(rows, LeftOut())
    ]  # fmt: skip


def test_parties_that_act_together_are_a_pair_each_way() -> None:
    day = "2024-04-30"
    assert pairs(MET) == [("Japan", "Philippines", day), ("Philippines", "Japan", day)]
    assert pairs(BLAMED, MOBILIZED) == [("China", "Japan", day), ("China", None, day)]
    assert len({dyad.id for dyad in dyads([MET, BLAMED], LeftOut())}) == 3


def test_the_day_is_the_events_own_or_else_the_documents() -> None:
    assert pairs(exported("MOBILIZE", (CHINA,), when="2024-04")) == [("China", None, "2024-05-02")]
    assert pairs(exported("MOBILIZE", (CHINA,), when=None)) == [("China", None, "2024-05-02")]
    left = LeftOut()
    rows = [
        exported("MOBILIZE", (CHINA,), when=None, published="2024-05"),
        exported("MOBILIZE", (CHINA,), modality="planned"),
    ]
    assert list(dyads(rows, left)) == []
    assert (left.undated, left.not_actual) == (1, 1)


def test_polecat() -> None:
    file = io.StringIO()
    assert write_events([BLAMED, MET], file, "polecat", bundled())[0] == 3
    header, *_ = file.getvalue().splitlines()
    assert header.split("\t") == list(POLECAT)
    row, *_ = csv.DictReader(io.StringIO(file.getvalue()), delimiter="\t")
    assert (row["Event Type"], row["Quad Code"], row["Contexts"]) == ("ACCUSE", "V-CONF", "military; diplomatic")
    assert (row["Actor Country"], row["Actor COW"], row["Recipient Country"]) == ("CHN", "710", "JPN")
    assert (row["Primary Actor Sector"], row["Recipient Name Raw"], row["Source"]) == ("GOV", "Japan", "The Wire")


def test_icews() -> None:
    file = io.StringIO()
    write_events([BLAMED], file, "icews", bundled())
    (row,) = csv.DictReader(io.StringIO(file.getvalue()), delimiter="\t")
    assert tuple(row) == ICEWS
    assert (row["Event Date"], row["Source Country"], row["Target Country"]) == ("2024-04-30", "China", "Japan")
    assert row["CAMEO Code"].startswith("11")
    assert float(row["Intensity"]) < 0


def test_states_of_a_base_of_ones_own_have_their_id() -> None:
    vestmark = ref("Philippines", "state:XVM", sector=None)
    rows = [exported("ACCUSE", (vestmark,), (JAPAN,))]
    for layout, column in (("icews", "Source Country"), ("polecat", "Actor Country")):
        file = io.StringIO()
        write_events(rows, file, layout, bundled())  # type: ignore[arg-type]
        (row,) = csv.DictReader(io.StringIO(file.getvalue()), delimiter="\t")
        assert row[column] == "XVM"
    file = io.StringIO()
    write_events(rows, file, "plover", bundled())
    assert json.loads(file.getvalue())["source"][0]["code"] == "XVM"


def test_plover_keeps_an_event_whole() -> None:
    file = io.StringIO()
    assert write_events([MET, BLAMED], file, "plover", bundled())[0] == 2
    met, blamed = map(json.loads, file.getvalue().splitlines())
    assert [party["code"] for party in met["source"]] == ["JPN", "PHL"] and met["target"] == []
    assert (met["event"], met["mode"], met["text"]) == ("CONSULT", "visit", TEXT[:29])
    assert blamed["target"] == [{"actorText": "Japan", "actor": "Japan", "code": "JPN", "sector": "GOV"}]


def test_counts_by_month_dyad_and_type() -> None:
    minister = ref("Japan", None, "state:JPN")
    rows = [BLAMED, exported("ACCUSE", (CHINA,), (minister,), when="2024-04-02"), MET]
    found = [(c.month, c.actor, c.recipient, c.type, c.quad, c.events) for c in counts(rows, LeftOut())]
    assert found == [
        ("2024-04", "state:CHN", "state:JPN", "ACCUSE", "V-CONF", 2),
        ("2024-04", "state:JPN", "state:PHL", "CONSULT", "V-COOP", 1),
        ("2024-04", "state:PHL", "state:JPN", "CONSULT", "V-COOP", 1),
    ]


def test_a_cell_never_breaks_the_table() -> None:
    odd = ActorRef(
        id=None,
        name="the\tso-called\nfront",
        kind="organisation",
        state=None,
        sector=None,
        text="Japan",
        start=0,
        end=5,
    )
    file = io.StringIO()
    write_events([exported("ASSAULT", (odd,), (JAPAN,))], file, "icews", bundled())
    (row,) = csv.DictReader(io.StringIO(file.getvalue()), delimiter="\t")
    assert (row["Source Name"], row["Source Country"]) == ("the so-called front", "")
