"""What has to be read with every figure."""

from __future__ import annotations

import datetime

from foedera.command import starter
from foedera.command.simulation import Assumptions, PostAssumption, caveats
from foedera.command.simulation.caveats import IN_TURN
from foedera.command.structure import ALWAYS, Ask, Authority, Kind, Link, Post, Structure


def test_what_is_taken_and_not_followed() -> None:
    """Unknown hours, capacities and origins; several who are asked; who must be on duty together."""
    structure = Structure(
        name="asks",
        posts=(
            Post(id="a", name="A", duty=ALWAYS, zone="UTC", capacity=2), Post(id="b", name="B", zone="UTC"),
            Post(id="c", name="C", duty=ALWAYS, zone="UTC"), Post(id="d", name="D"),
        ),
        links=(Link(above="a", below="b"), Link(above="a", below="c")),
        kinds=(Kind(id="k", name="K"),),
        authorities=(Authority(post="a", kind="k", consult=(Ask(post="b"), Ask(post="c", together=True))),),
    )  # fmt: skip
    said = caveats([structure], Assumptions(posts={"c": PostAssumption(staff=2)}), ["asks"])
    assert said == (
        IN_TURN,
        "asks: taken to be always on duty, because their hours are not known: b",
        "asks: taken to work on one matter at a time, because their capacity is not known: b",
        "asks: where the need is seen is not known, and the path begins with who decides: k",
        "asks: k asks b, c in turn; asked at the same time, they would take less",
        "asks: k: a and c must be on duty at the same time; only the hours of c are waited for",
    )


def test_of_a_structure_that_comes_with_foedera() -> None:
    """Nobody knows the hours of the commands in Japan; the sample's paths ask one post each."""
    japan = starter("japan-us").on(datetime.date(2025, 6, 1), "proposed-2024")
    said = caveats([japan], Assumptions(), ["proposed"])
    assert "hours are not known: forces-japan, joint-operations-command" in said[1]
    assert not any(" in turn; " in each for each in said[1:])
