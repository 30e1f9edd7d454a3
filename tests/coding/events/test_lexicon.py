from pathlib import Path

import pytest

from foedera.coding.events.lexicon import Lexicon, lexicon
from foedera.model import SourceError
from foedera.model.plover import plover_types

HEADER = "lemma,phrase,pos,needs,type,mode,contexts,recipient,comment\n"


def test_ours_is_large_and_covers_every_type() -> None:
    words = lexicon()
    assert len(words) > 3000
    types = {entry.type for lemma in words.lemmas() for pos in ("verb", "noun") for entry in words.entries(pos, lemma)}
    assert types == set(plover_types())


def test_needs_and_exceptions() -> None:
    (entry,) = (e for e in lexicon().entries("verb", "release") if e.mode == "release" and not e.needs)
    assert "report" in entry.unless


def test_a_users_rows_come_first(tmp_path: Path) -> None:
    (tmp_path / "lexicon.csv").write_text(HEADER + "excommunicate,,verb,,SANCTION,expel,,obj,church\n", "utf-8")
    (tmp_path / "operators.csv").write_text("lemma,effect,comment\nbegin,none,\n", "utf-8")
    words = Lexicon([tmp_path])
    assert words.entries("verb", "excommunicate")[0].type == "SANCTION"
    assert words.operators["begin"] == "none" and lexicon().operators["begin"] != "none"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("hug,,verb,,EMBRACE,,,obj,", r"lexicon\.csv:2: 'EMBRACE' is no type"),
        ("hug,,verb,,SUPPORT,warm,,obj,", r"lexicon\.csv:2: 'warm' is no mode"),
        ("hug,,verb,,SUPPORT,,cuddly,obj,", r"lexicon\.csv:2: 'cuddly' is no context"),
        ("hug,,adverb,,SUPPORT,,,obj,", r"lexicon\.csv:2: 'adverb' is no pos"),
        ("hug,,verb", r"lexicon\.csv:2: 3 cells, not 9"),
        (",,verb,,SUPPORT,,,obj,", r"lexicon\.csv:2: lemma is empty"),
    ],
)
def test_a_malformed_row_is_named(tmp_path: Path, row: str, reason: str) -> None:
    (tmp_path / "lexicon.csv").write_text(HEADER + row + "\n", "utf-8")
    with pytest.raises(SourceError, match=reason):
        Lexicon([tmp_path])


def test_a_wrong_header_and_unreadable_bytes(tmp_path: Path) -> None:
    (tmp_path / "agents.csv").write_text("word\nghost\n", "utf-8")
    with pytest.raises(SourceError, match=r"agents\.csv:1: the header must be noun,comment"):
        Lexicon([tmp_path])
    (tmp_path / "agents.csv").write_bytes(b"noun,comment\n\xff,\n")
    with pytest.raises(SourceError, match="UTF-8"):
        Lexicon([tmp_path])


def test_modes_and_contexts_by_words() -> None:
    assert lexicon().mode("CONSULT", {"by", "telephone"}) == "phone"
    assert lexicon().mode("CONSULT", {"gladly"}) is None
    assert lexicon().contexts({"nuclear", "refugees"}) == ("migration", "cbrn")


def test_a_row_of_several_words_with_a_class(tmp_path: Path) -> None:
    (tmp_path / "classes.csv").write_text("name,words,comment\nsweets,cake pie,\n", "utf-8")
    (tmp_path / "lexicon.csv").write_text(HEADER + "bake hand_out_to,,verb,@sweets,AID,,,must to,\n", "utf-8")
    words = Lexicon([tmp_path])
    bake, hand = words.entries("verb", "bake")[0], words.entries("verb", "hand")[0]
    assert bake.needs == hand.needs == {"cake", "pie"} and bake.must and bake.recipient == ("to",)
    assert (bake.phrase, hand.phrase) == ((), ("out", "to"))


def test_an_unknown_class_is_named(tmp_path: Path) -> None:
    (tmp_path / "lexicon.csv").write_text(HEADER + "bake,,verb,@sweets,AID,,,to,\n", "utf-8")
    with pytest.raises(SourceError, match=r"lexicon\.csv:2: '@sweets' is no class of words"):
        Lexicon([tmp_path])
