"""An instrument that is spoken of as "it"."""

from foedera.coding import Instruments
from foedera.model import Instrument
from tests.coding.conftest import Code


def named(code: Code, text: str) -> list[Instrument]:
    return [claim.body for claim in code(Instruments(), text) if isinstance(claim.body, Instrument)]


def acts(body: Instrument) -> list[tuple[str, str]]:
    return [(act.act, str(act.when)) for act in body.acts]


def test_what_it_did_is_the_instruments(code: Code) -> None:
    older, newer = named(
        code,
        "The Treaty of Friendship between Japan and Peru of 1951 was signed in Lima on 3 May 1951. "
        "It entered into force on 2 June 1952 and was in force until 1 July 1960, when it was superseded by the Treaty "
        "of Friendship between Japan and Peru of 1960.",
    )
    assert acts(older) == [("signed", "1951-05-03"), ("entered-into-force", "1952-06-02"), ("terminated", "1960-07-01")]
    assert [(each.relation, each.target) for each in newer.relations] == [("supersedes", older.name)]


def test_it_amends_another(code: Code) -> None:
    protocol = named(
        code,
        "The Protocol Modifying and Completing the Treaty of Lima was signed by Japan and Peru on 3 May 1961. "
        "It entered into force on 2 June 1962 and was terminated later. It amends the Treaty of Lima.",
    )[0]
    assert protocol.name == "Protocol Modifying and Completing the Treaty of Lima"
    assert acts(protocol) == [("signed", "1961-05-03"), ("terminated", "None"), ("entered-into-force", "1962-06-02")]
    assert [(each.relation, each.target) for each in protocol.relations] == [("amends", "Treaty of Lima")]


def test_it_is_nobody_where_two_are_spoken_of(code: Code) -> None:
    bodies = named(
        code, "Japan praised the Treaty of Lima and the Treaty of Quito. It entered into force on 2 June 1952."
    )
    assert [acts(body) for body in bodies] == [[], []]


def test_another_it_is_no_instrument(code: Code) -> None:
    (body,) = named(code, "The Treaty of Lima was signed on 3 May 1951. It rained on 2 June 1952.")
    assert acts(body) == [("signed", "1951-05-03")]


def test_they_are_guidelines_and_no_treaty(code: Code) -> None:
    older, newer = named(
        code,
        "The Guidelines for Polar Rescue of 1978 were agreed by Japan and Peru on 3 May 1978. They took effect on 4 "
        "June 1978 and were in force until 1 July 1990, when they were superseded by the Guidelines for Polar Rescue "
        "of 1990.",
    )
    assert older.name == "Guidelines for Polar Rescue of 1978"
    assert acts(older) == [
        ("adopted", "1978-05-03"),
        ("entered-into-force", "1978-06-04"),
        ("terminated", "1990-07-01"),
    ]
    assert [(each.relation, each.target) for each in newer.relations] == [("supersedes", older.name)]
    assert acts(named(code, "The Treaty of Lima was signed in 1951. They took effect in 1952.")[0]) == [
        ("signed", "1951")
    ]
