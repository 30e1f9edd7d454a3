"""`foedera statements`, `events` and so on: what a record holds of one kind, by who and what is in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click
import msgspec

from foedera.cli.asked import actor_named, limited
from foedera.cli.options import by_option, document_option, edtf, json_option, limit_option, record_option
from foedera.cli.output import note, print_json, print_table, shorten, wants_json
from foedera.cli.rows import open_record, pages, row_dict
from foedera.model import vocabulary
from foedera.model.errors import UsageError

if TYPE_CHECKING:
    from foedera.model import ActorRef, Claim
    from foedera.record import Row

_FIRST, _LAST = "0001-01-01", "9999-12-31"


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What can be asked of one kind: by actors (option and field), by closed lists, by flags, by words of a text."""

    kind: str
    help: str
    actors: tuple[tuple[str, str, str], ...]
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    flags: tuple[tuple[str, str], ...] = ()
    words: tuple[tuple[str, str], ...] = ()


QUESTIONS: dict[str, Question] = {
    "statements": Question(
        kind="statement",
        help="Who said, expects, believes or denies what.",
        actors=(("--speaker", "speakers", "who says it"), ("--about", "about", "whom it is about")),
        choices=(("quotation", get_args(vocabulary.Quotation)),),
        flags=(("outlook", "Only what predicts, expects or warns of something to come."),),
        words=(("affiliation", "Only speakers described so."),),
    ),
    "events": Question(
        kind="event",
        help="Who did what to whom.",
        actors=(("--actor", "actors", "who acts"), ("--recipient", "recipients", "to whom it is done")),
        choices=(("type", vocabulary.EVENT_TYPES),),
        words=(("mode", "Only events of this mode."), ("place", "Only at this place.")),
    ),
    "commitments": Question(
        kind="commitment",
        help="What was promised, by whom, and by when.",
        actors=(("--party", "parties", "who promises"), ("--beneficiary", "beneficiaries", "who gains by it")),
        choices=(("status", get_args(vocabulary.CommitmentStatus)),),
        flags=(("exploratory", "Only what is to be explored."),),
        words=(("action", "Only with these words in the action."), ("object", "Only with these words in the object.")),
    ),
    "instruments": Question(
        kind="instrument",
        help="Treaties, agreements, guidelines, strategies and laws.",
        actors=(("--party", "parties", "who is bound by it"),),
        choices=(("type", get_args(vocabulary.InstrumentType)), ("binding", get_args(vocabulary.Binding))),
        words=(("name", "Only with these words in the name."),),
    ),
    "commands": Question(
        kind="command",
        help="Command relationships, and their changes.",
        actors=(("--unit", "unit", "whose command it is"), ("--parent", "parent", "who is above it")),
        choices=(
            ("change", get_args(vocabulary.CommandChange)), ("relationship", get_args(vocabulary.CommandRelationship)),
        ),
        words=(("place", "Only at this place."),),
    ),
    "assets": Question(
        kind="asset",
        help="Bases, platforms, weapons, programmes and bodies: built, bought, deployed.",
        actors=(("--owner", "owners", "whose it is"), ("--counterparty", "counterparties", "host, seller or partner")),
        choices=(("type", get_args(vocabulary.AssetType)), ("action", get_args(vocabulary.AssetAction))),
        words=(("name", "Only with these words in the name."), ("place", "Only at this place.")),
    ),
    "figures": Question(
        kind="figure",
        help="Numbers that matter: spending, troops, shares, counts.",
        actors=(("--actor", "actor", "whose number it is"),),
        words=(("quantity", "Only with these words in what is measured."), ("unit", "Only in this unit.")),
    ),
    "affiliations": Question(
        kind="affiliation",
        help="Who holds a post, and who belongs to a group.",
        actors=(("--member", "member", "who holds the post or belongs"), ("--group", "group", "where")),
        choices=(("standing", get_args(vocabulary.Standing)),),
        words=(("role", "Only with these words in the role."),),
    ),
}  # fmt: skip


def command(name: str) -> click.Command:
    """The command that asks a record for claims of the kind of that name (`statements`)."""
    question = QUESTIONS[name]

    def ask(**given: Any) -> None:
        if given.get("day") is not None or given.get("stale", False):
            from foedera.cli.standing import ask_graph

            ask_graph(given)
        else:
            _ask(question, given)

    # The first decorator is the last one that --help shows.
    decorators = [
        json_option,
        click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
                     help="Write to a .csv, .parquet or .jsonl file: all rows, every field in a column."),
        limit_option, document_option, by_option,
        click.option("--known", metavar="MOMENT", help="Only what was known then (default: now)."),
        click.option("--until", metavar="DATE", help="Only what may hold or have happened until this day."),
        click.option("--since", metavar="DATE", help="Only what may hold or have happened since this day."),
        click.option("--min-confidence", "confidence", type=click.FloatRange(0, 1), default=0.0, metavar="NUMBER",
                     help="Only claims with at least this confidence."),
        click.option("--modality", type=click.Choice(vocabulary.MODALITIES), help="Only of this modality."),
    ]  # fmt: skip
    if question.kind == "event":
        decorators += [
            click.option("--counts", is_flag=True, help="Count by month, dyad of states and type instead of listing."),
            click.option("--layout", type=click.Choice(["icews", "polecat", "plover"]),
                         help="With --output: write in the layout of these event data; - is standard output."),
        ]  # fmt: skip
    if question.kind == "instrument":
        decorators += [
            click.option("--stale", is_flag=True, help="Only what is out of date, with the chain of reasons."),
            click.option("--in-force-on", "day", metavar="DAY",
                         help="Instruments, not claims: whether each was in force on this day, and why."),
        ]  # fmt: skip
    for field, help in reversed(question.words):
        decorators.append(click.option(f"--{field}", metavar="WORDS", help=help))
    for field, help in reversed(question.flags):
        decorators.append(click.option(f"--{field}/--no-{field}", default=None, help=help))
    for field, values in reversed(question.choices):
        decorators.append(click.option(f"--{field}", type=click.Choice(values), help=f"Only of this {field}."))
    for option, field, help in reversed(question.actors):
        decorators.append(click.option(option, f"in_{field}", metavar="ACTOR", help=f"By actor: {help}."))
    decorators.append(record_option("The record: a file, or postgresql://….", required=True))
    for decorator in decorators:
        ask = decorator(ask)
    ask.__doc__ = (
        f"{question.help}\n\nAn ACTOR is an id (state:JPN), a state's three letters (JPN) or a name; a surname "
        "will do, and a state stands for its people and bodies too. "
        "Every row shows the sentence that says so."
    )
    return click.command(name)(ask)


def _ask(question: Question, given: dict[str, Any]) -> None:
    from foedera.cli.files import form_of, write_counts, write_layout, write_rows

    file: Path | None = given["output"]
    layout, counts = given.get("layout"), given.get("counts", False)
    if layout is not None and file is None:
        raise UsageError("--layout goes with --output: say which file, or - for standard output")
    form = None if file is None or layout is not None else form_of(file)
    with open_record(given["where"], read_only=True) as kept:
        asked = partial(
            kept.as_of, valid=_interval(given["since"], given["until"]), known=given["known"], by=given["by"],
            document=given["document"], kind=question.kind,
        )  # fmt: skip
        conditions = list(_conditions(question, given))
        rows: Iterator[Row] = (
            row for row in pages(asked, None, quietly=True) if all(holds(row.claim) for holds in conditions)
        )
        if layout is not None and file is not None:
            write_layout(kept, rows, file, layout)
            return
        if counts:
            write_counts(kept, rows, file, as_json=wants_json(given["as_json"]))
            return
        if file is not None and form is not None:
            kind: Any = question.kind
            note(f"{write_rows(kept, rows, file, form, kind)} {question.kind} claims written to {file}")
            return
        shown = limited(rows, given["limit"])
        if wants_json(given["as_json"]):
            print_json(row_dict(row) for row in shown)
        else:
            _print(shown)


def _interval(since: str | None, until: str | None) -> str | None:
    if since is None and until is None:
        return None
    for option, day in (("--since", since), ("--until", until)):
        if day is not None:
            edtf(option, day)
    within = f"{since or _FIRST}/{until or _LAST}"
    edtf("--since and --until", within)
    return within


def _conditions(question: Question, given: dict[str, Any]) -> Iterator[Any]:
    for option, field, _ in question.actors:
        if given[f"in_{field}"] is not None:
            named = str(actor_named(option, given[f"in_{field}"]))
            yield partial(_names, field=field, wanted=named if ":" in named else named.casefold())
    for field in [name for name, _ in (*question.choices, *question.flags)]:
        if given[field] is not None:
            yield partial(_equals, field=field, value=given[field])
    for field, _ in question.words:
        if given[field] is not None:
            yield partial(_has, field=field, words=" ".join(given[field].split()).casefold())
    if given["modality"] is not None:
        yield lambda claim: claim.modality == given["modality"]
    if given["confidence"]:
        yield lambda claim: claim.confidence >= given["confidence"]


def _names(claim: Claim, field: str, wanted: str) -> bool:
    refs = [ref for name, ref in claim.actors() if name == field]
    return any(wanted in (ref.id, ref.state, *_called(ref)) for ref in refs)


def _called(ref: ActorRef) -> set[str]:
    """What the actor may be called in a question: the name, and of a person the surname."""
    name = ref.name.casefold()
    return {name, name.split()[-1]} if ref.kind == "person" else {name}


def _equals(claim: Claim, field: str, value: object) -> bool:
    return bool(getattr(claim.body, field) == value)


def _has(claim: Claim, field: str, words: str) -> bool:
    text = getattr(claim.body, field)
    return text is not None and words in " ".join(text.split()).casefold()


def _print(rows: Iterable[Row]) -> None:
    from foedera.exchange import fields, line

    def more(claim: Claim) -> str:
        return "; ".join(f"{name} {value}" for name, value in fields(claim) if name != "when")

    cells = (
        (row.claim.when, shorten(line(row.claim), 160), shorten(more(row.claim), 120),
         shorten(row.claim.evidence[0].text, 240), row.claim.id)
        for row in rows
    )  # fmt: skip
    print_table(None, ("when", "says", "more", "because it says", "claim"), cells)


statements = command("statements")
events = command("events")
commitments = command("commitments")
instruments = command("instruments")
commands = command("commands")
assets = command("assets")
figures = command("figures")
affiliations = command("affiliations")
