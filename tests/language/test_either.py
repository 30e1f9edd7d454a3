"""One pattern for many words matches what the words one by one match."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from foedera.language import either

WORDS = st.lists(st.text(st.sampled_from("abAB .*-"), min_size=1, max_size=5), min_size=1, max_size=8)


@given(WORDS, st.text(st.sampled_from("abAB .*-"), max_size=30), st.sampled_from(["", "s?", "(?![a])"]))
def test_it_matches_what_the_words_match(words: list[str], text: str, after: str) -> None:
    rows = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    one_by_one = re.compile(rf"(?:{rows}){after}")
    assert [m.span() for m in re.finditer(either(words) + after, text)] == [m.span() for m in one_by_one.finditer(text)]


def test_of_words_that_begin_alike_it_takes_the_longest_that_fits() -> None:
    found = re.search(
        rf"\b{either(['treaty', 'treaty of peace', 'treaties', 'pact'])}\b", "a treaty of peaceful people"
    )
    assert found is not None
    assert found[0] == "treaty"


def test_of_no_words_it_matches_nothing() -> None:
    assert re.search(either([]), "") is None
