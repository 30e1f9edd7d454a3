"""What persons note about the progress of a commitment, each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, cast

from foedera.model import Edtf, EdtfError, QuestionError
from foedera.record import Note, Record
from foedera.register.days import last_day
from foedera.register.stages import STAGES, TRACKS, Step, Track

PROGRESS: Final = "progress"
CONDITION: Final = "condition"
"""The track of a note that says that a condition was met; its stage is the condition, in the words of the claim."""


def note_progress(
    record: Record, entry: str, *, track: str, stage: str, when: str, source: str, by: str, why: str | None = None
) -> Note:
    """Writes down what a person found out about a commitment, given by its entry's id: a stage on a track, when, and
    by what source (a citation or an address). Taken back by a note of kind `undo`.

    `track="condition"` says that a condition was met; `stage` is then the condition as the claim has it. Raises
    `QuestionError` where the stage is none of the track, no source is given, or `when` is no date with a known end.
    """
    if track != CONDITION and stage not in STAGES.get(cast(Track, track), ()):
        known = "; ".join(f"{name}: {', '.join(STAGES[name])}" for name in TRACKS)
        raise QuestionError(f"no stage {stage!r} on a track {track!r}: choose from {known}")
    if not source.strip():
        raise QuestionError("a note on progress needs its source: a citation or an address")
    if last_day(Edtf.parse(when).text) is None:
        raise QuestionError(f"{when} has no end: say on which day, or in which month or year, it happened")
    payload = {"track": track, "stage": " ".join(stage.split()), "when": when, "source": source.strip()}
    return record.write_note(PROGRESS, entry, payload, by=by, why=why)


def steps_of(notes: Iterable[Note]) -> Iterator[Step]:
    """The steps that notes on progress show; what is none is left out."""
    for note in notes:
        track, stage = str(note.payload.get("track")), str(note.payload.get("stage"))
        when = _date(note.payload)
        if when is not None and stage in STAGES.get(cast(Track, track), ()):
            yield Step(
                track=cast(Track, track), stage=stage, since=last_day(when.text), dated=True, when=when,
                voice="person", names=(note.who,), note=note,
            )  # fmt: skip


def conditions_met(notes: Iterable[Note]) -> dict[str, Note]:
    """The notes that say that a condition was met, by the condition in small letters."""
    return {str(n.payload.get("stage")).casefold(): n for n in notes if n.payload.get("track") == CONDITION}


def _date(payload: Mapping[str, Any]) -> Edtf | None:
    try:
        return Edtf.parse(str(payload.get("when")))
    except EdtfError:
        return None
