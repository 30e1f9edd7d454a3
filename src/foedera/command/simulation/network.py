"""A network of stations through which decisions flow: what is simulated, in words and numbers a person can read.

Times are in hours; clock times in hours since Monday 00:00 UTC of the first week. A station is a post with its staff; a
flow is one kind of decision, with the stages that each decision of it passes in order.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Literal

import msgspec

from foedera.model.errors import DatasetError

__all__ = ["WEEK", "Flow", "Law", "Network", "Shape", "Stage", "Station", "Surge"]

Shape = Literal["constant", "exponential", "uniform", "erlang", "lognormal", "hyperexponential"]

WEEK = 168.0
"""Hours of a week, with which duty hours repeat."""

_SPREADS: dict[str, tuple[float, float]] = {
    "constant": (0.0, 0.0),
    "exponential": (1.0, 1.0),
    "uniform": (0.0, 1.0 / math.sqrt(3.0)),
    "erlang": (0.0, 1.0),
    "lognormal": (0.0, 10.0),
    "hyperexponential": (1.0, 10.0),
}


class Law(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """How long something takes: its mean in hours, its shape, and its coefficient of variation.

    `spread` is None where the shape alone fixes it (constant 0, exponential 1). An Erlang law takes the whole number of
    phases that is nearest to 1 / spread²; a hyperexponential one has two phases with balanced means.
    """

    mean: float
    shape: Shape = "exponential"
    spread: float | None = None

    def check(self, where: str) -> None:
        """Raises DatasetError where the mean is negative or the shape cannot have this spread."""
        if not (math.isfinite(self.mean) and self.mean >= 0):
            raise DatasetError(f"{where}: a time cannot be {self.mean:g} hours: write a number from 0")
        if self.shape not in _SPREADS:
            raise DatasetError(f"{where}: no shape {self.shape!r}: there are {', '.join(_SPREADS)}")
        low, high = _SPREADS[self.shape]
        if self.spread is None:
            if low != high:
                raise DatasetError(f"{where}: {self.shape} times need a spread from {low:g} to {high:.3g}")
        elif not low <= self.spread <= high or (self.shape == "erlang" and self.spread == 0):
            raise DatasetError(
                f"{where}: {self.shape} times have a spread from {low:g} to {high:.3g}, not {self.spread:g}"
            )

    @property
    def phases(self) -> int:
        """The number of phases of an Erlang law."""
        return max(1, round(1.0 / (self.spread or 1.0) ** 2))

    @property
    def variation(self) -> float:
        """The coefficient of variation that is simulated: standard deviation by mean."""
        if self.shape == "erlang":
            return 1.0 / math.sqrt(self.phases)
        return _SPREADS[self.shape][0] if self.spread is None else self.spread

    def times(self, factor: float) -> Law:
        """The same law with all times multiplied."""
        return Law(self.mean * factor, self.shape, self.spread)


class Station(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A post with its staff.

    Attributes:
        staff: how many decisions it works on at the same time.
        duty: when it is on duty: (from, to) in hours since Monday 00:00 UTC, within the week; None: always.
        pauses: whether work in hand stops when duty ends and goes on when it begins; else it is finished.
        relief: the station to which waiting work passes while this one is off duty and the other on it.
        handover: hours that work takes longer when it was handed over.
        pace: by how much work takes longer here than its law says (relief that knows the matter less: 1.3).
    """

    name: str
    staff: int = 1
    duty: tuple[tuple[float, float], ...] | None = None
    pauses: bool = False
    relief: str | None = None
    handover: float = 0.0
    pace: float = 1.0


class Stage(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What happens to a decision at one place of its route.

    Attributes:
        station: where; None: nobody works on it, it only takes its time (a post that does not answer).
        work: how long one of the staff works on it.
        late: how long after the need arose the information is there that this stage waits for; None: at once.
        lacking: the share of decisions whose information is late.
        within: hours after which the decision moves on, answered or not; None: it waits.
        back: the share that is sent back to stage `to` (counted from 0) afterwards; the stage says no, or asks again.
        settled: the share that is decided here and needs no further stage.
        source: the name of its random numbers. Stages with the same source take the same work in all networks.
    """

    station: str | None
    work: Law
    late: Law | None = None
    lacking: float = 1.0
    within: float | None = None
    back: float = 0.0
    to: int = 0
    settled: float = 0.0
    source: str | None = None


class Surge(msgspec.Struct, frozen=True, gc=False):
    """A crisis: from hour `start` to hour `end`, decisions arise `factor` times as often."""

    start: float
    end: float
    factor: float


class Flow(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One kind of decision: how often it arises, what comes first, by when it must be taken, and its stages.

    Attributes:
        rate: decisions an hour in quiet times.
        spacing: the law of the time between them; its mean does not count. Exponential: they arise independently.
        priority: 0 goes first; whatever is being worked on is finished before.
        deadline: hours from when the need arises; None: there is none.
    """

    name: str
    rate: float
    stages: tuple[Stage, ...]
    spacing: Law = Law(1.0)
    priority: int = 0
    deadline: float | None = None
    surges: tuple[Surge, ...] = ()

    def rates(self) -> tuple[tuple[float, float], ...]:
        """(from hour, decisions an hour): the rate between the starts and ends of surges; the last one lasts."""
        turns = sorted({0.0, *(turn for surge in self.surges for turn in (surge.start, surge.end))})
        return tuple((turn, self.rate * self._factor(turn)) for turn in turns)

    def _factor(self, hour: float) -> float:
        return math.prod(surge.factor for surge in self.surges if surge.start <= hour < surge.end)


class Network(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Stations, and the flows of decisions through them."""

    name: str
    stations: tuple[Station, ...]
    flows: tuple[Flow, ...]

    def station(self, name: str) -> Station:
        """The station of that name.

        Raises:
            DatasetError: there is none.
        """
        for each in self.stations:
            if each.name == name:
                return each
        raise DatasetError(f"{self.name}: no post {name!r}: there are {', '.join(one.name for one in self.stations)}")

    def check(self) -> None:
        """Raises DatasetError, naming the place, where the network cannot be simulated."""
        names = [station.name for station in self.stations]
        for kind, given in (("post", names), ("kind of decision", [flow.name for flow in self.flows])):
            if twice := sorted({name for name in given if given.count(name) > 1}):
                raise DatasetError(f"{self.name}: two entries for the {kind} {twice[0]!r}: leave one")
        if not self.flows:
            raise DatasetError(
                f"{self.name}: no kind of decision is known: write `kinds` and `authorities` into its file"
            )
        for station in self.stations:
            _check_station(station, f"{self.name}: post {station.name!r}", names)
        for flow in self.flows:
            _check_flow(flow, f"{self.name}: kind {flow.name!r}", names)
        if not any(flow.rate for flow in self.flows):
            raise DatasetError(f"{self.name}: rate is 0 for every kind of decision: nothing would ever arise")


def _check_station(station: Station, where: str, names: list[str]) -> None:
    if station.staff < 1:
        raise DatasetError(f"{where}: staff is {station.staff}: a post needs at least one")
    if station.relief is not None and station.relief not in names:
        raise DatasetError(f"{where}: is relieved by {station.relief!r}, which is no post here")
    if station.relief == station.name:
        raise DatasetError(f"{where}: relieves itself: leave `relief` out")
    for what, value in (("handover", station.handover), ("pace", station.pace)):
        _at_least(value, 0, f"{where}: {what}")
    if station.duty is not None:
        if not station.duty:
            raise DatasetError(f"{where}: is never on duty")
        for start, end in station.duty:
            if not 0 <= start < end <= WEEK:
                raise DatasetError(f"{where}: duty from {start:g} to {end:g} is not within the week (0 to 168 hours)")


def _check_flow(flow: Flow, where: str, names: list[str]) -> None:
    _at_least(flow.rate, 0, f"{where}: rate")
    if flow.deadline is not None:
        _at_least(flow.deadline, 0, f"{where}: deadline")
    if flow.priority < 0:
        raise DatasetError(f"{where}: priority {flow.priority}: write 0 for what goes first, then 1, 2 ...")
    if not flow.stages:
        raise DatasetError(f"{where}: nobody may decide it: it has no stage")
    Law(1.0, flow.spacing.shape, flow.spacing.spread).check(f"{where}: spacing")
    for surge in flow.surges:
        _at_least(surge.start, 0, f"{where}: surge")
        _at_least(surge.factor, 0, f"{where}: factor of a surge")
        if surge.end <= surge.start:
            raise DatasetError(f"{where}: a surge ends at hour {surge.end:g}, before it starts ({surge.start:g})")
    for number, stage in enumerate(flow.stages):
        _check_stage(stage, f"{where}: stage {number} ({stage.station})", names, len(flow.stages))


def _check_stage(stage: Stage, where: str, names: list[str], stages: int) -> None:
    if stage.station is not None and stage.station not in names:
        raise DatasetError(f"{where}: no such post")
    stage.work.check(f"{where}: work")
    if stage.late is not None:
        stage.late.check(f"{where}: late")
    if stage.within is not None:
        _at_least(stage.within, 0, f"{where}: within")
    for what, share in _shares(stage):
        if not 0 <= share <= 1:
            raise DatasetError(f"{where}: {what} is {share:g}: a share is from 0 to 1")
    if not 0 <= stage.to < stages:
        raise DatasetError(f"{where}: is sent back to stage {stage.to}: there are 0 to {stages - 1}")
    if stage.back + stage.settled > 1:
        raise DatasetError(f"{where}: back and settled are more than 1 together")
    if stage.back == 1:
        raise DatasetError(f"{where}: sends everything back: nothing would ever be decided")


def _shares(stage: Stage) -> Iterator[tuple[str, float]]:
    yield "lacking", stage.lacking
    yield "back", stage.back
    yield "settled", stage.settled


def _at_least(value: float, least: float, where: str) -> None:
    if not (math.isfinite(value) and value >= least):
        raise DatasetError(f"{where} is {value:g}: write a number from {least:g}")
