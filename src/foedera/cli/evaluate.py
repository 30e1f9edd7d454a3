"""`foedera evaluate …`: how often coders are right, on texts that people annotated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from foedera.cli.options import actors_option
from foedera.cli.output import counted, note, print_json, print_table, progress, wants_json
from foedera.model.errors import FoederaError, UsageError

_GOLD = click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path, exists=True, dir_okay=False))
_PREDICTIONS = click.option(
    "--predictions", "out", metavar="OUT.jsonl", required=True, type=click.Path(path_type=Path, dir_okay=False),
    help="Write what the coder finds to this file.",
)  # fmt: skip
_JSON = click.option(
    "--json/--table", "as_json", default=None,
    help="Print the scores as JSON Lines, or as a table. Default: a table on a terminal.",
)  # fmt: skip


@click.group()
def evaluate() -> None:
    """Measure coders on texts that people annotated.

    Each command writes what the coder finds and prints the scores; where the file carries no annotations, it only
    writes what is found.
    """


@evaluate.command()
@_GOLD
@_PREDICTIONS
@click.option(
    "--model",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A ranker of your own, from `foedera train statements`.",
)
@_JSON
def statements(gold: Path, out: Path, model: Path | None, as_json: bool | None) -> None:  # fmt: skip
    """Measure statements against GOLD, JSON Lines with one article each.

    An article has `id`, `text` and, where it is annotated, `attributions`: each with `source`, `cue` and `content` as
    lists of offsets. An attribution is right where it has at least half of the words of the content and the source.
    """
    from foedera.coding.statements.attributions import Finder
    from foedera.coding.statements.cues import lexicon
    from foedera.coding.statements.evaluation import articles, predictions, scores
    from foedera.coding.statements.ranking import ranker

    given = list(articles(lines(gold), str(gold)))
    finder = Finder.usual() if model is None else Finder(lexicon(), ranker(model))
    with progress("reading", len(given)) as tell:
        found = list(counted(predictions(given, finder=finder), tell))
    _write(out, found)
    if not any(article.attributions is not None for article in given):
        note(f"{gold}: no annotations; {len(found)} articles coded into {out}")
        return
    _print(
        wants_json(as_json),
        ("what", "precision", "recall", "f1", "predicted", "annotated"),
        (
            (name, round(s.precision, 1), round(s.recall, 1), round(s.f1, 1), s.predicted, s.annotated)
            for name, s in scores(given, found).items()
        ),
    )


@evaluate.command()
@_GOLD
@_PREDICTIONS
@click.option(
    "--model",
    metavar="FOLDER",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A coder of your own, from `foedera train events`.",
)
@click.option("--labels", "by_label", is_flag=True, help="Also print the F1 of every label.")
@_JSON
def events(gold: Path, out: Path, model: Path | None, by_label: bool, as_json: bool | None) -> None:  # fmt: skip
    """Measure the types of events of given pairs against GOLD, JSON Lines with one pair each.

    A pair has `id`, `text`, `source` (the actor) and `target` (the recipient) with `spans`, and where it is annotated
    `root`, `quad` and `binary`. Every pair gets a root. Scores are macro-F1.
    """
    from foedera.coding.events.evaluation import given, predictions, scores
    from foedera.coding.events.heads import Heads
    from foedera.language import english

    pairs = list(given(gold))
    with progress("coding", len(pairs)) as tell:
        found = list(counted(predictions(pairs, english(), None if model is None else Heads(model)), tell))
    _write(out, ({"id": one.id, "root": one.root, "probabilities": one.probabilities} for one in found))
    scored = scores(pairs, found)
    if not scored:
        note(f"{gold}: no labels; {len(found)} pairs coded into {out}")
        return
    rows: list[tuple[Any, ...]] = [
        (s.level, round(100 * s.macro_f1, 1), round(100 * s.accuracy, 1), s.pairs) for s in scored
    ]
    if by_label:
        rows += [
            (f"{s.level} {label}", round(100 * f1, 1), None, n) for s in scored for label, (f1, n) in s.labels.items()
        ]
    _print(wants_json(as_json), ("level", "macro_f1", "accuracy", "pairs"), rows)


@evaluate.command()
@_GOLD
@_PREDICTIONS
@click.option(
    "--documents",
    "folder",
    metavar="FOLDER",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Where the annotated texts lie. Default: beside GOLD.",
)
@actors_option
@_JSON
def commitments(
    gold: Path, out: Path, folder: Path | None, bases: tuple[Path, ...], as_json: bool | None
) -> None:  # fmt: skip
    """Measure commitments against GOLD: one annotated document, or JSON Lines of annotations without text.

    The first evidence of each claim that is written is the commitment's span. One is right where the span has at least
    half of its characters in common with an annotated one; status, parties, due date and figures are measured on those.
    """
    from foedera.cli.gold import texts
    from foedera.coding.commitments import Commitments
    from foedera.coding.commitments.evaluation import golds, item_of, scores
    from foedera.model import Commitment
    from foedera.reading import reader

    annotated = golds(gold)
    documents = texts(gold, folder)
    with progress("reading", len(documents)) as tell:
        read = list(counted(reader(*bases, coders=[Commitments()]).read(documents), tell))
    claims = [claim for each in read for claim in each.claims]
    _write(out, (claim.to_dict() for claim in claims))
    predicted: dict[str, list[Any]] = {document.id: [] for document in documents}
    for claim in claims:
        if isinstance(claim.body, Commitment):
            predicted[claim.document].append(item_of(claim, claim.body))
    if not any(one.items for one in annotated):
        note(f"{gold}: no annotations; {len(claims)} commitments written to {out}")
        return
    fields = (
        "precision", "recall", "f1", "predicted", "annotated", "status", "parties", "due", "figures", "beneficiaries",
        "exploratory",
    )  # fmt: skip
    scored = scores(annotated, predicted).items()
    _print(
        wants_json(as_json),
        ("documents", *fields),
        ((name, *(_rounded(getattr(score, field)) for field in fields)) for name, score in scored),
    )


def _rounded(value: float) -> float:
    return round(value, 1) if isinstance(value, float) else value


def lines(path: Path) -> list[str]:
    """The lines of a text file. Raises `UsageError` where it cannot be read as UTF-8."""
    try:
        return path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as UTF-8 text: {error}") from error


def _write(path: Path, rows: Iterable[Any]) -> None:
    import msgspec

    try:
        path.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
    except OSError as error:
        raise FoederaError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from error


def _print(as_json: bool, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    if as_json:
        print_json(dict(zip(columns, row, strict=True)) for row in rows)
    else:
        print_table(None, columns, rows)
