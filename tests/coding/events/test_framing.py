from hypothesis import given
from hypothesis import strategies as st

from foedera.coding.events.framing import ACTOR, RECIPIENT, TRIGGER, framed


def at(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def test_names_give_way_to_marks_and_common_nouns_stay() -> None:
    text = "The Ruritanian foreign ministry on Monday condemned Strelsau's police."
    words = framed(text, at(text, "The Ruritanian foreign ministry"), at(text, "Strelsau's police"))
    assert words == [
        ACTOR, "foreign", "ministry", "on", "Monday", "condemned", RECIPIENT, "police", ".", "[SEP]",
    ]  # fmt: skip


def test_the_trigger_and_the_hints_of_the_lexicon() -> None:
    text = "Ruritania attacked Zenda."
    words = framed(text, at(text, "Ruritania"), at(text, "Zenda"), text.index("attacked"), ["ASSAULT", "ACCUSE"])
    assert words == [ACTOR, TRIGGER, "attacked", RECIPIENT, ".", "[SEP]", "assault", "accuse"]


def test_an_owner_inside_the_other_span_is_cut_out() -> None:
    text = "Ruritania rejected a proposal by Zenda."
    words = framed(text, at(text, "Ruritania"), at(text, "a proposal by Zenda"))
    assert words[:4] == [ACTOR, "rejected", RECIPIENT, "proposal"]
    overlapping = framed(text, at(text, "a proposal by Zenda"), at(text, "Zenda"))
    assert overlapping.count(ACTOR) == overlapping.count(RECIPIENT) == 1


@given(st.text(alphabet="ab A.,", min_size=1, max_size=900), st.data())
def test_any_spans_keep_their_marks_and_the_window_its_size(text: str, data: st.DataObject) -> None:
    span = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda pair: (min(pair), max(pair)))
    words = framed(text, data.draw(span), data.draw(st.none() | span), data.draw(st.none() | st.integers(0, len(text))))
    assert words.count(ACTOR) == 1
    assert words.count(RECIPIENT) <= 1
    assert len(words) <= 72 + 20
