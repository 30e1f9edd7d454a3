"""How well commitments are found: gold annotations, predictions, and their scores.

Gold comes in two forms. One JSON object for one document, as annotators of deliverables write it: `items` with `start`,
`end`, `parties` by name, `status_class`, `target_date`, `figures`, `beneficiary`, and the name of the annotated file in
`text_file`. Or JSON Lines without any text, one document a line: `document` (its hash), `kind`, `published`,
`annotated` (the part that was read), and `commitments` with `span` and the fields of the claim contract, actors by id.
Offsets count code points, the end is exclusive. Predictions are claims as JSON Lines; the first evidence of each is its
span.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from foedera.actors import Base, bundled
from foedera.documents.text import content_of_string
from foedera.model import Claim, Commitment, Document, Edtf, UsageError

_HALF = 0.5
_UNKNOWN = "?"
Bounds = tuple[str | None, str | None]
Amount = tuple[float | None, str]


class Item(msgspec.Struct, frozen=True):
    """A commitment as scores compare it. Actors are ids, or names in small letters where nobody knows an id; `due` are
    the earliest and latest day; `figures` are values with units."""

    start: int
    end: int
    parties: frozenset[str]
    status: str
    exploratory: bool
    due: Bounds
    figures: frozenset[Amount]
    beneficiaries: frozenset[str]


class Gold(msgspec.Struct, frozen=True):
    """A document's annotated commitments. `document` is its hash; None where only its file is known and missing. What
    lies outside of `annotated` is not scored."""

    document: str | None
    kind: str
    items: tuple[Item, ...]
    annotated: tuple[int, int] | None = None
    published: Edtf | None = None


class Score(msgspec.Struct, frozen=True):
    """Precision, recall and F1 of items, in percent; then, of those that match, the percentage with the same status,
    due date, figures and `exploratory`, and the mean F1 of parties and beneficiaries. `with_due` and the like count the
    matched items of which gold or prediction has one, and `due_named` and the like are the percentages among these."""

    precision: float
    recall: float
    f1: float
    predicted: int
    annotated: int
    matched: int
    status: float
    parties: float
    due: float
    figures: float
    beneficiaries: float
    exploratory: float
    with_due: int
    due_named: float
    with_figures: int
    figures_named: float


def golds(path: Path) -> list[Gold]:
    """The annotated documents of a file in either form. Raises `UsageError` where it is malformed."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    try:
        try:
            rows = [msgspec.json.decode(text)]
        except msgspec.DecodeError:
            rows = [msgspec.json.decode(line) for line in text.splitlines() if line.strip()]
        return [_gold(row, path) for row in rows]
    except msgspec.DecodeError as error:
        raise UsageError(f"{path}: no annotated commitments: {error}") from error
    except KeyError as error:
        raise UsageError(f"{path}: no annotated commitments: {error} is missing") from error
    except (TypeError, AttributeError) as error:
        raise UsageError(f"{path}: no annotated commitments: a field has the wrong type: {error}") from error


def predictions(lines: Iterable[str | bytes], name: str = "predictions") -> dict[str, list[Item]]:
    """The commitments among claims as JSON Lines, by the hash of their document; claims of other kinds are passed over.

    Raises `UsageError`, with the line, where one is no claim.
    """
    found: dict[str, list[Item]] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            claim = Claim.from_json(line)
        except ValueError as error:
            raise UsageError(f"{name}, line {number}: {error}") from error
        items = found.setdefault(claim.document, [])
        if isinstance(claim.body, Commitment):
            items.append(item_of(claim, claim.body))
    return found


def item_of(claim: Claim, body: Commitment) -> Item:
    """A claim as an item."""
    return Item(
        claim.evidence[0].start, claim.evidence[0].end, frozenset(ref.id or ref.name.lower() for ref in body.parties),
        body.status, body.exploratory, (None, None) if body.due is None else (body.due.earliest, body.due.latest),
        frozenset((_value(one.value, one.low, one.high), _unit(one.unit)) for one in body.figures),
        frozenset(ref.id or ref.name.lower() for ref in body.beneficiaries),
    )  # fmt: skip


def scores(gold: Iterable[Gold], predictions: Mapping[str, Sequence[Item]]) -> dict[str, Score]:
    """The scores over all annotated documents (`all`) and by their kind (`official`, `news`).

    Items match one to one where the characters that both spans have are at least half of those that either has, the
    best overlap first. Where the hash of a document is not known, the predictions must be of one document alone.
    """
    tallies: dict[str, _Tally] = {}
    for one in gold:
        predicted = [_joined(item, one.published) for item in _of(one, predictions) if _is_inside(item, one.annotated)]
        annotated = [_joined(item, one.published) for item in one.items]
        for name in dict.fromkeys(("all", one.kind)):
            tallies.setdefault(name, _Tally()).add(predicted, annotated)
    return {name: tally.score() for name, tally in tallies.items()}


def matched(predicted: Sequence[Item], annotated: Sequence[Item]) -> list[tuple[int, int]]:
    """The pairs of predicted and annotated items, by their places, the best overlap first."""
    found: list[tuple[float, int, int]] = []
    for i, one in enumerate(predicted):
        for j, other in enumerate(annotated):
            common = min(one.end, other.end) - max(one.start, other.start)
            if common > 0:
                whole = max(one.end, other.end) - min(one.start, other.start)
                found.append((common / whole, i, j))
    pairs: list[tuple[int, int]] = []
    left, right = set[int](), set[int]()
    for overlap, i, j in sorted(found, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if overlap >= _HALF and i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs


class _Tally:
    """Counts over documents."""

    def __init__(self) -> None:
        self.predicted = self.annotated = 0
        self.pairs: list[tuple[Item, Item]] = []

    def add(self, predicted: Sequence[Item], annotated: Sequence[Item]) -> None:
        self.predicted += len(predicted)
        self.annotated += len(annotated)
        self.pairs += [(predicted[i], annotated[j]) for i, j in matched(predicted, annotated)]

    def score(self) -> Score:
        hits, pairs = len(self.pairs), self.pairs
        precision, recall = _share(hits, self.predicted), _share(hits, self.annotated)
        due = [a.due == b.due for a, b in pairs if a.due != (None, None) or b.due != (None, None)]
        figures = [a.figures == b.figures for a, b in pairs if a.figures or b.figures]
        return Score(
            precision=precision, recall=recall,
            f1=2 * precision * recall / (precision + recall) if precision + recall else 0.0,
            predicted=self.predicted, annotated=self.annotated, matched=hits,
            status=_mean([a.status == b.status for a, b in pairs]),
            parties=_mean([_f1(a.parties, b.parties) for a, b in pairs]),
            due=_mean([a.due == b.due for a, b in pairs]), figures=_mean([a.figures == b.figures for a, b in pairs]),
            beneficiaries=_mean([_f1(a.beneficiaries, b.beneficiaries) for a, b in pairs]),
            exploratory=_mean([a.exploratory == b.exploratory for a, b in pairs]),
            with_due=len(due), due_named=_mean(due), with_figures=len(figures), figures_named=_mean(figures),
        )  # fmt: skip


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def _mean(values: Sequence[float]) -> float:
    return 100 * sum(values) / len(values) if values else 100.0


def _f1(one: frozenset[str], other: frozenset[str]) -> float:
    """F1 of two sets of actors; one that is annotated without an id is any that is predicted without an id."""
    if _UNKNOWN in other:
        one = frozenset(id if ":" in id else _UNKNOWN for id in one)
    if not one and not other:
        return 1.0
    return 2 * len(one & other) / (len(one) + len(other))


def _of(gold: Gold, predictions: Mapping[str, Sequence[Item]]) -> Sequence[Item]:
    if gold.document is not None:
        return predictions.get(gold.document, ())
    if len(predictions) > 1:
        raise UsageError(
            "the annotated text is missing beside its gold file, and the predictions are of several documents"
        )
    return next(iter(predictions.values()), ())


def _gold(row: Mapping[str, Any], path: Path) -> Gold:
    items = row.get("items", row.get("commitments", ()))
    document = row.get("document") or _hash(path.parent / row.get("text_file", ""))
    if document is not None and not isinstance(document, str):
        raise TypeError(f"document must be the hash of a text, not {document!r}")
    published = row.get("published") or row.get("document_date")
    low, high = row.get("annotated") or row.get("annotated_region") or (0, None)
    return Gold(
        document, row.get("kind", "official"), tuple(_item(item) for item in items),
        None if high is None else (low, high), None if published is None else Edtf.parse(published),
    )  # fmt: skip


def _is_inside(item: Item, annotated: tuple[int, int] | None) -> bool:
    return annotated is None or annotated[0] <= item.start < annotated[1]


def _joined(item: Item, published: Edtf | None) -> Item:
    """An item with the member states in the place of the organisations that they form, so that both are the same."""
    return msgspec.structs.replace(item, parties=_members(item.parties, published))


def _members(ids: frozenset[str], published: Edtf | None) -> frozenset[str]:
    found: set[str] = set()
    for id in ids:
        members = [row.member for row in _base().members(id, published)] if id.startswith("organisation:") else []
        states = [member for member in members if member.startswith("state:")]
        found |= set(states or [id])
    return frozenset(found)


def _hash(path: Path) -> str | None:
    """The hash of the annotated text, where it lies beside its gold file."""
    if not path.is_file():
        return None
    content = content_of_string(path.read_text("utf-8-sig"), path.name)
    return Document(text=content.text, paragraphs=content.paragraphs, source=path.name).id


def _item(item: Mapping[str, Any]) -> Item:
    due = item.get("target_date") or item.get("due") or {}
    start, end = item["span"] if isinstance(item.get("span"), list) else (item["start"], item["end"])
    return Item(
        start, end, _actors(item.get("parties")), item.get("status_class") or item["status"],
        bool(item.get("exploratory")),
        (due.get("not_before", due.get("earliest")), due.get("not_after", due.get("latest"))),
        frozenset(
            (_value(one.get("value"), one.get("low"), one.get("high")), _unit(one["unit"]))
            for one in item.get("figures") or ()
        ),
        _actors(item.get("beneficiary") or item.get("beneficiaries")),
    )  # fmt: skip


def _actors(names: str | Sequence[Any] | None) -> frozenset[str]:
    if isinstance(names, str):
        names = [names]
    return frozenset(_id(name) for name in names or ())


def _id(name: str | None) -> str:
    """The id of an actor by its name; the name in small letters where none or several have it."""
    if name is None:
        return _UNKNOWN
    if name.partition(":")[0] in ("state", "organisation", "person", "command"):
        return name
    found = _base().find(name)
    return found[0].id if len(found) == 1 else name.lower()


def _value(value: float | None, low: float | None, high: float | None) -> float | None:
    """A value; of a range or bound, the end that is known."""
    found = next((one for one in (value, low, high) if one is not None), None)
    return None if found is None else float(found)


def _unit(unit: str) -> str:
    """A unit, in the singular where it is a noun."""
    if unit.isupper():
        return unit
    word = unit.lower().split()[-1] if unit.strip() else unit
    return "percent" if unit.lower().startswith("percent") else word.removesuffix("s")


@cache
def _base() -> Base:
    return bundled()
