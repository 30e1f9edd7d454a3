import csv
import subprocess
import sys
from pathlib import Path

import pytest

from foedera.coding import coders
from foedera.coding.events import Events
from foedera.model import Claim, Event
from foedera.model.plover import plover_contexts, plover_modes
from tests.coding.conftest import Code

CONTROLS = Path(__file__).parents[3] / "benchmarks" / "gold" / "events" / "negative-controls.tsv"


def events(code: Code, text: str) -> list[tuple[Claim, Event]]:
    found = [(claim, claim.body) for claim in code(Events(), text) if isinstance(claim.body, Event)]
    for claim, body in found:
        assert body.mode is None or body.mode in plover_modes()[body.type]
        assert set(body.contexts) <= set(plover_contexts())
        assert 0 < claim.confidence < 1
    return found


def test_it_is_in_the_registry() -> None:
    assert [coder.name for coder in coders()].index("events") == 1


def test_one_act_in_three_sentences_is_one_claim_with_three_pieces_of_evidence(code: Code) -> None:
    text = (
        "France condemned Russia on Tuesday over the shelling of the port.\n\n"
        "The market opened as usual.\n\n"
        "France condemned Russia in a short statement.\n\n"
        "Russia was condemned by France, and the ambassador was told so."
    )
    ((claim, body),) = [each for each in events(code, text) if each[1].type == "ACCUSE"]
    assert len(claim.evidence) == 3
    assert ([ref.id for ref in body.actors], [ref.id for ref in body.recipients]) == (["state:FRA"], ["state:RUS"])
    assert str(claim.when) == "2031-04-08"


def test_two_dates_are_two_acts(code: Code) -> None:
    text = "Japan condemned China on 4 March 2031.\n\nJapan condemned China on 7 April 2031."
    assert sorted(str(claim.when) for claim, _ in events(code, text)) == ["2031-03-04", "2031-04-07"]


def test_days_after_the_twentieth_are_no_seasons(code: Code) -> None:
    text = "Japan condemned China on 23 May 2031.\n\nJapan condemned China on 13 January 2030."
    assert sorted(str(claim.when) for claim, _ in events(code, text)) == ["2030-01-13", "2031-05-23"]
    ((claim, _),) = events(code, "Japan condemned China in spring 2030.")
    assert claim.when is None


def test_the_date_of_a_text_is_not_that_of_who_upholds_it(code: Code) -> None:
    upheld = events(code, "Japan and Australia reaffirmed their commitment to the Treaty of 12 May 1974.")
    assert [(body.type, claim.when) for claim, body in upheld] == [("AGREE", None)]
    signed = events(code, "Japan and Australia signed the Treaty of 12 May 1974.")
    assert [(body.type, str(claim.when)) for claim, body in signed] == [("SUPPORT", "1974-05-12")]
    named = events(code, "Japan and Australia reaffirmed their commitment to the 2030 agreement.")
    assert [(body.type, claim.when) for claim, body in named] == [("AGREE", None)]
    compared = events(code, "Japan and Australia agreed on the largest cut since 1993.")
    assert [(body.type, claim.when) for claim, body in compared] == [("AGREE", None)]


def test_who_is_welcomed_to_a_capital_visits_it(code: Code) -> None:
    said = "President Macron is honored to welcome Prime Minister Sanchez of Spain to Paris."
    assert [(body.type, claim.modality) for claim, body in events(code, said)] == [("CONSULT", "actual")]


def test_a_month_is_no_protest(code: Code) -> None:
    law = "The National Diet passed the law in the autumn of 2015. It took effect on 29 March 2016."
    assert "PROTEST" not in [body.type for _, body in events(code, law)]
    march = "Opposition parties held a march against the government of Japan in Tokyo on 29 March 2016."
    assert "PROTEST" in [body.type for _, body in events(code, march)]


def test_refusals_and_threats(code: Code) -> None:
    ((claim, body),) = events(code, "China said it would not release the Japanese sailors.")
    assert (body.type, claim.modality, claim.attribution.voice) == ("REJECT", "actual", "named")
    ((claim, body),) = events(code, "Russia vowed to bomb Finland.")
    assert (body.type, claim.modality) == ("THREATEN", "actual")


def test_a_visit_to_come_is_planned(code: Code) -> None:
    ((claim, body),) = events(code, "The Japanese foreign minister will visit China next week.")
    assert (body.type, body.mode, claim.modality) == ("CONSULT", "visit", "planned")


@pytest.mark.parametrize(
    "text",
    [
        "Japan, China, Russia, France, Ghana, Peru, Chile, Norway and Sweden.",
        "JAPAN CHINA RUSSIA FRANCE",
        "La France a condamné la Russie et le Japon a attaqué la Chine.",
        "France beat Russia 3-1 in the final.",
        "Would France condemn Russia?",
        "",
    ],
)
def test_no_event_is_an_answer(code: Code, text: str) -> None:
    assert events(code, text or "No.") == []


def test_a_sentence_of_five_thousand_words(code: Code) -> None:
    text = "France condemned Russia, " + "and then it condemned Japan, " * 1000 + "and all went home."
    found = events(code, text)
    assert len(found) <= 4
    assert {body.type for _, body in found} <= {"ACCUSE"}


def test_claims_are_the_same_every_time_whatever_else_is_read(code: Code) -> None:
    text = "France condemned Russia.\n\nTalks between Japan and China began on Monday."
    first = [claim.to_json() for claim, _ in events(code, text)]
    events(code, "Norway arrested three Danish sailors.")
    assert [claim.to_json() for claim, _ in events(code, text)] == first != []


def test_wants_names_and_sets_only() -> None:
    assert Events().wants("France condemned it.", 1)
    assert Events().wants("The two leaders met.", 0)
    assert not Events().wants("Rain fell.", 0)


def test_the_weights_are_read_only_for_a_candidate() -> None:
    code = (
        "import sys; from foedera.coding import coders; from foedera.reading import reader; "
        "from foedera.model import Document, Paragraph; "
        "t = 'It rained in Paris.'; d = Document(text=t, paragraphs=(Paragraph(0, len(t), 'body'),)); "
        "list(reader().read([d])); assert 'onnxruntime' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_paragraphs_without_events_give_hardly_any(code: Code) -> None:
    with CONTROLS.open(encoding="utf-8") as file:
        texts = [row["text"] for row in csv.DictReader(file, delimiter="\t")]
    assert len(texts) == 200
    found = [claim.evidence[0].text for claim, _ in events(code, "\n\n".join(texts))]
    assert len(found) <= 4, found


def test_those_of_the_sentence_before_are_carried_over(code: Code) -> None:
    text = "Japan and Australia met in Tokyo on Monday. The two sides agreed to share intelligence with India."
    carried = [body for _, body in events(code, text) if body.type == "AGREE"]
    assert [[ref.id for ref in body.actors] for body in carried] == [["state:JPN", "state:AUS"]]


def test_a_decade_is_an_interval_and_a_date_belongs_to_its_verb(code: Code) -> None:
    ((claim, _),) = events(code, "China invaded Vietnam in the 1970s.")
    assert str(claim.when) == "1970/1979"
    found = events(code, "France said on 4 March 2031 that it had condemned Russia's attack on Ukraine.")
    assert [claim.when for claim, body in found if body.type == "ACCUSE"] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Norway saw peril in the Afghanistan withdrawal of its ally.",
        "Scenarios for a Taiwan invasion include the loss of bases.",
    ],
)
def test_a_country_before_a_withdrawal_or_invasion_is_where_it_happens(code: Code, text: str) -> None:
    done = [body for _, body in events(code, text) if body.type in ("RETREAT", "ASSAULT")]
    assert not [ref for body in done for ref in body.actors if ref.id in ("state:AFG", "state:TWN")]


def test_whoever_speaks_of_an_agreement_of_its_year_need_not_have_made_it(code: Code) -> None:
    text = "Moreno meant to review the basing agreement inked with Norway in 2014, which lets ships call."
    assert events(code, text) == []
    said = "Denmark's minister praised the pact concluded with Norway in 1950."
    assert [(body.type, claim.when) for claim, body in events(code, said)] == [("SUPPORT", None)]


def test_a_war_on_an_ill_is_no_assault(code: Code) -> None:
    helped = events(code, "Norway will help Denmark's war against drugs.")
    assert [body.type for _, body in helped] == ["AID"]
    assert "ASSAULT" in {body.type for _, body in events(code, "Norway's war against Denmark cost lives.")}
    assert events(code, "The Syrian Civil War drove three million people abroad.") == []


def test_a_means_is_no_recipient(code: Code) -> None:
    said = "Norway's envoy to the mission in Denmark until May also criticized the decision via Twitter."
    assert not [ref for _, body in events(code, said) for ref in body.recipients if ref.name == "Twitter"]
