"""Turns: one after another, in order, and nobody waits long for a slow one."""

from __future__ import annotations

import asyncio
import threading

import pytest

from foedera.web.turns import Turns


def test_what_is_asked_for_at_once_is_made_one_after_another_in_order() -> None:
    begun: list[int] = []
    inside: list[int] = []
    most: list[int] = []

    def make(number: int) -> int:
        begun.append(number)
        inside.append(number)
        most.append(len(inside))
        threading.Event().wait(0.002)
        inside.remove(number)
        return number * number

    async def all_at_once() -> list[int]:
        turns = Turns(seconds=30)
        return list(await asyncio.gather(*(turns.made(make, number) for number in range(8))))

    assert asyncio.run(all_at_once()) == [number * number for number in range(8)]
    assert begun == list(range(8))
    assert set(most) == {1}


def test_nobody_waits_long_for_a_slow_one() -> None:
    free = threading.Event()

    async def both() -> tuple[bool, str]:
        turns = Turns(seconds=0.01)
        slow = asyncio.create_task(turns.made(free.wait, 30))
        await asyncio.sleep(0)
        quick = await turns.made(str, "quick")
        is_slow_still_there = not slow.done()
        free.set()
        assert await slow
        return is_slow_still_there, quick

    assert asyncio.run(both()) == (True, "quick")


def test_a_failure_ends_the_turn() -> None:
    def fail() -> None:
        raise LookupError("nothing there")

    async def after_a_failure() -> str:
        turns = Turns(seconds=30)
        with pytest.raises(LookupError, match="nothing there"):
            await turns.made(fail)
        return await turns.made(str, "next")

    assert asyncio.run(after_a_failure()) == "next"


def test_every_loop_of_events_has_turns_of_its_own() -> None:
    turns = Turns(seconds=30)

    async def two() -> list[str]:
        return list(await asyncio.gather(turns.made(str, "one"), turns.made(str, "other")))

    assert asyncio.run(two()) == ["one", "other"]
    assert asyncio.run(two()) == ["one", "other"]
