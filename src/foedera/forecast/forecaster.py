"""The forecaster: a stream, what is known of it on a morning, and the models that were fitted to it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from foedera.datasets.streams import EventStream
from foedera.forecast.baselines import climatology, no_change, windows_of
from foedera.forecast.calibration import Curve
from foedera.forecast.candidates import RARE, STRATA, Stratum, is_candidate, strata_of
from foedera.forecast.counting import FAR, Floats, Keys
from foedera.forecast.counts import Count, Law, law_of, rates_of
from foedera.forecast.features import Lens, features
from foedera.forecast.history import History, history_of
from foedera.forecast.joining import joined
from foedera.forecast.observed import Observed, observed, refuse_unread
from foedera.forecast.odds import Odds, fit
from foedera.forecast.reasons import Reason, reasons
from foedera.forecast.state import ACTORS, State, blocs_of, state_of
from foedera.model.errors import DatasetError, QuestionError

PROGRAM: Final = "foedera.forecast/1"

_STOPPED: Final = 20.0
"""A type has stopped where so many of its events were to be expected since the last one."""


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """The forecast that at least one event of `type` from `actor` to `recipient` will happen in the `days` days from
    `made` on (a date, or "day 12" where the stream counts steps).

    `probability` is None where it cannot be calibrated, and `unfit` says why. Beside it stand `climatology` (how often
    it was so before) and `no_change` (as it was last time). `stratum` says how often it had happened, `rare` whether
    the type is rare. `reasons` are there where they were asked for.
    """

    actor: str
    type: str
    recipient: str
    made: str
    days: int
    probability: float | None
    unfit: str | None
    climatology: float | None
    no_change: float | None
    stratum: Stratum
    rare: bool
    reasons: tuple[Reason, ...] = ()


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """How many events from `actor` to `recipient` there will be in the `days` days from `made` on: the `mean`, the
    `median`, bounds that hold half and nine tenths of the probability, and the law itself."""

    actor: str
    recipient: str
    made: str
    days: int
    mean: float
    median: int
    half: tuple[int, int]
    most: tuple[int, int]
    count: Count


class Forecaster(msgspec.Struct, eq=False):
    """What is known on the morning of `day`. Models are fitted when a horizon is first asked for, and kept.

    Make one with `forecaster`; `advance` brings it forward by the events of the next days.
    """

    stream: EventStream
    day: int
    observed: Observed
    state: State
    history: History
    models: dict[int, Odds]
    laws: dict[int, Law]
    seed: int = 0

    def model(self, days: int) -> Odds:
        """The model for windows of so many days. Raises `DatasetError` where the history is too short for it."""
        if days not in self.models:
            self.models[days] = fit(self.stream, self.observed, days, seed=self.seed)
        return self.models[days]

    def law(self, days: int) -> Law:
        """The law of counts in so many days. Raises `DatasetError` where the history is too short for it."""
        if days not in self.laws:
            self.laws[days] = law_of(self.stream.until(self.day), self.observed, days)
        return self.laws[days]

    def actor(self, name: str) -> int:
        """The number of an actor. Raises `QuestionError` where it never acted nor received in the stream."""
        if name not in self.stream.actors:
            raise QuestionError(
                f"{name} has no event in {self.stream.name}: of an actor never seen no probability can be calibrated"
            )
        return self.stream.actors.index(name)

    def forecast(
        self, actor: str, recipient: str, *, days: int = 30, types: Collection[str] | None = None, explain: int = 3
    ) -> tuple[Forecast, ...]:
        """Forecasts for a pair, of all types or of these, the most probable first, those without probability last.

        The first `explain` ones have reasons. Raises `QuestionError` for an actor or type that never occurred.
        """
        model, a, r = self.model(days), self.actor(actor), self.actor(recipient)
        wanted = self._types(types)
        query = np.full(len(wanted), a), wanted, np.full(len(wanted), r)
        lens = msgspec.structs.replace(model.lens, observed=self.observed)
        found, stratum = features(self.state, query, lens), strata_of(self.state, query)
        said = model.probability(found, stratum)
        unfit = self._unfit(model, lens, query, stratum)
        base = self._baselines(model, query, stratum)
        order = sorted(range(len(wanted)), key=lambda i: (unfit[i] is not None, -said[i], self.stream.types[wanted[i]]))
        made = []
        for rank, i in enumerate(order):
            why = self._reasons(model, (a, int(wanted[i]), r), int(stratum[i]), found[i]) if rank < explain else ()
            made.append(self._forecast(query, i, days, float(said[i]), unfit[i], base, stratum, why))
        return tuple(made)

    def counted(self, actor: str, recipient: str, *, days: int = 30) -> Counted:
        """How many events of any type there will be from one actor to another."""
        law, a, r = self.law(days), self.actor(actor), self.actor(recipient)
        past = self.stream.day[self._between(a, r)].astype(np.int64)
        _, rates, ages = rates_of(np.full(len(past), a * ACTORS + r), past, self.day, self.observed, days)
        if not len(past):
            rates, ages = np.zeros((1, rates.shape[1])), np.full(1, float(FAR))
        mean, size = law.of(rates, ages, self.observed.window(self.day, days) / days)
        count = Count(float(mean[0]), float(size[0]))
        return Counted(
            actor=actor, recipient=recipient, made=self.made, days=days, mean=count.mean, median=count.quantile(0.5),
            half=(count.quantile(0.25), count.quantile(0.75)), most=(count.quantile(0.05), count.quantile(0.95)),
            count=count,
        )  # fmt: skip

    @property
    def made(self) -> str:
        """The morning on which forecasts are made: a date, or "day 12"."""
        date = self.stream.date(self.day)
        return f"day {self.day}" if date is None else date.isoformat()

    def advance(self, events: EventStream, day: int) -> Forecaster:
        """Brings the forecaster forward to the morning of `day`, with the events since its own; it is changed in place.

        Models stay as they were fitted. Events of the past and of `day` itself and later are passed over.
        """
        stream, fresh = joined(self.stream, events, self.day, day)
        if len(stream.actors) > len(self.state.blocs):
            self.state.blocs = blocs_of(stream.actors, self.stream.actors, self.state.blocs)
        self.state.advance(fresh, day)
        self.stream, self.day, self.observed = stream, day, observed(stream, day)
        return self

    def _between(self, a: int, r: int) -> Keys:
        places = self.history.places(self.stream, a, r)
        return places[self.stream.day[places] < self.day]

    def _types(self, types: Collection[str] | None) -> Keys:
        known = self.state.tables["type"].keys
        if types is None:
            return known
        numbers = {self.stream.types[int(each)]: int(each) for each in known}
        for name in types:
            if name not in numbers:
                raise QuestionError(f"no event of type {name} in {self.stream.name} before {self.made}")
        return np.array(sorted({numbers[name] for name in types}), np.int64)

    def _unfit(self, model: Odds, lens: Lens, query: tuple[Keys, Keys, Keys], stratum: Keys) -> list[str | None]:
        """Why no probability is printed, for each triple; None where one is."""
        asked = is_candidate(self.state, lens, query)
        counts, ages = self.state.tables["type"].read(query[1], self.day)
        rate = counts[:, -1] / self.observed.decayed(self.day, np.zeros(1))[0]
        silent = ages - 1  # days: its last event was on the day before them
        missed = rate * [self.observed.window(self.day - int(days), int(days)) for days in silent]
        found: list[str | None] = []
        for i, number in enumerate(stratum):
            curve: Curve = model.curves[number]
            if missed[i] >= _STOPPED:
                found.append(
                    f"none of this type for {silent[i]:.0f} days, where {missed[i]:.0f} were to be expected: it may no "
                    "longer be coded"
                )
            elif not curve.is_sound:
                found.append(curve.missing)
            elif not asked[i]:
                found.append("too rare: less than 1 in 1000 is to be expected, which cannot be calibrated")
            else:
                found.append(None)
        return found

    def _baselines(self, model: Odds, query: tuple[Keys, Keys, Keys], stratum: Keys) -> tuple[Floats, Floats]:
        rows = self._between(int(query[0][0]), int(query[2][0]))
        windows = windows_of(_rows(self.stream, rows), self.state, self.observed, model.horizon)
        triples = self.state.keys(query)["triple"]
        return (
            climatology(windows, triples, stratum, model.baselines.mean),
            no_change(windows, triples, stratum, model.baselines),
        )

    def _reasons(self, model: Odds, triple: tuple[int, int, int], stratum: int, found: Floats) -> tuple[Reason, ...]:
        return reasons(model, self.stream, self.state, triple, stratum, found, self._between)

    def _forecast(
        self, query: tuple[Keys, Keys, Keys], i: int, days: int, said: float, unfit: str | None,
        base: tuple[Floats, Floats], stratum: Keys, why: tuple[Reason, ...],
    ) -> Forecast:  # fmt: skip
        a, t, r = (int(part[i]) for part in query)
        number = float(self.state.tables["type"].read(query[1][i : i + 1], self.day)[0][0, -1])
        return Forecast(
            actor=self.stream.actors[a], type=self.stream.types[t], recipient=self.stream.actors[r], made=self.made,
            days=days, probability=None if unfit else round(said, 4), unfit=unfit,
            climatology=None if unfit else round(float(base[0][i]), 4),
            no_change=None if unfit else round(float(base[1][i]), 4),
            stratum=STRATA[int(stratum[i])], rare=number < RARE, reasons=() if unfit else why,
        )  # fmt: skip


def forecaster(stream: EventStream, *, day: int | None = None, seed: int = 0) -> Forecaster:
    """The forecaster on the morning of `day` (None: the day after the last one observed). Later events are not seen.

    Raises `DatasetError` where the stream is too thin, in a gap, or does not say what was read (`observed`).
    """
    if len(stream.actors) >= ACTORS:
        raise DatasetError(f"{stream.name}: {len(stream.actors)} actors: more than {ACTORS - 1} cannot be told apart")
    refuse_unread(stream)
    seen = observed(stream, day)
    past = stream.until(seen.end)
    return Forecaster(
        stream=past, day=seen.end, observed=seen, state=state_of(past, seen.end), history=history_of(past), models={},
        laws={}, seed=seed,
    )  # fmt: skip


def _rows(stream: EventStream, rows: NDArray[np.int64]) -> EventStream:
    return msgspec.structs.replace(
        stream, actor=stream.actor[rows], type=stream.type[rows], recipient=stream.recipient[rows],
        day=stream.day[rows], weight=None, source=None,
    )  # fmt: skip
