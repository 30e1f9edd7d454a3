"""The structure of a day from claims: what they say, with their sentences, and nothing else."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from foedera.command import Structure, compare, parse, recorded, recorded_variant, text
from foedera.command.chronicle import chronicle
from foedera.model import ActorRef, Affiliation, Attribution, Command, QuestionError, Span
from foedera.record import Record
from foedera.register import update
from tests.register.made import actor, named, written

EAST = actor("command:east", sector="MIL", state="state:XNV")
FORCES = actor("command:forces", sector="MIL", state="state:XNV")
TASK = actor("command:task", sector="MIL", state="state:XNV")
JOINT = actor("command:joint", sector="MIL", state="state:XIL")
CRITIC = actor("person:critic", sector="OPP", state="state:XKV")
GENERAL = actor("person:general", sector="MIL", state="state:XNV")


def told(
    unit: ActorRef | None, change: str = "hold", *, parent: ActorRef | None = None, relationship: str | None = None,
    giver: ActorRef | None = None, conditions: tuple[str, ...] = (), **more: Any,
) -> Command:  # fmt: skip
    """The body of a command claim."""
    spans = tuple(Span(0, len(words), words) for words in conditions)
    fields: dict[str, Any] = {"post": None, "rank": None, "place": None, "authority": None, **more}
    return Command(
        change=change, unit=unit, from_=giver, parent=parent, relationship=relationship, conditions=spans, **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def called(name: str) -> ActorRef:
    """A unit that nothing but its name tells."""
    return ActorRef(id=None, name=name, kind="command", state=None, sector=None, text=name, start=0, end=len(name))


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "record.db") as kept:
        yield kept


def structure(record: Record, on: str | None = None) -> Structure:
    update(record)
    made = recorded(record, on=on)
    # What was read of all days gives the same.
    assert recorded(record, on=on, source=chronicle(record)) == made
    return made


def test_links_have_their_sentences_and_what_is_not_said_is_unknown(record: Record) -> None:
    written(record, told(FORCES, parent=EAST), text="Forces report to East.", published="2031-01-01")
    (link,) = structure(record).links
    assert (link.above, link.below, link.type, link.doctrine, link.when) == (EAST.id, FORCES.id, None, None, None)
    found = structure(record)
    (source,) = [each for each in found.sources if each.id in link.source]
    assert source.sentence is not None
    assert source.sentence.startswith("Forces report to East.")
    assert (str(source.date), source.publisher) == ("2031-01-01", "The Ledger")
    assert source.claim is not None
    for post in found.posts:
        assert (post.zone, post.duty, post.capacity) == (None, None, None)
        assert post.chain == "state:XNV"
    assert found.kinds == found.authorities == ()


def test_only_what_was_published_by_the_day_counts(record: Record) -> None:
    written(record, told(FORCES, parent=EAST, relationship="opcon"), published="2031-01-01")
    written(
        record, told(TASK, "create", parent=FORCES, relationship="opcon"), published="2031-11-02", when="2031-11-01"
    )
    assert len(structure(record, "2031-06-01").links) == 1
    found = structure(record)
    assert len(found.links) == 2
    assert str(found.links[1].when) == "2031-11-01/.."
    assert [str(post.when) for post in found.posts if post.id == TASK.id] == ["2031-11-01/.."]


def test_each_proposal_is_a_variant_and_changes_nothing_that_is_so(record: Record) -> None:
    written(record, told(FORCES, parent=EAST, relationship="opcon"), published="2031-01-01", text="It is so.")
    written(record, told(JOINT, "create"), modality="planned", published="2031-02-01", text="It will come.")
    written(record, told(FORCES, parent=TASK, relationship="opcon"), modality="possible", published="2031-02-02",
            text="It might be.")  # fmt: skip
    found = structure(record)
    record_, proposed, joint, moved = (each.id for each in found.offered)
    assert (record_, proposed) == ("record", "proposed")
    now = recorded_variant(found)
    assert {link.above for link in now.links} == {EAST.id}
    assert {post.id for post in now.posts} == {EAST.id, FORCES.id}
    assert {link.above for link in recorded_variant(found, proposed).links} == {TASK.id}
    assert {post.id for post in recorded_variant(found, joint).posts} == {EAST.id, FORCES.id, JOINT.id}
    assert {link.above for link in recorded_variant(found, moved).links} == {TASK.id}
    assert compare(now, recorded_variant(found, joint)).posts.second == (JOINT.id,)
    with pytest.raises(QuestionError, match="no variant 'e-none': there are record, proposed"):
        recorded_variant(found, "e-none")


def test_a_plan_whose_day_has_come_is_so_only_where_somebody_reports_it_done(record: Record) -> None:
    plan = told(TASK, "create", parent=FORCES, relationship="opcon", place="Port Ruvane")
    words = "Task is established under Forces at Port Ruvane on 1 November 2031."
    written(record, plan, modality="planned", when="2031-11-01", published="2031-09-30", text=words)
    assert structure(record, "2031-12-01").variant is None
    assert recorded_variant(structure(record, "2031-12-01")).links == ()
    written(record, told(TASK, "create"), when="2031-11-01", published="2032-01-22", text="Task was established.")
    update(record)
    after = recorded_variant(recorded(record, on="2032-02-01"))
    assert [link.id for link in after.links] == ["command:forces > command:task (opcon)"]
    assert next(post.seat for post in after.posts if post.id == TASK.id) == "Port Ruvane"
    assert recorded_variant(recorded(record, on="2031-12-31")).links == ()


def test_denials_and_third_parties_words_are_not_so(record: Record) -> None:
    written(
        record, told(JOINT, parent=EAST, relationship="opcon"), modality="denied", published="2031-01-01", text="No."
    )
    written(record, told(FORCES, parent=JOINT), attribution=named(CRITIC), published="2031-01-02", text="He said so.")
    written(record, told(TASK, parent=EAST), attribution=Attribution("unnamed", ()), published="2031-01-03", text="So.")
    found = structure(record)
    assert recorded_variant(found).links == ()
    assert {link.id for link in recorded_variant(found, "proposed").links} == {
        "command:joint > command:forces (relationship not known)",
        "command:east > command:task (relationship not known)",
    }  # fmt: skip


def test_an_official_of_the_state_concerned_is_believed(record: Record) -> None:
    written(record, told(FORCES, parent=EAST), attribution=named(GENERAL), published="2031-01-02")
    assert len(recorded_variant(structure(record)).links) == 1


def test_a_later_superior_of_the_same_relationship_replaces_the_earlier_one(record: Record) -> None:
    written(
        record, told(FORCES, parent=EAST, relationship="opcon"), when="2031-01-01", published="2031-01-02", text="A."
    )
    attached = told(FORCES, "attach", parent=TASK, relationship="opcon")
    written(record, attached, when="2032-01-01", published="2032-01-02", text="B.")
    assert [link.above for link in structure(record).links] == [TASK.id]
    assert [link.above for link in structure(record, "2031-06-01").links] == [EAST.id]


def test_what_was_disbanded_is_gone_and_what_will_be_is_gone_in_its_variant(record: Record) -> None:
    written(record, told(FORCES, parent=EAST), published="2031-01-01", text="They report.")
    written(record, told(FORCES, "disband"), modality="planned", published="2031-02-01", text="To be disbanded.")
    found = structure(record)
    assert FORCES.id in {post.id for post in recorded_variant(found).posts}
    assert FORCES.id not in {post.id for post in recorded_variant(found, "proposed").posts}
    written(record, told(FORCES, "disband"), published="2031-03-01", text="It was disbanded.")
    assert FORCES.id not in {post.id for post in recorded_variant(structure(record)).posts}


def test_a_delegation_names_no_kinds_of_decision_unless_a_person_does(record: Record) -> None:
    body = told(FORCES, "delegate", giver=EAST, relationship="opcon", authority="control of ships",
                conditions=("if they can talk",))  # fmt: skip
    written(record, body, published="2031-01-01")
    (given,) = structure(record).delegations
    assert (given.giver, given.receiver, given.kinds, given.term) == (EAST.id, FORCES.id, (), "opcon")
    assert given.note == "control of ships"
    assert len(given.limits) == 1


def test_who_holds_a_command_is_known_from_affiliations(record: Record) -> None:
    holds = Affiliation(member=GENERAL, group=FORCES, role="Commander", standing="holder")
    earlier = Affiliation(member=actor("person:other"), group=FORCES, role="commander", standing="holder")
    written(record, told(FORCES, parent=EAST), published="2031-01-01", text="They report.")
    written(record, earlier, published="2031-01-01", text="He commands.")
    written(record, holds, published="2031-02-01", text="She commands.")
    assert {post.holder for post in structure(record).posts} == {None, "general"}
    assert {post.holder for post in structure(record, "2031-01-15").posts} == {None, "other"}


def test_a_name_is_the_unit_of_that_name_and_common_nouns_are_no_units(record: Record) -> None:
    written(record, told(FORCES, parent=EAST), published="2031-01-01", text="They report.")
    written(
        record, told(called("Forces"), "upgrade", rank="general", post="Commander"), published="2031-01-02", text="Up."
    )
    written(record, told(called("a headquarters"), "create"), published="2031-01-03", text="One was created.")
    written(record, told(called("Marines"), "relocate", place="Guam"), published="2031-01-04", text="They moved.")
    written(record, told(called("New Command"), "create"), published="2031-01-05", text="It was created.")
    found = structure(record)
    assert {post.id for post in found.posts} == {EAST.id, FORCES.id, "name:new-command"} | {
        post.id for post in found.posts if post.name == "Forces"
    }


def test_it_is_written_as_yaml_for_a_person_to_complete(record: Record) -> None:
    written(record, told(FORCES, parent=EAST, relationship="cocom"), told(FORCES, parent=JOINT, relationship="liaison"),
            told(JOINT, "create"), published="2031-01-01")  # fmt: skip
    found = structure(record)
    again = parse(text(found))
    assert msgspec.structs.replace(again, day=found.day) == found
    assert [str(link.type) for link in again.links] == ["cocom", "liaison"]


def test_a_record_without_dates_wants_a_day(record: Record) -> None:
    written(record, told(FORCES, parent=EAST), published=None)
    update(record)
    with pytest.raises(QuestionError, match="no document has a date; say for which day"):
        recorded(record)
    assert len(recorded(record, on="2031-01-01").links) == 1


def test_a_unit_without_a_name_is_another_one_in_each_entry(record: Record) -> None:
    first, second = actor("state:XNV"), actor("state:XIL")
    written(record, told(called("brigade"), parent=first, place="Ormund"), published="2031-01-01", text="One leads.")
    written(record, told(called("brigade"), parent=second, place="Ruvane"), published="2031-02-01", text="Two leads.")
    found = structure(record)
    assert sorted(post.name for post in found.posts if post.id.startswith("name:brigade:")) == [
        "brigade (Ormund)", "brigade (Ruvane)",
    ]  # fmt: skip
    assert len(found.links) == 2


def test_forces_somewhere_are_no_unit(record: Record) -> None:
    written(record, told(called("U.S. forces in Ormund"), "restructure"), published="2031-01-01", text="Realigned.")
    written(record, told(called("Task Force in Ormund"), "restructure"), published="2031-01-02", text="Also realigned.")
    assert [post.name for post in structure(record).posts] == ["Task Force in Ormund"]


def test_authority_that_is_only_proposed_is_called_so(record: Record) -> None:
    written(record, told(FORCES, parent=EAST), published="2031-01-01", text="It is so.")
    written(record, told(FORCES, "delegate", authority="a leading role"), modality="planned", published="2031-02-01",
            text="It will have a leading role.")  # fmt: skip
    (forces,) = [post for post in structure(record).posts if post.id == FORCES.id]
    assert forces.note == "proposed: given authority: a leading role"
