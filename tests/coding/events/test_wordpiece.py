from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from foedera.coding.events.heads import WEIGHTS
from foedera.coding.events.wordpiece import WordPieces


def pieces(tmp_path: Path, *words: str) -> WordPieces:
    path = tmp_path / "vocab.txt"
    path.write_text("\n".join(["[UNK]", "[CLS]", *words]), "utf-8")
    return WordPieces(path)


def test_words_are_split_into_the_longest_known_pieces(tmp_path: Path) -> None:
    known = pieces(tmp_path, "un", "##afford", "##able", "##a", "unaffordable", ",")
    assert known.ids(["unaffordable"]) == [6]
    assert known.ids(["Unafford,"]) == [2, 3, 7]


def test_accents_case_and_brackets(tmp_path: Path) -> None:
    known = pieces(tmp_path, "cafe", "[", "]", "x")
    assert known.ids(["[CLS]", "CAFÉ"]) == [1, 2]
    assert known.ids(["[x]"]) == [3, 5, 4]


def test_what_is_not_known_is_one_unknown(tmp_path: Path) -> None:
    known = pieces(tmp_path, "a")
    assert known.ids(["zebra", "a" * 500, ""]) == [0, 0]


@given(st.lists(st.text(max_size=40), max_size=20))
def test_any_text_gives_numbers_of_the_vocabulary(words: list[str]) -> None:
    known = WordPieces(WEIGHTS / "vocab.txt")
    size = len(known.numbers)
    assert all(0 <= number < size for number in known.ids(words))
    assert known.ids(words) == known.ids(words)
