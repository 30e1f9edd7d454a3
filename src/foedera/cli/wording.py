"""`foedera wording`: what is new in the wording of a document, and a phrase through time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from foedera.cli.asked import asked, by_person, known_option, limited, user, written
from foedera.cli.options import json_option, limit_option, record_option
from foedera.cli.output import note, print_json, print_table, shorten, wants_json
from foedera.model.errors import UsageError

if TYPE_CHECKING:
    from foedera.model import Document
    from foedera.wording import Comparison, Difference, Phrase, Proposal, Use

_FORMS = (".html", ".docx", ".json")
_NAMES = 20  # on a line of the terminal; more are counted


@click.command()
@click.argument("documents", nargs=-1, metavar="[EARLIER LATER]")
@record_option("A record: then documents may be given by id, and phrases and series are those of it.")
@click.option("--phrase", metavar="WORDS", help="Every use of these words in the record, the first one first.")
@click.option(
    "--series", "series_name", metavar="NAME", help="Only this series; alone: what is new in its newest document."
)
@click.option("--list-series", is_flag=True, help="The series that the record has.")
@click.option("--name-series", metavar="NAME", help="Name the documents given as a series.")
@click.option("--predictions", is_flag=True, help="Predictions about wording, and what became of them.")
@click.option("--settle", metavar="PREDICTION", help="Write down the proposed outcome of a prediction, in your name.")
@by_person
@click.option(
    "--scale", "scale_file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="A scale of strength in place of ours.",
)  # fmt: skip
@click.option("--print-scale", is_flag=True, help="Print our scale of strength as CSV, to be corrected.")
@click.option("--same", is_flag=True, help="Also list what is the same.")
@known_option
@click.option(
    "--output", "-o", "file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Write the comparison to a .html, .docx (tracked changes) or .json file.",
)  # fmt: skip
@limit_option
@json_option
def wording(
    documents: tuple[str, ...], where: str | None, phrase: str | None, series_name: str | None, list_series: bool,
    name_series: str | None, predictions: bool, settle: str | None, who: str | None, scale_file: Path | None,
    print_scale: bool, same: bool, known: str | None, file: Path | None, limit: int, as_json: bool | None,
) -> None:  # fmt: skip
    """What is new in the wording of a document of a series: new, dropped, moved, strengthened, weakened.

    EARLIER LATER: both are files, addresses, or with --record ids of documents. Strength is judged by a scale of
    diplomatic wordings (--print-scale); what it does not know is shown as changed, without a verdict.

    With --record: --phrase follows a phrase through its documents, --list-series shows the series that it has, --series
    NAME what is new in the newest of one, and --predictions the predictions about wording that can be resolved.
    """
    shown = wants_json(as_json)
    if print_scale:
        from foedera.wording.scale import text

        click.echo(text(), nl=False)
    elif phrase is not None:
        _phrase(_needed(where, "--phrase"), phrase, series_name, known, limit, shown)
    elif list_series:
        _list(_needed(where, "--list-series"), known, limit, shown)
    elif name_series is not None:
        _name(_needed(where, "--name-series"), name_series, documents, who)
    elif settle is not None:
        _settle(_needed(where, "--settle"), settle, who)
    elif predictions:
        _predictions(_needed(where, "--predictions"), known, limit, shown)
    elif series_name is not None and not documents:
        _newest(_needed(where, "--series"), series_name, known, limit, shown)
    else:
        _compare(documents, where, known, scale_file, file, same, limit, shown)


def _needed(where: str | None, option: str) -> str:
    if where is None:
        raise UsageError(f"{option} asks a record: give --record FILE")
    return where


def _compare(
    given: tuple[str, ...], where: str | None, known: str | None, scale_file: Path | None, file: Path | None,
    same: bool, limit: int, shown: bool,
) -> None:  # fmt: skip
    from foedera.wording import compared, load
    from foedera.wording.answers import comparison_of

    if len(given) != 2:
        raise UsageError(f"give two documents, the earlier one first; {len(given)} given")
    if file is not None and file.suffix.lower() not in _FORMS:
        raise UsageError(f"{file}: name the file .html, .docx or .json")
    earlier, later = _documents(given, where, known)
    made = compared(earlier, later, None if scale_file is None else load(scale_file))
    if file is not None:
        written(file, _rendered(made, file.suffix.lower(), same))
        note(f"written to {file}")
    elif shown:
        print_json([comparison_of(made, same=same)])
    else:
        _print(made, same, limit)


def _documents(given: tuple[str, ...], where: str | None, known: str | None) -> list[Document]:
    from foedera.documents import document

    if where is None or all(Path(each).is_file() for each in given):
        return [document(each) for each in given]
    with asked(where) as kept:
        return [document(each) if Path(each).is_file() else kept.document(each, known=known) for each in given]


def _rendered(made: Comparison, form: str, same: bool) -> bytes | str:
    import msgspec

    from foedera.wording import page, tracked
    from foedera.wording.answers import comparison_of

    if form == ".json":
        return msgspec.json.format(msgspec.json.encode(comparison_of(made, same=same))) + b"\n"
    return tracked.docx(made) if form == ".docx" else page.html(made)


def _print(made: Comparison, same: bool, limit: int) -> None:
    from foedera.wording.page import named, summary

    click.echo(f"Earlier: {named(made.before)}\nLater:   {named(made.after)}")
    for remark in made.remarks:
        click.echo(f"Note: {remark}.")
    click.echo(summary(made))
    for title, terms in (("Named for the first time", made.first), ("No longer named", made.gone)):
        if terms:
            more = f"; and {len(terms) - _NAMES} more (--json has all)" if len(terms) > _NAMES else ""
            click.echo(f"\n{title}: {'; '.join(term.text for term in terms[:_NAMES])}{more}")
    rows = [each for each in made.differences if same or each.kind != "same"]
    if rows:
        print_table(None, ("what", "earlier", "later"), map(_difference, limited(rows, limit)))


def _difference(each: Difference) -> tuple[object, ...]:
    from foedera.wording.page import said

    what = [each.kind + (", moved" if each.moved and each.kind != "moved" else "")]
    what += [said(shift, each) for shift in each.shifts]
    before, after = (None if side is None else shorten(side.text, 600) for side in (each.before, each.after))
    return "; ".join(what), before, after


def _phrase(where: str, phrase: str, name: str | None, known: str | None, limit: int, shown: bool) -> None:
    from foedera.wording import one, uses
    from foedera.wording.answers import uses_of

    with asked(where) as kept:
        within = None if name is None else [each.id for each in one(kept, name, known=known).documents]
        found = uses(kept, phrase, within=within, known=known, limit=limit)
    if shown:
        print_json([uses_of(found)])
        return
    if found.truncated:
        note("more passages have these words than were read: give more of the phrase, or a series")
    print_table(None, ("on", "by", "form", "sentence", "title"), map(_use, limited(found.uses, limit)))
    columns = ("on", "uses", "per 1,000 words", "title")
    counts = ((c.published, c.uses, f"{c.per_thousand:.2f}", c.title or c.document[:14]) for c in found.counts)
    print_table("How often", columns, limited(counts, limit))


def _use(use: Use) -> tuple[object, ...]:
    return use.published, ", ".join(use.by), use.form, shorten(use.sentence.text, 300), use.title or use.document[:14]


def _list(where: str, known: str | None, limit: int, shown: bool) -> None:
    from foedera.wording import series
    from foedera.wording.answers import series_of

    with asked(where) as kept:
        found = series(kept, known=known)
    if shown:
        print_json(map(series_of, limited(found, limit)))
        return
    rows = (
        (each.name, one.published, one.title, one.id[:14]) for each in limited(found, limit) for one in each.documents
    )
    print_table(None, ("series", "on", "title", "document"), rows)


def _name(where: str, name: str, documents: tuple[str, ...], who: str | None) -> None:
    from foedera.wording import name_series

    with asked(where) as kept:
        made = name_series(kept, name, documents, by=who or user())
    click.echo(f"note {made.number}: {made.subject}, {len(made.payload['documents'])} documents, by {made.who}")


def _newest(where: str, name: str, known: str | None, limit: int, shown: bool) -> None:
    from foedera.wording import novelty, one
    from foedera.wording.answers import novelty_of

    with asked(where) as kept:
        found = one(kept, name, known=known)
        made = novelty([kept.document(each.id, known=known) for each in found.documents])
    if shown:
        print_json([novelty_of(made, found)])
        return
    newest = found.documents[-1]
    click.echo(f"{found.name}: {len(found.documents)} documents; the newest is {newest.title} ({newest.published})")
    for title, some in (("Appeared", made.appeared), ("Vanished (the documents before it had them)", made.vanished)):
        print_table(title, ("phrase", "documents", "kind"), map(_told, limited(some, limit, some=True)))


def _told(phrase: Phrase) -> tuple[object, ...]:
    return phrase.text, phrase.documents, "name" if phrase.name else "phrase"


def _predictions(where: str, known: str | None, limit: int, shown: bool) -> None:
    from foedera.wording import proposals
    from foedera.wording.answers import proposal_of

    with asked(where) as kept:
        found = proposals(kept, known=known)
    if shown:
        print_json(map(proposal_of, limited(found, limit)))
        return
    columns = ("prediction", "predicts", "looked for", "documents since", "proposed", "because it says")
    print_table(None, columns, map(_proposal, limited(found, limit)))


def _proposal(each: Proposal) -> tuple[object, ...]:
    said = "" if each.use is None else f"{shorten(each.use.sentence.text, 200)} ({each.use.published})"
    text = shorten(each.prediction.text, 160)
    return each.prediction.id, text, each.phrase, each.documents, each.outcome or "too early to tell", said


def _settle(where: str, prediction: str, who: str | None) -> None:
    from foedera.wording import settle

    with asked(where) as kept:
        made = settle(kept, prediction, by=who or user())
    click.echo(f"note {made.number}: {prediction} {made.payload['outcome']}, by {made.who}")
