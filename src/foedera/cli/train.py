"""`foedera train …`: coders of one's own, from one's own annotations."""

from __future__ import annotations

from pathlib import Path

import click

from foedera.cli.output import note
from foedera.model.errors import FoederaError

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group()
def train() -> None:
    """Train coders on annotations of your own. Needs scikit-learn: pip install 'foedera[train]'."""


@train.command()
@click.argument("articles", metavar="ARTICLES", type=_FILE)
@click.option(
    "--output",
    "-o",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the ranker to this file.",
)
@click.option(
    "--lexicon",
    "lexicons",
    multiple=True,
    metavar="CSV",
    type=_FILE,
    help="A table of cues of your own, beside the bundled one; may be repeated.",
)
def statements(articles: Path, output: Path, lexicons: tuple[Path, ...]) -> None:  # fmt: skip
    """Train a ranker of statements on ARTICLES, JSON Lines as `foedera evaluate statements` reads them.

    Use it with `foedera read --model statements=FILE`.
    """
    import msgspec

    from foedera.cli.evaluate import lines
    from foedera.coding.statements.cues import lexicon
    from foedera.coding.statements.evaluation import articles as read
    from foedera.coding.statements.training import examples
    from foedera.coding.statements.training import train as fitted

    made = examples(read(lines(articles), str(articles)), cues=lexicon(*lexicons))
    weights = fitted(made)
    try:
        output.write_bytes(msgspec.json.encode(weights))
    except OSError as error:
        raise FoederaError(f"{output}: cannot be written: {(error.strerror or str(error)).lower()}") from error
    note(f"{len(made)} articles; ranker written to {output}")


@train.command()
@click.argument("pairs", metavar="PAIRS", type=_FILE)
@click.option(
    "--types",
    required=True,
    metavar="CSV",
    type=_FILE,
    help="The table from your labels to PLOVER's types: header label,type; a type may be NONE.",
)
@click.option("--field", default="label", show_default=True, help="The field of PAIRS that holds the label.")
@click.option(
    "--output",
    "-o",
    required=True,
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the coder to this folder.",
)
def events(pairs: Path, types: Path, field: str, output: Path) -> None:  # fmt: skip
    """Train a coder of events for an ontology of your own on PAIRS, JSON Lines as `foedera evaluate events` reads them.

    Some hundred pairs and a few minutes are enough. Your labels are kept as the mode of events. Use it with `foedera
    read --model events=FOLDER`.
    """
    from foedera.coding.events.training import labelled, mapping
    from foedera.coding.events.training import train as fitted
    from foedera.language import english

    table = mapping(types)
    made = fitted(list(labelled(pairs, table, field)), table, english(), output)
    note(
        f"{made.pairs} pairs, {made.labels} labels; by cross-validation macro-F1 {100 * made.macro_f1:.1f}, "
        f"accuracy {100 * made.accuracy:.1f}; coder written to {output}"
    )
