import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.model import ActorRef, Deadline, Edtf
from foedera.register import english


@pytest.mark.parametrize(
    ("verb", "past", "participle", "gerund"),
    [
        ("deliver", "delivered", "delivered", "delivering"),
        ("build up", "built up", "built up", "building up"),
        ("set up", "set up", "set up", "setting up"),
        ("withdraw", "withdrew", "withdrawn", "withdrawing"),
        ("commit", "committed", "committed", "committing"),
        ("plan", "planned", "planned", "planning"),
        ("open", "opened", "opened", "opening"),
        ("ratify", "ratified", "ratified", "ratifying"),
        ("deploy", "deployed", "deployed", "deploying"),
        ("agree", "agreed", "agreed", "agreeing"),
        ("raise", "raised", "raised", "raising"),
        ("lie", "lied", "lied", "lying"),
        ("co-produce", "co-produced", "co-produced", "co-producing"),
        ("pre-position", "pre-positioned", "pre-positioned", "pre-positioning"),
    ],
)
def test_verbs_in_their_forms(verb: str, past: str, participle: str, gerund: str) -> None:
    assert (english.past(verb), english.participle(verb), english.gerund(verb)) == (past, participle, gerund)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("United States", "the United States"), ("Japan", "Japan"), ("Ministry of Defence", "the Ministry of Defence"),
        ("NATO", "NATO"), ("The Hague", "The Hague"), ("Norvane Forces Ilmara", "Norvane Forces Ilmara"),
        ("Eastern Ocean Command", "Eastern Ocean Command"),
        ("Joint Defence Commission", "the Joint Defence Commission"),
        ("Hesk Islands", "the Hesk Islands"), ("61st Patrol Wing", "the 61st Patrol Wing"),
    ],
)  # fmt: skip
def test_names_with_their_article(name: str, said: str) -> None:
    assert english.the(name) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2024-04-10", "on 10 April 2024"), ("2024-04", "in April 2024"), ("2024", "in 2024"),
        ("1960/..", "since 1960"),
        ("1960/", "from 1960"), ("2024-04-10/2024-04-14", "from 10 April 2024 to 14 April 2024"),
        ("2031-22", "in the summer of 2031"), ("2024~", "around 2024"), ("../1951-09", "until September 1951"),
        ("203X", "in the 2030s"),
    ],
)  # fmt: skip
def test_dates_in_words(written: str, said: str) -> None:
    assert english.on(Edtf.parse(written)) == said


@pytest.mark.parametrize(
    ("earliest", "latest", "said"),
    [
        (None, "2032-06-30", "by the end of June 2032"), (None, "2035-12-31", "by the end of 2035"),
        (None, "2031-10-02", "by 2 October 2031"), ("2027-01-01", None, "from 2027 at the earliest"),
        ("2030-01-01", "2033-12-31", "between 2030 and 2033"), ("2031-10-01", "2031-10-01", "on 1 October 2031"),
        ("2031-10-01", "2031-10-31", "in October 2031"), ("2033-01-01", "2033-12-31", "in 2033"),
        ("2027-04-01", "2028-03-31", "between 1 April 2027 and the end of March 2028"), (None, None, ""),
    ],
)  # fmt: skip
def test_deadlines_in_words(earliest: str | None, latest: str | None, said: str) -> None:
    assert english.due(Deadline(earliest, latest, "then")) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (2, "two"), (12, "twelve"), (13, "13"), (1200, "1,200"), (3_400_000_000, "3.4 billion"), (2.4, "2.4"),
        (6_090_000_000, "6.09 billion"), (1_234_567, "1,234,567"), (40_000_000.0, "40 million"), (0, "no"),
    ],
)  # fmt: skip
def test_numbers_in_words(value: float, said: str) -> None:
    assert english.number(value) == said


def test_lists_of_names() -> None:
    def ref(name: str, start: int) -> ActorRef:
        return ActorRef(
            id=None, name=name, kind="state", state=None, sector=None, text="allies", start=start, end=start + 6
        )

    assert english.listed([]) == ""
    assert english.listed(["A", "B", "C"]) == "A, B and C"
    assert english.named([ref("Japan", 0), ref("United States", 9), ref("Japan", 20)]) == "Japan and the United States"
    assert english.named([ref(f"State {number}", 0) for number in range(7)]) == "allies (7)"
    assert english.is_many([ref("Japan", 0), ref("Chile", 0)]) and not english.is_many([ref("Japan", 0)] * 2)


@given(st.dates())
def test_any_day_is_said_with_its_year(day: datetime.date) -> None:
    assert str(day.year) in english.date(day) and str(day.year) in english.ended(day)
    assert english.date(day) in english.on(Edtf.of(day))


@given(st.integers(-(10**15), 10**15))
def test_any_number_can_be_said(value: int) -> None:
    assert english.number(value)
