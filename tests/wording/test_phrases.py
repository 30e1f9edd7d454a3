"""A phrase through time."""

from collections.abc import Sequence

import pytest

from foedera.model import UsageError
from foedera.record import Record
from foedera.wording import uses
from foedera.wording.passages import words
from foedera.wording.phrases import matches, pattern


def forms(text: str, phrase: str) -> list[tuple[str, str]]:
    found = words(text)
    return [(text[found[a].start : found[b].end], form) for a, b, form in matches(found, pattern(phrase))]


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("Peace and stability across the Taiwan Strait.", "peace and stability across the Taiwan Strait",
         [("Peace and stability across the Taiwan Strait", "as given")]),
        ("They want peace and stability in the Taiwan Straits.", "peace and stability across the Taiwan Strait",
         [("peace and stability in the Taiwan Straits", "inflected")]),
        ("Stability and peace in the Taiwan Strait.", "peace and stability in the Taiwan Strait",
         [("Stability and peace in the Taiwan Strait", "variant")]),
        ("Peace is good. The long road to the Taiwan Strait and onward to some stability is hard.",
         "peace and stability in the Taiwan Strait", []),
        ("We recognise it, they recognized that.", "recognize",
         [("recognise", "inflected"), ("recognized", "inflected")]),
        ("The status quo of the status quo.", "status quo", [("status quo", "as given")] * 2),
        ("the of and", "of the", [("the of", "variant")]),
    ],
)  # fmt: skip
def test_forms_of_a_phrase(text: str, phrase: str, expected: Sequence[tuple[str, str]]) -> None:
    assert forms(text, phrase) == list(expected)


def test_every_use_in_a_record_the_first_one_first(record: Record) -> None:
    found = uses(record, "peace and stability across the Taiwan Strait")
    assert [(use.published, use.form, use.by) for use in found.uses] == [
        ("2031-05-04", "as given", ("The Ministry",)), ("2031-06-09", "inflected", ("The Ministry",)),
    ]  # fmt: skip
    for use in found.uses:
        document = record.document(use.document)
        assert " ".join(document.text[use.start : use.end].split()) == use.text
        assert use.sentence.start <= use.start < use.end <= use.sentence.end
        assert document.text[use.sentence.start : use.sentence.end] == use.sentence.text


def test_counts_within_a_series_tell_where_it_is_not(record: Record) -> None:
    ids = [row.id for row in record.documents().rows if "fish" not in (row.title or "")]
    counts = uses(record, "Taiwan Strait", within=ids).counts
    assert [(count.published, count.uses) for count in counts if count.published != "2031-07-01"] == [
        ("2031-05-04", 1), ("2031-06-09", 1), ("2032-05-09", 0),
    ]  # fmt: skip


def test_a_phrase_that_nobody_used(record: Record) -> None:
    assert uses(record, "purple submarine").uses == ()


def test_no_phrase(record: Record) -> None:
    with pytest.raises(UsageError, match="is no phrase: give at least one word"):
        uses(record, " … ")
