"""Whether a wording became stronger, by the scale."""

from pathlib import Path

import pytest

from foedera.model import DatasetError
from foedera.wording import bundled, edits, load, shifts
from foedera.wording.scale import text
from foedera.wording.strength import verdict


def judged(before: str, after: str) -> str:
    return verdict(shifts(before, after, edits(before, after), bundled()))


STRONGER = [
    ("We will consider a joint patrol.", "We will hold a joint patrol."),
    ("We intend to open the port.", "We will open the port."),
    ("The Parties will consult.", "The Parties shall consult."),
    ("We seek to expand the base.", "We intend to expand the base."),
    ("We note the exercise near the cape.", "We express concern about the exercise near the cape."),
    ("We express concern about the closure.", "We oppose the closure."),
    ("We oppose the closure of the strait.", "We strongly oppose the closure of the strait."),
    ("We strongly oppose the blockade.", "We condemn the blockade."),
    ("We condemn the attack.", "We condemn in the strongest terms the attack."),
    ("We are concerned about the launch.", "We are gravely concerned about the launch."),
    ("We encourage both sides to talk.", "We urge both sides to talk."),
    ("We call on all states to pay.", "We demand that all states pay."),
    ("We welcome the accord.", "We strongly support the accord."),
    ("We regret the decision.", "We deplore the decision."),
    ("The ministers discussed a new office.", "The ministers agreed in principle on a new office."),
    ("States should report every launch.", "States must report every launch."),
    ("We will share data, as appropriate, with partners.", "We will share data with partners."),
    ("We reaffirm our commitment to the treaty.", "We reaffirm our ironclad commitment to the treaty."),
]

WITHOUT = [
    ("We share a critical interest in chips.", "We noted an interest in chips."),
    ("We will open the port.", "We will open the harbour."),
    ("We met on 4 May.", "We may meet on 4 June."),
    ("We reaffirm our support for the accord.", "We reiterate our support for the accord."),
    ("They exchanged notes in 1951.", "They exchanged letters in 1951."),
    ("We express deep concern about the test.", "We express serious concern about the test."),
    ("We call for the full use of the port.", "We call for the early use of the port."),
    ("The centre was opened in Darwin.", "The centre was enlarged in Darwin."),
    ("We support the plan.", "We deplore the flood."),
    ("The political will exists.", "The political desire exists."),
    ("We recommend a study of the river.", "We propose a study of the river."),
]


@pytest.mark.parametrize(("weak", "strong"), STRONGER)
def test_the_scale_orders_both_ways(weak: str, strong: str) -> None:
    assert judged(weak, strong) == "strengthened"
    assert judged(strong, weak) == "weakened"


@pytest.mark.parametrize(("one", "two"), WITHOUT)
def test_there_is_no_verdict_where_the_scale_knows_none(one: str, two: str) -> None:
    assert judged(one, two) == "changed"
    assert judged(two, one) == "changed"


def test_a_denial_is_no_weakening() -> None:
    before, after = "We support the accord.", "We do not support the accord."
    (found,) = shifts(before, after, edits(before, after), bundled())
    assert found.direction == "reversed"
    assert judged(before, after) == "changed"


def test_both_ways_at_once_is_mixed() -> None:
    assert (
        judged("We intend to open a port and urge all to join.", "We will open a port and invite all to join.")
        == "mixed"
    )


def test_a_person_corrects_the_scale(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(text() + "mine,1,stem,propose,,\nmine,2,stem,recommend,,\n", "utf-8")
    before, after = "We propose a study.", "We recommend a study."
    assert verdict(shifts(before, after, edits(before, after), load(file))) == "strengthened"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("undertaking,high,stem,promise,,", "line 2: level is high; it is a number"),
        ("undertaking,1,fuzzy,promise,,", "line 2: form is fuzzy; it is stem, exact or lower"),
        (",1,stem,promise,,", "line 2: no ladder is named"),
        ("undertaking,1,stem,,,", "line 2: no words are given"),
        ("a,1,stem,vow,,\na,2,stem,vows,,", "line 3: vows stands on a at level 1 already, in line 2"),
    ],
)
def test_a_row_that_makes_no_sense_is_named(tmp_path: Path, row: str, said: str) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(f"ladder,level,form,words,not_after,comment\n{row}\n", "utf-8")
    with pytest.raises(DatasetError, match=said):
        load(file)


def test_a_scale_without_a_column_or_a_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("ladder,words\na,vow\n", "utf-8")
    with pytest.raises(DatasetError, match="lacks the column level"):
        load(file)
    with pytest.raises(DatasetError, match="cannot be read"):
        load(tmp_path / "none.csv")
