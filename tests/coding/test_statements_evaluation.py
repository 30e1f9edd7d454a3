from typing import Any

import msgspec
import pytest

from foedera.coding.statements import Finder
from foedera.coding.statements.evaluation import Article, Attribution, articles, predictions, right, scores
from foedera.coding.statements.reliability import operating, reliability
from foedera.model import UsageError

TEXT = "Anna Kestrel said that the talks had failed. “We will try again soon,” she added. The port is quiet."


def offsets(*words: str) -> list[list[int]]:
    return [[TEXT.index(each), TEXT.index(each) + len(each)] for each in words]


SAID = Attribution(offsets("Anna Kestrel"), offsets("said"), offsets("that the talks had failed"))
ADDED = Attribution(offsets("she"), offsets("added"), offsets("“We will try again soon,”"))
GOLD = Article(id="a", text=TEXT, attributions=[SAID, ADDED])


def row(*attributions: Attribution) -> dict[str, Any]:
    return {"id": "a", "attributions": [msgspec.to_builtins(each) for each in attributions]}


def test_the_annotations_themselves_score_full_marks() -> None:
    made = scores([GOLD], [row(SAID, ADDED)])
    assert set(made) == {"attribution", "direct", "content", "source tokens", "cue tokens", "content tokens"}
    assert all((each.precision, each.recall, each.f1) == (100, 100, 100) for each in made.values())
    assert (made["attribution"].annotated, made["direct"].annotated) == (2, 1)


def test_nothing_predicted_scores_nothing() -> None:
    for rows in ([], [row()]):
        assert all(each.f1 == 0 for each in scores([GOLD], rows).values())


def test_half_of_the_content_and_a_word_of_the_source_are_enough() -> None:
    half = Attribution(offsets("Kestrel"), [], offsets("the talks had failed"))
    assert scores([GOLD], [row(half)])["attribution"].precision == 100
    little = Attribution(offsets("Anna Kestrel"), [], offsets("the talks"))
    assert scores([GOLD], [row(little)])["attribution"].precision == 0
    nobody = Attribution([], [], offsets("that the talks had failed"))
    made = scores([GOLD], [row(nobody)])
    assert (made["attribution"].precision, made["content"].precision) == (0, 100)


def test_an_annotation_without_source_needs_none() -> None:
    gold = Article(id="a", text=TEXT, attributions=[Attribution([], [], SAID.content)])
    assert scores([gold], [row(Attribution([], [], SAID.content))])["attribution"].f1 == 100
    assert scores([gold], [row(SAID)])["attribution"].f1 == 0


def test_each_annotation_is_matched_once() -> None:
    made = scores([GOLD], [row(SAID, SAID)])["attribution"]
    assert (made.precision, made.recall) == (50, 50)


def test_right_says_which_predictions_are() -> None:
    wrong = Attribution(offsets("The port"), [], offsets("is quiet"))
    assert right(TEXT, [SAID, ADDED], [wrong, ADDED]) == [False, True]


def test_articles_without_annotations_are_only_predicted() -> None:
    bare = Article(id="a", text=TEXT)
    (made,) = predictions([bare])
    assert made["id"] == "a"
    found = [msgspec.convert(each, Attribution) for each in made["attributions"]]
    assert right(TEXT, [SAID, ADDED], found) == [True, True]
    assert found[1].content == ADDED.content
    assert scores([bare], [made])["attribution"].annotated == 0


def test_a_missing_source_is_an_empty_list_and_an_unnamed_one_keeps_its_span() -> None:
    text = "Japan is expected to sign the treaty. A senior official said the treaty would hold."
    (made,) = predictions([Article(id="b", text=text)])
    expected, said = made["attributions"]
    assert expected["source"] == []
    assert [text[s:e] for s, e in said["source"]] == ["A senior official"]


def test_nested_attributions_are_asked_for() -> None:
    article = Article(id="c", text="Anna Kestrel said that Japan believes the treaty still holds.")
    (flat,) = predictions([article])
    (deep,) = predictions([article], nested=True)
    assert (len(flat["attributions"]), len(deep["attributions"])) == (1, 2)


def test_a_higher_threshold_predicts_less() -> None:
    finder = Finder.usual()
    (none,) = predictions([GOLD], finder=finder, threshold=1.0)
    (some,) = predictions([GOLD], finder=finder)
    assert none["attributions"] == []
    assert len(some["attributions"]) == 2


def test_lines_of_gold() -> None:
    (article,) = articles(['{"id": "x", "text": "y", "publisher": "z", "attributions": []}', "", " "])
    assert (article.id, article.attributions) == ("x", [])
    with pytest.raises(UsageError, match="gold, line 2: not an annotated article"):
        list(articles(['{"id": "x", "text": "y"}', "{}"]))


def test_reliability() -> None:
    perfect = reliability([1.0, 1.0, 0.0], [True, True, False])
    assert (perfect.error, perfect.brier, perfect.skill) == (0, 0, 1)
    flat = reliability([0.5] * 4, [True, False, True, False])
    assert (flat.error, flat.brier, flat.skill) == (0, 0.25, 0)
    assert reliability([0.9, 0.9], [False, False]).error == pytest.approx(0.9)
    assert reliability([], []).claims == 0


def test_operating_takes_the_lowest_threshold_that_is_precise_enough() -> None:
    made = operating([0.9, 0.8, 0.7, 0.6], [True, True, False, True], 4, precision=0.7)
    assert made is not None
    assert (made.threshold, made.precision, made.recall) == (0.6, 0.75, 0.75)
    assert operating([0.9], [False], 1) is None
    tied = operating([0.9, 0.9], [True, False], 2)
    assert tied is None
