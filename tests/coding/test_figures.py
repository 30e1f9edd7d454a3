import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.actors import bundled
from foedera.coding import Figures, Reading
from foedera.coding.figures import figures_in, lexicon
from foedera.language import english
from foedera.model import Claim, Document, Edtf, Figure, Paragraph
from foedera.resolution import resolve
from tests.coding.conftest import Code


def figure(claim: Claim) -> Figure:
    assert isinstance(claim.body, Figure)
    return claim.body


# A sentence of a document of 10 April 2031, with the number, unit, whole, measure and actor of its one figure.
ONE = [
    ("Japan will raise its defence spending to at least 2.4 percent of GDP by 2034.", 2.4, "percent", "GDP",
     "defence spending", "state:JPN"),
    ("Japan will spend 3 percent of GDP on defence by 2037.", 3, "percent", "GDP", "spending on defence", "state:JPN"),
    ("Germany spent 2% of its gross domestic product on defence in 2029.", 2, "percent", "GDP", "spending on defence",
     "state:DEU"),
    ("About 2,000 American soldiers stay in the east.", 2000, "soldiers", None, "American soldiers", "state:USA"),
    ("The leaders announced 70 deliverables at the summit.", 70, "deliverables", None, "deliverables", None),
    ("Norway will buy three frigates next year.", 3, "frigates", None, "frigates", "state:NOR"),
    ("France has as many as 400 troops in Estonia.", 400, "troops", None, "troops", "state:FRA"),
    ("The United States gave Ukraine $500 million in military aid last year.", 500_000_000, "USD", None, "military aid",
     "state:USA"),
    ("They watch the fate of this $60-billion package closely.", 60_000_000_000, "USD", None, "package", None),
    ("Poland's budget rose by 12 percent.", 12, "percent", None, "increase in budget", "state:POL"),
    ("Military spending is in danger of sinking to 1.3 percent of Norway's gross domestic product.", 1.3, "percent",
     "GDP", "Military spending", "state:NOR"),
    ("This is below the 3 percent that members committed to spend.", 3, "percent", None, "spending", None),
    ("It reflected concern over Japan’s debt-to-GDP ratio, which stands above 240%.", 240, "percent", "GDP",
     "debt-to-GDP ratio", "state:JPN"),
    ("Six working groups have been established.", 6, "working groups", None, "working groups", None),
    ("More than 3,000 acres of land were cleared.", 3000, "acres", None, "land", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "unit", "of", "quantity", "actor"), ONE, ids=[row[0] for row in ONE])
def test_one_figure(
    code: Code, text: str, value: float, unit: str, of: str | None, quantity: str, actor: str | None
) -> None:
    (claim,) = code(Figures(), text)
    body = figure(claim)
    assert (body.value, body.unit, body.of, body.quantity) == (value, unit, of, quantity)
    assert (None if body.actor is None else body.actor.id) == actor


@pytest.mark.parametrize(
    "text",
    [
        "He was 100 percent sure, and she bet $5 on it.",
        "The budget is $-3 billion%.",
        "See page 12, section 4 and footnote 300.",
        "The admiral, 59, spoke for 45 minutes at 3 p.m.",
        "Article 5 and Resolution 1701 were quoted.",
        "They fired 155 mm shells at the hill.",
        "Table 3 Spending 2.1 3.4 5.6 12 million 4,000",
        "They have 1,23 troops.",
        "Call 555 0199 for details.",
    ],
)
def test_numbers_that_measure_nothing_are_no_claims(code: Code, text: str) -> None:
    assert code(Figures(), text) == []


def test_a_deadline_is_due_and_a_year_past_is_the_base(code: Code) -> None:
    (due,) = code(Figures(), "Japan will raise its defence spending to 2.4 percent of GDP by 2034.")
    deadline = figure(due).due
    assert due.modality == "planned" and due.when is None
    assert deadline is not None and deadline.latest == "2034-12-31" and figure(due).base is None
    (past,) = code(Figures(), "Poland's defence budget reached $45 billion in 2029.")
    assert past.modality == "actual" and str(past.when) == "2029"
    assert figure(past).base == Edtf.parse("2029") and figure(past).due is None


def test_an_impossible_deadline_is_none(code: Code) -> None:
    (claim,) = code(Figures(), "By 31 April 2032, Japan will spend $5 billion on defence.")
    assert figure(claim).due is None and figure(claim).base is None


def test_a_range_has_no_value(code: Code) -> None:
    (claim,) = code(Figures(), "South Korea will send between 300 and 500 troops.")
    body = figure(claim)
    assert (body.value, body.low, body.high) == (None, 300, 500)
    assert claim.modality == "planned"


def test_modality_and_attribution(code: Code) -> None:
    (said,) = code(Figures(), "Canada will not send 500 soldiers, the Canadian government said.")
    assert said.modality == "denied"
    assert said.attribution.voice == "named"
    (may,) = code(Figures(), "Canada may send 500 soldiers.")
    assert may.modality == "possible" and may.attribution.voice == "author"


def test_a_repeated_figure_is_one_claim(code: Code) -> None:
    text = "Norway will buy three frigates.\n\nThe three frigates are new.\n\nDenmark will buy three frigates."
    first, second = code(Figures(), text)
    assert [span.text for span in first.evidence] == ["Norway will buy three frigates.", "The three frigates are new."]
    assert figure(second).actor is not None and len(second.evidence) == 1


def test_a_sum_given_again_in_another_currency_is_no_figure_of_its_own(code: Code) -> None:
    (claim,) = code(Figures(), "German aid will be cut to €4 billion ($4.35 billion) in 2032.")
    body = figure(claim)
    assert (body.value, body.unit) == (4_000_000_000, "EUR")
    assert body.due is not None and body.due.text == "in 2032"


@pytest.mark.parametrize(
    ("url", "text", "unit"),
    [
        ("https://news.example.com.au/a", "The $30 billion budget passed.", "AUD"),
        ("https://news.example.com/a", "The $30 billion budget passed.", "USD"),
        ("https://news.example.com.au/a", "The US$30 billion budget passed.", "USD"),
        (None, "The Philippine budget of 30 billion pesos passed.", "PHP"),
    ],
)
def test_the_currency_is_that_of_the_document(url: str | None, text: str, unit: str) -> None:
    (claim,) = Figures().code(reading(text, url))
    assert figure(claim).unit == unit


def test_pesos_of_no_known_country_are_no_money() -> None:
    assert list(Figures().code(reading("The budget of 30 billion pesos passed."))) == []


def test_the_figures_of_a_part_of_a_sentence() -> None:
    text = "Norway will buy three frigates and Denmark will buy two submarines."
    read = reading(text)
    (sentence,) = read.parse.sentences
    assert [one.value for one in figures_in(read, sentence)] == [3, 2]
    assert [one.unit for one in figures_in(read, sentence, text.index("Denmark"))] == ["submarines"]
    assert [one.unit for one in figures_in(read, sentence, end=text.index("Denmark"))] == ["frigates"]


def test_a_user_adds_what_a_verb_measures(tmp_path: Path) -> None:
    text = "Norway squandered $5 million on the harbour."
    assert list(Figures().code(reading(text))) == []
    (tmp_path / "figure-verbs.csv").write_text("lemma,slot,quantity,comment\nsquander,object,waste,\n")
    (claim,) = Figures(lexicon(tmp_path)).code(reading(text))
    assert figure(claim).quantity == "waste"


def test_a_document_without_a_date_has_no_relative_one() -> None:
    (claim,) = Figures().code(reading("Poland spent $45 billion on defence last year.", published=None))
    assert figure(claim).base is None and claim.when is None


@given(
    st.lists(
        st.sampled_from(
            ["Japan", "spent", "$", "5", "billion", "%", "percent", "of", "GDP", "troops", "two", "hundred", "1,000",
             "-", "to", "from", "by", "2030", "and", "frigates", "its", "budget", "(", ")", "31", "April", ".", "€",
             "million"]
        ),
        max_size=16,
    )
)  # fmt: skip
def test_any_words_give_figures_that_stand_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    if not text:
        return
    for claim in Figures().code(reading(text)):
        assert re.search(r"\d|two|hundred|million|billion", claim.evidence[0].text)


LANGUAGE, BASE = english(), bundled()


def reading(text: str, url: str | None = None, published: str | None = "2031-04-10") -> Reading:
    document = Document(
        text=text, paragraphs=(Paragraph(0, len(text), "body"),), url=url,
        published=None if published is None else Edtf.parse(published),
    )  # fmt: skip
    (parse,) = LANGUAGE.parse([document])
    return Reading.of(parse, resolve(parse, BASE))


@pytest.mark.parametrize(
    ("text", "values", "unit"),
    [
        ("Norway will increase the number of frigates in Tromso from three to five.", [3, 5], "frigates"),
        ("Nine battalions have been raised (five in the north, and four in the south).", [9, 5, 4], "battalions"),
        ("Troop strength - around 64,000 in May - lags the target of 70,000.", [64000, 70000], "troops"),
        ("Manpower was 1,800.", [1800], "troops"),
    ],
)
def test_a_number_whose_noun_stands_elsewhere(code: Code, text: str, values: list[int], unit: str) -> None:
    found = [figure(claim) for claim in code(Figures(), text)]
    assert sorted(one.value for one in found if one.value is not None) == sorted(values)
    assert {one.unit for one in found} == {unit}


@pytest.mark.parametrize(
    "text",
    [
        "The number of delegates grew from Monday to Friday.",
        "They agreed on troop levels at the summit of 2031.",
        "Manpower was at the core of a plan of 1,200 pages.",
        "The share of women among troops rose, and the numbers of them are from page four to six.",
    ],
)
def test_a_number_that_counts_nothing_stated_before(code: Code, text: str) -> None:
    assert not code(Figures(), text)


def test_parts_that_do_not_make_up_the_whole_are_left_out(code: Code) -> None:
    found = code(Figures(), "Nine battalions have been raised (five in the north, and three in May).")
    assert [figure(claim).value for claim in found] == [9]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The United States will sell Australia three Virginia class submarines.", [3]),
        ("Norway has 900 troops abroad: 503 in Syria and another 100 were sent home.", [900, 503, 100]),
        ("US support amounted to $43 billion, against about $38 billion for European states.", [43e9, 38e9]),
        ("Hungary spent 1.15% of its GDP on defence; NATO guidelines call for 2%.", [1.15, 2]),
        ("The gift brought the number of Patriot systems in Germany to nine.", [9]),
        ("A destroyer sailed within 12 nautical miles of the island.", [12]),
    ],
)
def test_more_forms_of_amounts(code: Code, text: str, values: list[float]) -> None:
    bodies = [claim.body for claim in code(Figures(), text)]
    assert sorted(
        float(body.value) for body in bodies if isinstance(body, Figure) and body.value is not None
    ) == sorted(values)


def test_what_was_supported_in_the_past_is_actual(code: Code) -> None:
    found = list(code(Figures(), "In 2025, European spending supported 200,000 jobs, including 83,000 jobs in Ohio."))
    assert [claim.modality for claim in found] == ["actual", "actual"]


def test_a_target_that_holds_is_actual(code: Code) -> None:
    (held,) = code(Figures(), "Germany missed a NATO target of spending 2% of its economic output on defense.")
    assert held.modality == "actual"


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The offer is tied to the acquisition of 12 frigates worth $3.1 billion, a deal amid China's pressure.", None),
        ("Norway agreed to purchase nearly 40 American tanks.", "state:NOR"),
        ("The United States intends to sell Canada four Virginia class submarines.", "state:USA"),
        ("Satellite pictures show two batteries on the island, Fox News said.", None),
        ("Norway contests the waters through which $3 trillion in trade passes.", None),
        ("The ships sailed within 12 nautical miles of Norway.", None),
        ("Poland's defence budget amounted to $31 billion.", "state:POL"),
    ],
)
def test_whose_a_figure_is_by_syntax_and_not_by_nearness(code: Code, text: str, actor: str | None) -> None:
    actors = {None if body.actor is None else body.actor.id for body in map(figure, code(Figures(), text))}
    assert actors == {actor}


def test_a_decade_is_no_time_of_a_figure(code: Code) -> None:
    claims = code(Figures(), "Its economy had a budget of $6 billion in the 1950s.")
    assert [(figure(claim).value, figure(claim).base, claim.when) for claim in claims] == [(6_000_000_000, None, None)]


def test_the_number_in_a_name_counts_nothing(code: Code) -> None:
    claims = code(Figures(), "They buy more Standard Missile 3 Block IIA missiles for Norway.")
    assert [figure(claim).value for claim in claims] == []


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("Canberra pays A$40 million. The rest costs $4 million.", "AUD"),
        ("Canberra pays A$40 million ($26 million). The rest costs $4 million.", "USD"),
        ("Canberra pays A$40 million and US$3 million. The rest costs $4 million.", "USD"),
        ("The rest costs $4 million.", "USD"),
    ],
)
def test_a_bare_sign_of_dollars_means_those_that_the_document_marks(code: Code, text: str, currency: str) -> None:
    (cost,) = [figure(claim) for claim in code(Figures(), text) if figure(claim).value == 4_000_000]
    assert cost.unit == currency


def test_what_is_built_somewhere_is_measured_and_not_the_place(code: Code) -> None:
    (claim,) = code(Figures(), "The plan is to build guided weapons in Australia (A$16 billion-A$21 billion).")
    assert figure(claim).quantity == "guided weapons"


@pytest.mark.parametrize(
    "text",
    [
        "Below this A$10 billion-plus tier, there are many smaller plans.",
        "Of these, two less typical projects are in the north.",
    ],
)
def test_what_only_orders_or_compares_is_no_measure(code: Code, text: str) -> None:
    assert list(code(Figures(), text)) == []
