"""What is kept is the last few of each sort, and nothing of what was to be forgotten."""

from __future__ import annotations

from foedera.web.kept import Kept


def test_the_last_few_of_a_sort_are_kept() -> None:
    kept, made = Kept(), []

    def ask(sort: str, key: int) -> int:
        return kept.of(sort, 2, key, lambda: made.append((sort, key)) or key)  # type: ignore[func-returns-value]

    assert [ask("a", 1), ask("a", 2), ask("a", 1), ask("b", 1), ask("a", 3), ask("a", 1)] == [1, 2, 1, 1, 3, 1]
    assert made == [("a", 1), ("a", 2), ("b", 1), ("a", 3)]
    assert ask("a", 2) == 2 and made[-1] == ("a", 2)


def test_the_last_one_is_at_hand() -> None:
    kept = Kept()
    assert kept.last("a") is None
    kept.of("a", 2, 1, lambda: "first")
    kept.of("a", 2, 2, lambda: "second")
    assert kept.last("a") == "second"
    kept.of("a", 2, 1, lambda: "anew")
    assert kept.last("a") == "first"


def test_what_was_being_made_when_all_was_forgotten_is_not_kept() -> None:
    kept = Kept()
    kept.of("a", 2, 1, lambda: "old")

    def make() -> str:
        kept.forget()
        return "made of what is gone"

    assert kept.of("a", 2, 2, make) == "made of what is gone"
    assert kept.last("a") is None
    assert [kept.of("a", 2, key, lambda: "new") for key in (1, 2)] == ["new", "new"]
