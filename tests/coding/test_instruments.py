from foedera.coding import Instruments, coders
from foedera.model import Instrument
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
