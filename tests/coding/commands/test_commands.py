from pathlib import Path

import pytest

from foedera.actors import load
from foedera.coding import Commands, Reading
from foedera.coding.commands import Lexicon
from foedera.documents import documents
from foedera.language import english
from foedera.model import Claim, Command, SourceError
from foedera.resolution import resolve
from tests.coding.conftest import Code

DOSSIER = Path(__file__).parents[3] / "src" / "foedera" / "dossiers" / "fictional"


def coded(code: Code, text: str) -> list[tuple[Claim, Command]]:
    return [(claim, claim.body) for claim in code(Commands(), text) if isinstance(claim.body, Command)]


@pytest.fixture(scope="module")
def order() -> list[tuple[Claim, Command]]:
    """The claims in the fictional order on command."""
    (document,) = documents(DOSSIER / "2031-09-30-command-order.docx")
    (parse,) = english().parse([document])
    reading = Reading.of(parse, resolve(parse, load(DOSSIER / "actors")))
    return [(claim, claim.body) for claim in Commands().code(reading) if isinstance(claim.body, Command)]


def test_a_headquarters_that_will_be_created(code: Code) -> None:
    ((claim, body),) = coded(code, "Japan will establish a Joint Operations Command in Tokyo by March 2032.")
    assert (body.change, claim.modality, body.place) == ("create", "planned", "Tokyo")
    assert body.unit is not None
    assert body.unit.name == "Joint Operations Command"
    assert body.parent is None


def test_a_unit_without_an_id_belongs_to_the_state_that_creates_it(code: Code) -> None:
    ((_, body),) = coded(code, "Poland established a Northern Rocket Brigade in 2030.")
    assert body.unit is not None
    assert (body.unit.id, body.unit.state) == (None, "state:POL")


def test_the_parent_is_the_one_that_the_text_names(code: Code) -> None:
    text = "U.S. Forces Japan would be reconstituted as a joint force headquarters reporting to the Commander of U.S. "
    ((claim, body),) = coded(code, text + "Indo-Pacific Command.")
    assert body.change == "restructure"
    assert body.parent is not None
    assert body.parent.id == "command:us-indo-pacific-command"
    assert claim.modality == "possible"


def test_a_source_is_named(code: Code) -> None:
    text = "The Pentagon will create a medical command in Germany, according to Japan."
    ((claim, _),) = coded(code, text)
    assert claim.attribution.voice == "named"
    assert [ref.id for ref in claim.attribution.sources] == ["state:JPN"]


@pytest.mark.parametrize(
    "text",
    [
        "Should Japan establish a Joint Operations Command?",
        "If Japan establishes a Joint Operations Command, China will protest.",
        "The soldiers were sent to Kabul.",
        "They concurred on establishing a joint task force to explore the development of semiconductors.",
        "The brigade was attacked at dawn.",
        "General Vossick commands the brigade.",
    ],
)
def test_what_is_no_change_of_command(code: Code, text: str) -> None:
    assert coded(code, text) == []


def test_a_state_that_is_to_lead_a_formation(code: Code) -> None:
    ((claim, body),) = coded(code, "Canada is expected to command a battalion in Latvia, diplomats say.")
    assert (body.change, body.place, claim.modality) == ("hold", "Latvia", "planned")
    assert body.parent is not None
    assert body.parent.id == "state:CAN"
    assert claim.attribution.voice == "unnamed"


def test_a_post_is_raised_to_a_rank(order: list[tuple[Claim, Command]]) -> None:
    (body,) = [body for _, body in order if body.change == "upgrade"]
    assert body.rank == "general"
    assert body.post == "Commander, Norvane Forces Ilmara"


def test_a_delegation_names_who_gains_and_who_loses(order: list[tuple[Claim, Command]]) -> None:
    (body,) = [body for _, body in order if body.change == "delegate"]
    assert body.unit is not None
    assert body.from_ is not None
    assert body.unit.id == "command:norvane-forces-ilmara"
    assert body.from_.id == "command:eastern-ocean-command"
    assert body.relationship == "opcon"
    assert body.authority == "operational control of the forces named in section 3"


def test_a_list_attaches_forces_by_different_relationships(order: list[tuple[Claim, Command]]) -> None:
    attached = {b.unit.id: b for _, b in order if b.change == "attach" and b.unit is not None}
    assert {id: body.relationship for id, body in attached.items()} == {
        "command:4th-destroyer-squadron": "opcon",
        "command:2nd-littoral-regiment": "opcon",
        "command:61st-patrol-wing": "tacon",
        "command:space-warning-group": "support",
    }
    assert {body.parent.id for body in attached.values() if body.parent} == {"command:joint-task-force-ormund"}


def test_allied_chains_stay_parallel(order: list[tuple[Claim, Command]]) -> None:
    """Between the two chains stand coordination and liaison only."""
    across = [
        b for _, b in order if b.parent is not None and b.parent.id == "command:ilmara-joint-operations-headquarters"
    ]
    assert {body.relationship for body in across} == {"coordination", "liaison"}


def test_a_task_force_is_created_under_a_command(order: list[tuple[Claim, Command]]) -> None:
    ((claim, body),) = [(claim, body) for claim, body in order if body.change == "create"]
    assert body.parent is not None
    assert (body.parent.id, body.relationship) == ("command:norvane-forces-ilmara", "opcon")
    assert (body.place, str(claim.when), claim.modality) == ("Port Ruvane", "2031-11-01", "planned")


def test_a_user_adds_words(tmp_path: Path, code: Code) -> None:
    (tmp_path / "units.csv").write_text("noun,kind,needs,unless,comment\nhird,unit,,,\n", encoding="utf-8")
    claims = list(code(Commands(Lexicon([tmp_path])), "Norway disbanded the royal hird in 2030."))
    assert [claim.body.change for claim in claims if isinstance(claim.body, Command)] == ["disband"]


@pytest.mark.parametrize("row", ["hird,ghost,,,", "hird,unit"])
def test_a_malformed_table_is_one_clear_error(tmp_path: Path, row: str) -> None:
    (tmp_path / "units.csv").write_text(f"noun,kind,needs,unless,comment\n{row}\n", encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        Lexicon([tmp_path])
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(f"{tmp_path / 'units.csv'}:2: ")


def test_an_offer_to_command_is_the_offerers(code: Code) -> None:
    ((claim, body),) = coded(code, "NATO was considering a Romanian offer to command a multinational brigade.")
    assert body.parent is not None
    assert (body.parent.id, claim.modality) == ("state:ROU", "possible")


def test_it_wants_few_sentences() -> None:
    coder = Commands()
    assert coder.wants("Japan will establish a Joint Operations Command.", 1)
    assert not coder.wants("The minister praised the talks.", 2)


def test_long_lists_take_linear_time(code: Code) -> None:
    text = "\n\n".join(f"The 4{i}th Brigade was disbanded in 2030." for i in range(60))
    assert len(coded(code, text)) == 60


def test_a_state_takes_command_of_a_formation(code: Code) -> None:
    (claim,) = code(Commands(), "Germany is set to take command of a brigade in Lithuania.")
    assert isinstance(claim.body, Command)
    assert claim.body.parent is not None
    assert (claim.body.change, claim.body.parent.id, claim.modality) == ("hold", "state:DEU", "planned")


def test_a_force_is_built(code: Code) -> None:
    (claim,) = code(Commands(), "Germany is helping to build a NATO rapid response force in Eastern Europe.")
    assert isinstance(claim.body, Command)
    assert claim.body.change == "create"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Japan did not establish a Joint Operations Command.", [("create", None, "denied")]),
        ("Norway and Canada will each lead one of four battalions.",
         [("hold", "Norway", "planned"), ("hold", "Canada", "planned")]),
        ("Spain handed over command of the naval task group to Portugal.", [("delegate", "Portugal", "actual")]),
        ("The NATO-led KFOR is at work.", [("hold", "North Atlantic Treaty Organization", "actual")]),
        ("The 9th Brigade answers to U.S. European Command.", [("hold", "U.S. European Command", "actual")]),
        ("The United States is considering appointing a four-star admiral to oversee its forces in Japan.",
         [("create", None, "possible")]),
        ("NATO will set up a command in Bergen to coordinate aid.", [("create", None, "planned")]),
        ("A new Joint Force Command will be based in Bergen.", [("hold", None, "planned")]),
    ],
)  # fmt: skip
def test_forms_of_command(code: Code, text: str, found: list[tuple[str, str | None, str]]) -> None:
    told = [
        (body.change, body.parent.name if body.parent else None, claim.modality) for claim, body in coded(code, text)
    ]
    assert told == found


def test_items_below_what_will_be_done_are_planned(code: Code) -> None:
    text = "The United States will take these actions:\n\n- Establishment of a V Corps Forward Command Post in Poland."
    ((claim, body),) = coded(code, text)
    assert (body.change, claim.modality) == ("create", "planned")
