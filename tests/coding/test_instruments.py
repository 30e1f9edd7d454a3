from collections.abc import Callable
from pathlib import Path

import pytest

from foedera.actors import bundled
from foedera.coding import Instruments, Reading, coders
from foedera.coding.instruments import Lexicon
from foedera.language import english
from foedera.model import Document, Instrument, Paragraph, SourceError
from foedera.resolution import resolve
from tests.coding.conftest import Code


def named(code: Code, text: str) -> list[Instrument]:
    return [claim.body for claim in code(Instruments(), text) if isinstance(claim.body, Instrument)]


def test_a_treaty_that_was_signed(code: Code) -> None:
    (body,) = named(
        code,
        "Japan and Australia signed the Reciprocal Access Agreement between Japan and Australia on 6 January 2022.",
    )
    assert (body.type, body.name) == ("agreement", "Reciprocal Access Agreement between Japan and Australia")
    assert [party.id for party in body.parties] == ["state:JPN", "state:AUS"]
    assert [(act.act, str(act.when)) for act in body.acts] == [("signed", "2022-01-06")]


def test_signature_is_not_entry_into_force(code: Code) -> None:
    (body,) = named(code, "The Treaty of Lindmoor entered into force on 1 May 1975.")
    assert [(act.act, str(act.when)) for act in body.acts] == [("entered-into-force", "1975-05-01")]
    (planned,) = code(Instruments(), "The Treaty of Lindmoor enters into force on 1 May 2032.")
    assert planned.modality == "planned"


def test_each_act_has_its_own_date(code: Code) -> None:
    text = "The Treaty of Lindmoor was signed in Dorn on 19 January 1960 and entered into force on 23 June 1960."
    (body,) = named(code, text)
    assert [(act.act, str(act.when)) for act in body.acts] == [
        ("signed", "1960-01-19"),
        ("entered-into-force", "1960-06-23"),
    ]
    (body,) = named(code, "The Mutual Defense Treaty that Washington and Manila signed in 1951 still holds.")
    assert [(act.act, str(act.when)) for act in body.acts] == [("signed", "1951")]


def test_a_date_of_signature_is_not_that_of_entry_into_force(code: Code) -> None:
    (body,) = named(
        code, "The Treaty of Lindmoor, signed on 1 May 1974, entered into force on the day of the Protocol."
    )
    assert ("entered-into-force", None) in [(act.act, act.when) for act in body.acts]


def test_what_may_be_signed_was_not_signed(code: Code) -> None:
    for helper, modality in [("may", "possible"), ("will", "planned"), ("did not", "denied")]:
        (claim,) = code(Instruments(), f"The two sides {helper} sign the Treaty of Lindmoor in 2030.")
        assert isinstance(claim.body, Instrument)
        assert [(act.act, str(act.when)) for act in claim.body.acts] == [("signed", "2030")]
        assert claim.modality == modality


def test_all_mentions_of_one_name_make_one_claim(code: Code) -> None:
    text = "The Treaty of Lindmoor is old.\n\nThe minister praised the Treaty of Lindmoor."
    (claim,) = code(Instruments(), text)
    assert len(claim.evidence) == 2


def test_words_before_the_name_do_not_belong_to_it(code: Code) -> None:
    names = [
        ("Under the Mutual Defence Treaty of 1974 both must consult.", "Mutual Defence Treaty"),
        ("Statement by Adviser Ann Kestrel on Norvane’s National Defence Strategy", "National Defence Strategy"),
        ("The Parties to the Lindmoor Treaty met.", "Lindmoor Treaty"),
        ("The text of 12 May 1974 and the Protocol of Dorn agree.", "Protocol of Dorn"),
        ("Declaration on U.S.-Pacific Partnership", "Declaration on U.S.-Pacific Partnership"),
        ("They signed the Reciprocal Access Agreement on Monday.", "Reciprocal Access Agreement"),
        ("A Memorandum of Understanding between the U.S. and Japan", "Memorandum of Understanding between the U.S."),
    ]
    for text, name in names:
        assert [body.name for body in named(code, text)][-1].startswith(name), text


def test_two_names_joined_by_and_are_two(code: Code) -> None:
    text = "It rests on the 2010 Lindmoor Declaration and the 2012 Dorn Declaration."
    assert [body.name for body in named(code, text)] == ["2010 Lindmoor Declaration", "2012 Dorn Declaration"]
    (body,) = named(code, "The Treaty of Mutual Cooperation and Security is old.")
    assert body.name == "Treaty of Mutual Cooperation and Security"
    assert named(code, "This Treaty in the English language is deposited.") == []
    (body,) = named(code, "The president signed the PACT Act.")
    assert body.type == "law"


def test_an_institution_is_no_instrument(code: Code) -> None:
    assert named(code, "He teaches at the Dorn University of Political Science and Law.") == []
    assert named(code, "The North Atlantic Treaty Organization met.") == []


def test_a_bare_word_is_no_name(code: Code) -> None:
    assert named(code, "The Agreement is long. Strategy matters.") == []


def test_the_registry_lists_coders_once() -> None:
    listed = [coder.name for coder in coders()]
    assert {"statements", "instruments", "affiliations", "figures"} <= set(listed)
    assert len(listed) == len(set(listed))


TREATY = """Treaty of Mutual Defence between Japan and Australia

Japan and Australia, desiring to strengthen peace, have agreed as follows:

The Parties shall consult together whenever the security of either of them is threatened by an attack.

Each Party recognizes that an armed attack against either Party would be dangerous to its own peace and safety \
and declares that it would act to meet the common danger.

The Parties undertake to refrain from the use of force against each other.

This Treaty shall be ratified and shall enter into force when the instruments have been exchanged.

Either Party may terminate this Treaty by a written notice of one year.

Done at Canberra, the fourth day of April, 1975."""


@pytest.fixture(scope="module")
def reading() -> Callable[[str], Reading]:
    """The reading of a document whose title is its first paragraph."""
    language, base = english(), bundled()

    def made(text: str) -> Reading:
        paragraphs, start = [], 0
        for number, part in enumerate(text.split("\n\n")):
            paragraphs.append(Paragraph(start, start + len(part), "body" if number else "heading"))
            start += len(part) + 2
        title = text.split("\n\n", maxsplit=1)[0]
        (parse,) = language.parse([Document(text=text, paragraphs=tuple(paragraphs), title=title)])
        return Reading.of(parse, resolve(parse, base))

    return made


def test_a_joint_statement_that_never_says_we(reading: Callable[[str], Reading]) -> None:
    text = "Joint Statement from Norway and Canada on Fish\n\nCanada will begin to send ships to Norway in 2026."
    first = next(iter(Instruments().code(reading(text)))).body
    assert isinstance(first, Instrument)
    assert (first.name, first.type) == ("Joint Statement from Norway and Canada on Fish", "communique")


def test_the_document_itself(reading: Callable[[str], Reading]) -> None:
    claims = list(Instruments().code(reading(TREATY)))
    acts = {
        (claim.modality, act.act): (str(act.when), act.place)
        for claim in claims
        if isinstance(claim.body, Instrument)
        for act in claim.body.acts
    }
    assert acts == {
        ("actual", "signed"): ("1975-04-04", "Canberra"),
        ("planned", "ratified"): ("None", None),
        ("planned", "entered-into-force"): ("None", None),
        ("possible", "terminated"): ("None", None),
    }
    (actual,) = [claim for claim in claims if claim.modality == "actual"]
    assert isinstance(actual.body, Instrument)
    assert actual.body.name == "Treaty of Mutual Defence between Japan and Australia"
    assert {party.id for party in actual.body.parties} == {"state:JPN", "state:AUS"}
    assert {obligation.type for obligation in actual.body.obligations} == {"consultation", "defense", "nonaggression"}


def test_a_political_commitment_says_so(reading: Callable[[str], Reading]) -> None:
    text = (
        "Commitment to Consult\n\nWe, the leaders of Japan and Australia, commit our governments to consult on threats."
        " This commitment is not legally binding."
    )
    (claim,) = Instruments().code(reading(text))
    assert isinstance(claim.body, Instrument)
    assert (claim.body.type, claim.body.binding) == ("communique", "political")
    assert claim.body.obligations == ()  # a political commitment carries no obligation in ATOP's terms


def test_binding_is_never_inferred_from_the_type(code: Code) -> None:
    assert named(code, "The Treaty of Lindmoor is old.")[0].binding is None


def test_relations_between_instruments(code: Code) -> None:
    def relations(text: str) -> list[tuple[str, str, str]]:
        return [(body.name, each.relation, each.target) for body in named(code, text) for each in body.relations]

    assert relations("The Treaty of Dorn replaced the Treaty of Lindmoor.") == [
        ("Treaty of Dorn", "supersedes", "Treaty of Lindmoor")
    ]
    assert relations("The Dorn Protocol amends the Treaty of Lindmoor.") == [
        ("Dorn Protocol", "amends", "Treaty of Lindmoor")
    ]


def test_an_experts_word_that_guidelines_are_out_of_date(code: Code) -> None:
    text = "Joe Biden said that the National Security Strategy has made the Dorn Guidelines out of date."
    (claim,) = [c for c in code(Instruments(), text) if isinstance(c.body, Instrument) and c.body.relations]
    assert isinstance(claim.body, Instrument)
    (relation,) = claim.body.relations
    assert (claim.body.name, relation.relation, relation.target) == (
        "National Security Strategy", "outdates", "Dorn Guidelines",
    )  # fmt: skip
    assert claim.attribution.voice == "named"
    assert [source.id for source in claim.attribution.sources] == ["person:joe-biden"]


def test_one_name_through_a_document(code: Code) -> None:
    text = (
        "The Enhanced Defense Cooperation Agreement (EDCA) stands.\n\nManila praised EDCA.\n\n"
        "The agreement was signed in 2014."
    )
    (claim,) = code(Instruments(), text)
    assert isinstance(claim.body, Instrument)
    assert claim.body.name == "Enhanced Defense Cooperation Agreement"
    assert [(act.act, str(act.when)) for act in claim.body.acts] == [("signed", "2014")]
    assert len(claim.evidence) == 3


def test_instruments_of_one_name_between_different_states_are_two(code: Code) -> None:
    text = "The U.S.-Japan Mutual Defense Treaty and the U.S.-Philippines Mutual Defense Treaty differ."
    assert [{party.id for party in body.parties} for body in named(code, text)] == [
        {"state:USA", "state:JPN"}, {"state:USA", "state:PHL"},
    ]  # fmt: skip


def test_names_without_capitals(code: Code) -> None:
    assert [body.name for body in named(code, "They revised the 1960 treaty.")] == ["1960 treaty"]
    assert [body.name for body in named(code, "It rests on the visiting forces agreement.")] == [
        "visiting forces agreement"
    ]
    assert named(code, "Their strategy is a mutual agreement; any treaty would do.") == []


def test_acts_by_one_party_name_it(code: Code) -> None:
    (body,) = named(code, "Japan ratified the Treaty of Lindmoor on 1 May 1975.")
    (act,) = body.acts
    assert (act.act, act.actor and act.actor.id, str(act.when)) == ("ratified", "state:JPN", "1975-05-01")
    (body,) = named(code, "Japan withdrew from the Treaty of Lindmoor in 1980.")
    assert [(act.act, str(act.when)) for act in body.acts] == [("withdrawn", "1980")]


def test_time_is_linear(reading: Callable[[str], Reading]) -> None:
    long = TREATY + "\n\n" + "\n\n".join("The Treaty of Lindmoor and the Dorn Protocol hold." for _ in range(300))
    claims = list(Instruments().code(reading(long)))
    assert len(claims) == 5
    assert max(len(claim.evidence) for claim in claims) <= 12


def test_a_users_table_adds_heads(code: Code, tmp_path: Path) -> None:
    text = "The Lindmoor Concordat is old."
    assert named(code, text) == []
    (tmp_path / "heads.csv").write_text("head,type,comment\nConcordat,treaty,\n", encoding="utf-8")
    (claim,) = code(Instruments(Lexicon([tmp_path])), text)
    assert isinstance(claim.body, Instrument) and claim.body.name == "Lindmoor Concordat"
    (tmp_path / "heads.csv").write_text("head,type,comment\nConcordat,poem,\n", encoding="utf-8")
    with pytest.raises(SourceError, match="poem"):
        Lexicon([tmp_path])


@pytest.mark.parametrize(
    ("text", "name", "type"),
    [
        ("A law was passed in June to create a fund.", "law", "law"),
        ("Norway and Poland signed a memorandum of understanding on mines.", "memorandum of understanding",
         "memorandum"),
        ("Now a new maritime strategy document is being prepared.", "new maritime strategy document", "strategy"),
        ("The NATO communique mentioned the north.", "NATO communique", "communique"),
        ("The white paper entitled “Defence of Norway 2031” had a hard task.", "Defence of Norway 2031", "strategy"),
        ("It was followed by the Executive Order 99887.", "Executive Order 99887", "law"),
        ("They recalled the Memorandum of Understanding with respect to naval mines, which holds.",
         "Memorandum of Understanding with respect to naval mines", "memorandum"),
    ],
)  # fmt: skip
def test_an_instrument_without_a_name_in_capitals(code: Code, text: str, name: str, type: str) -> None:
    assert [(body.name, body.type) for body in named(code, text)] == [(name, type)]


@pytest.mark.parametrize(
    "text",
    [
        "A law would have to be passed first.",
        "They want to sign a defence strategy of sorts.",
        "Norway has no communique.",
        "A rule of law was adopted.",
    ],
)
def test_what_nobody_signed_or_passed_is_no_instrument(code: Code, text: str) -> None:
    assert named(code, text) == []


def test_a_law_that_was_passed_was_adopted(code: Code) -> None:
    (body,) = named(code, "A law was passed in June 2031 to create a fund.")
    assert [(act.act, str(act.when)) for act in body.acts] == [("adopted", "2031-06")]


@pytest.mark.parametrize(
    ("text", "name", "type"),
    [
        ("Norway will sign letters of interest with Canada.", "letters of interest", "memorandum"),
        ("The ministers formalized a trilateral agreement on Sunday.", "trilateral agreement", "agreement"),
        ("In a joint statement Sunday, Norway and Canada vowed to cooperate.", "joint statement", "communique"),
        ("With government resolution No. 1430/2019, Hungary issued a bond.", "government resolution No. 1430/2019",
         "other"),
        ("Norway and Canada signed a Critical Minerals Framework.", "Critical Minerals Framework", "other"),
        ("Norway welcomed the recently signed agreement on fishing.", "agreement", "agreement"),
        ("Norway and Canada signed the 2010 Northern Sea Treaties.", "Northern Sea Treaties", "treaty"),
        ("Allies will endorse the Wales Pledge again.", "Wales Pledge", "other"),
    ],
)  # fmt: skip
def test_more_forms_of_names(code: Code, text: str, name: str, type: str) -> None:
    (claim,) = code(Instruments(), text)
    assert isinstance(claim.body, Instrument)
    assert claim.body.name == name
    assert claim.body.type == type or name == "Critical Minerals Framework"


def test_a_group_whose_name_holds_a_strategy_is_no_strategy(code: Code) -> None:
    assert not list(code(Instruments(), "They will strengthen the Deterrence Strategy and Consultation Group."))


def test_who_makes_a_strategy_or_joins_in_an_agreement_is_its_party(code: Code) -> None:
    (strategy,) = named(code, "The Australian government has just released its first National Defence Strategy.")
    assert [party.id for party in strategy.parties] == ["state:AUS"]
    (joint,) = named(code, "Japan and South Korea formalized a trilateral agreement on security.")
    assert {party.id for party in joint.parties} == {"state:JPN", "state:KOR"}
