"""Bad input: nothing crashes, nothing is invented, long text is read as short text is."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedera.coding import Commitments
from tests.coding.commitments.conftest import Find

ODD = [
    "",
    ":",
    "- \n\n-\n\n•",
    "We will.",
    "Will will will will.",
    "The Parties shall shall.",
    "- - - - Japan will build: - a: - b: - c.",
    "Japan will pay $-3 billion% by 31 April 2025.",
    "Japan | 12 | 2025 | will build\n\nKorea | 4,000 | 2026 | built",
    "((((( Japan will build ((( two ships.",
    "“Japan will build ‘two” ships’ and” sail.",
    "Japan will " + "and ".join(f"build {n} ships " for n in range(2, 60)) + ".",
    "Japan will build " + "the wall of " * 300 + "sand.",
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_text_is_read(find: Find, text: str) -> None:
    for words, _, body in find(text):
        assert words.strip() == words and words
        assert body.parties


def test_a_date_that_cannot_be_is_no_deadline_and_a_negative_sum_no_figure(find: Find) -> None:
    for _, _, body in find("Japan will pay $-3 billion% to Fiji by 31 April 2025."):
        assert body.due is None or body.due.latest is None or body.due.latest.startswith("2025-04")
        assert all(figure.value is None or figure.value >= 0 for figure in body.figures)


def test_a_document_without_a_date_has_no_relative_deadline(find: Find) -> None:
    ((_, claim, body),) = find("Japan will build two ships by the end of the year.", published=None)
    assert body.due is None and claim.when is None


def test_bullets_five_deep(find: Find) -> None:
    items = [f"{'  ' * depth}- Japan will build {depth + 2} ships in port number {depth}." for depth in range(5)]
    found = find("Japan will act as follows:\n\n" + "\n\n".join(items))
    assert len(found) == 5
    assert [body.figures[0].value for _, _, body in found] == [2, 3, 4, 5, 6]


def test_a_table_turned_to_text_promises_nothing(find: Find) -> None:
    rows = [
        "Country 2023 2024 2025e",
        "Japan 1.1 1.2 1.4",
        "Korea | 2.7 | 2.8 | 2.9",
        "Germany\t1.6\t2.1\t$-3 billion%",
    ]
    assert find("\n\n".join(rows), "Defence expenditure") == []


@pytest.mark.parametrize("published", ["2024-05-20", "2199-01-01", "2024", None])
def test_the_date_of_the_document_invents_none(find: Find, published: str | None) -> None:
    ((_, claim, body),) = find("Japan will deliver five patrol vessels to Manila by June 2030.", published=published)
    assert body.due is not None and (body.due.earliest, body.due.latest) == (None, "2030-06-30")
    assert claim.when is None
    assert all(found.due is None for _, _, found in find("Japan will build two ships on Tuesday.", published=None))


def test_items_never_overlap_and_stand_in_order(find: Find) -> None:
    text = (
        "Japan pledged that it will build two ships, that Manila will get three of them, and that the yard in Kobe, "
        "which will train forty workers, will open in 2026; it decided to buy ten drones and to sell five.\n\n"
    ) * 3
    ends = [(claim.evidence[0].start, claim.evidence[0].end) for _, claim, _ in find(text.strip())]
    assert len(ends) >= 6
    assert all(before[1] <= after[0] for before, after in pairwise(ends))


def test_a_long_treaty_repeats_what_its_pages_say(find: Find) -> None:
    page = "The Parties shall consult on the training of pilots. Japan will deliver five patrol vessels to Manila."
    assert Commitments().wants(page, 2)
    once = len(find(page, "Treaty between Japan and the Philippines"))
    many = find("\n\n".join([page] * 200), "Treaty between Japan and the Philippines")
    assert len(many) == 200 * once > 0


def test_twice_the_text_takes_about_twice_the_steps(find: Find) -> None:
    page = "The Parties shall consult on training. Japan will deliver five vessels, build two yards and train crews."
    text = " ".join([page] * 40)
    steps = {
        len(part): len(find(part, "Treaty between Japan and the Philippines")) for part in (text, f"{text} {text}")
    }
    one, two = steps.values()
    assert two == 2 * one > 0


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            "Japan Manila we they will shall plans to committed to building build two ships , and ; : - that which by "
            "2027 reaffirm our commitment the treaty ( ) “ ” . including by $ 5 million is are if once not".split(" ")
        ),
        max_size=40,
    )
)
def test_any_row_of_words_is_read(find: Find, row: list[str]) -> None:
    for words, claim, body in find(" ".join(row)):
        assert words.strip()
        assert body.action and body.object
        assert 0 < claim.confidence < 1
