from pathlib import Path

import pytest

from foedera.coding.statements.cues import KINDS, PARTS, lexicon
from foedera.model import UsageError

HEAD = "lemma,part,kind,strength,frames,outlook,comment\n"


def test_the_bundled_lexicon_is_large_and_well_formed() -> None:
    cues = lexicon()
    assert len(cues) > 1_000
    said = cues.cue("say", "verb")
    assert said is not None
    assert said.kind in KINDS
    assert said.frames["clause"] == said.frames["quote"] == 1
    assert said.frames["object"] < 1
    assert cues.cue("point out", "verb") is not None
    assert cues.cue("say", "noun") is None
    assert {part for part in PARTS if any(cues.cue(w, part) for w in ("say", "claim", "sure", "according to"))} == set(
        PARTS
    )


def test_a_user_adds_and_changes_cues(tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text(HEAD + "communicate-that,verb,speech,0.9,clause quote=0.5,,ours\nsay,verb,speech,0.1,clause,,\n")
    cues = lexicon(table)
    own, said = cues.cue("communicate-that", "verb"), cues.cue("say", "verb")
    assert own is not None
    assert said is not None
    assert dict(own.frames) == {"clause": 0.9, "quote": 0.5}
    assert own.strength == 0.9
    assert said.strength == 0.1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("lemma,part\nsay,verb\n", "no column 'frames'"),
        (HEAD + "say,verbs,speech,1,clause,,\n", "part 'verbs' is none of"),
        (HEAD + "say,verb,talk,1,clause,,\n", "kind 'talk' is none of"),
        (HEAD + "say,verb,speech,1,clause,soon,\n", "outlook 'soon' is none of"),
        (HEAD + "say,verb,speech,2,clause,,\n", "a strength of '2'"),
        (HEAD + "say,verb,speech,1,clause=x,,\n", "a strength of 'x'"),
        (HEAD + ",verb,speech,1,clause,,\n", "no lemma"),
    ],
)
def test_a_malformed_table_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    table = tmp_path / "own.csv"
    table.write_text(text)
    with pytest.raises(UsageError) as error:
        lexicon(table)
    assert message in str(error.value)
    assert "own.csv" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        lexicon(tmp_path / "none.csv")
    (tmp_path / "latin.csv").write_bytes(HEAD.encode() + "é".encode("latin-1"))
    with pytest.raises(UsageError, match="not UTF-8"):
        lexicon(tmp_path / "latin.csv")


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("He said so.", True),
        ("A “so-called” ally.", True),
        ("It fell, according to some.", True),
        ("Her refusal to go surprised nobody.", True),
        ("The bus left.", False),
        ("12 34 56", False),
    ],
)
def test_sentences_worth_parsing(sentence: str, wanted: bool) -> None:
    assert lexicon().wants(sentence) is wanted
