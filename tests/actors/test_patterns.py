from hypothesis import given
from hypothesis import strategies as st

from foedera.actors.patterns import Patterns

WORDS = st.text(alphabet=st.sampled_from("AbU. "), min_size=1, max_size=14).map(str.encode)
NAMES = st.lists(WORDS.filter(lambda word: not word.startswith(b" ")), min_size=1, max_size=12)
TEXTS = st.lists(st.one_of(WORDS, st.sampled_from([b"United States", b"Ab Ab"])), max_size=6).map(b" ".join)


@given(NAMES, TEXTS, st.booleans())
def test_every_pattern_at_a_place_is_given_longest_first(patterns: list[bytes], data: bytes, whole: bool) -> None:
    index = Patterns(patterns, whole=whole)
    for start in range(len(data)):
        there = {pattern for pattern in patterns if data.startswith(pattern, start)}
        expected = [(patterns.index(name), start + len(name)) for name in sorted(there, key=len, reverse=True)]
        assert list(index.at(data, start)) == expected
        assert index.may(data, start) or not there or min(map(len, there)) < 2


@given(NAMES, TEXTS)
def test_beginnings_find_what_whole_patterns_find(patterns: list[bytes], data: bytes) -> None:
    index = Patterns(patterns, whole=False)
    for head, start, end in index.hits(data):
        assert data[start:end] == index.heads[head]
        longest = next(index.at(data, start), (-1, start))
        assert index.longest(data, head, start) == longest


def test_no_patterns_are_found_nowhere() -> None:
    assert Patterns([], whole=True).hits(b"Japan") == []
