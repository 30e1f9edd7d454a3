"""`foedera outlook …`: what was predicted, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from foedera.cli.asked import (
    about_option,
    as_of_option,
    asked,
    asking,
    because,
    by_person,
    limited,
    required_record,
    user,
    why_option,
)
from foedera.cli.output import print_json, print_table, shorten, wants_json

if TYPE_CHECKING:
    from foedera.register import Prediction, Score

_speaker = click.option("--speaker", metavar="NAME", help="Only by this speaker; a part of the name will do.")
_source = click.option("--source", metavar="NAME", help="Only from this publisher; a part of the name will do.")
_STATUSES = ("open", "past its horizon", "came true", "did not", "void")


@click.group()
def outlook() -> None:
    """List predictions, write down what became of them, and see who was how often right."""


@outlook.command(name="list")
@asking(
    as_of_option, _speaker, _source,
    click.option("--status", type=click.Choice(_STATUSES), help="Only with this status."),
    about_option,
)  # fmt: skip
def list_(
    where: str, as_of: str | None, speaker: str | None, source: str | None, status: Any, about: str | None,
    known: str | None, limit: int, as_json: bool | None,
) -> None:  # fmt: skip
    """Predictions in the order of their horizons, with who made them and what became of them."""
    from foedera.exchange.answers import prediction_of
    from foedera.register import outlook as ledger

    with asked(where) as kept:
        found = ledger(
            kept, as_of=as_of, known=known, speaker=speaker, source=source, status=status, about=about
        ).predictions
    if wants_json(as_json):
        print_json(map(prediction_of, limited(found, limit)))
        return
    columns = ("until", "status", "who", "predicts", "because it says", "prediction")
    print_table(None, columns, map(_prediction, limited(found, limit)))


@outlook.command()
@click.argument("prediction")
@click.argument("outcome", type=click.Choice(("true", "false", "void")))
@required_record
@click.option(
    "--evidence", metavar="TEXT", required=True,
    help="What shows it: a citation, an address, or the id of a claim or document.",
)  # fmt: skip
@click.option("--when", metavar="DATE", help="By when that was settled.")
@by_person
@why_option
def resolve(
    where: str, prediction: str, outcome: str, evidence: str, when: str | None, who: str | None, why: str | None
) -> None:
    """Write down what became of a PREDICTION, given by its id: the OUTCOME is true, false or void.

    True: it happened as it was predicted (what was said not to happen, and did not, came true). The last word counts;
    `foedera entries undo NUMBER` takes it back.
    """
    from foedera.register import resolve as resolved

    outcomes = {"true": "came true", "false": "did not", "void": "void"}
    with asked(where) as kept:
        note = resolved(kept, prediction, outcomes[outcome], evidence=evidence, by=who or user(), when=when, why=why)
    click.echo(f"note {note.number}: {prediction} {outcomes[outcome]}, by {note.who}")


@outlook.command()
@asking(as_of_option, _speaker, _source, about_option)
def scores(
    where: str, as_of: str | None, speaker: str | None, source: str | None, about: str | None, known: str | None,
    limit: int, as_json: bool | None,
) -> None:  # fmt: skip
    """How often speakers and sources were right, with how sure that is.

    The share of resolved predictions that came true has a 95 % interval (Wilson); the Brier score, of those with words
    for a likelihood, has one too (Hoeffding). Below ten resolved predictions a share says little.
    """
    from foedera.exchange.answers import score_of
    from foedera.register import outlook as ledger

    with asked(where) as kept:
        found = ledger(kept, as_of=as_of, known=known, speaker=speaker, source=source, about=about)
    every = [*(("speaker", score) for score in found.speakers), *(("source", score) for score in found.sources)]
    if wants_json(as_json):
        print_json({"of": of, **score_of(score)} for of, score in limited(every, limit))
        return
    columns = ("of", "name", "predictions", "resolved", "came true", "share", "95 %", "Brier score", "few")
    print_table(None, columns, (_score(of, score) for of, score in limited(every, limit)))


def _prediction(found: Prediction) -> tuple[object, ...]:
    who = ", ".join(found.speakers) or found.affiliation or found.source
    until = None if found.horizon is None else found.horizon.text
    shown = because(found.member) if found.note is None else f"forecast by {found.note.who}"
    text = shorten(found.text, 120) if found.happens is not False else f"not: {shorten(found.text, 115)}"
    return until, found.status, who, text, shown, found.id


def _score(of: str, score: Score) -> tuple[object, ...]:
    interval = "" if score.interval is None else f"{score.interval[0]:.2f} to {score.interval[1]:.2f}"
    share = None if score.share is None else f"{score.share:.2f}"
    brier = None if score.brier is None else f"{score.brier:.3f}"
    few = "few" if score.is_few else ""
    return of, score.name, score.predictions, score.resolved, score.true, share, interval, brier, few
