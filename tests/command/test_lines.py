import pytest

from foedera.command.lines import lines
from foedera.model.errors import DatasetError


def test_values_are_those_of_the_core_schema_and_dates_and_times_stay_text() -> None:
    found = lines("f", "a: 1\nb: -2.5\nc: true\nd: null\ne: 2031-10-01\nf: 08:00\ng: 'yes'\nh: no\ni: 0x10\nj:\n")
    assert found.value == {
        "a": 1, "b": -2.5, "c": True, "d": None, "e": "2031-10-01", "f": "08:00", "g": "yes", "h": "no", "i": "0x10",
        "j": None,
    }  # fmt: skip


def test_every_value_has_its_line() -> None:
    found = lines("f", "a:\n  - b: 1\n    c: 2\n\n  - d: 3\n")
    assert found.line(("a", 0, "c")) == 3
    assert found.line(("a", 1, "d")) == 5
    assert found.line(("a", 1, "missing", 4)) == 5
    assert found.line(("nowhere",)) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [1, 2", r"f, line 1: no YAML: "),
        ("a: 1\na: 2", r"f, line 2: a: stands there twice"),
        ("a: &x 1\nb: *x", r"f, line 1: anchors and aliases"),
        ("a: 1\nb: *x", r"f, line 2: anchors and aliases"),
        ("a: !!python/name:os.system x", r"f, line 1: tags \(!\) are not read"),
        ("? [a]\n: 1", r"f, line 1: a key must be a word"),
        ("a: " + "[" * 400 + "]" * 400, r"f, line 1: nested deeper than 12 levels"),
        ("a: b: c", r"f, line 1: no YAML"),
        ("a: \x00", r"f.*: no YAML"),
        ("#" * 4_000_001, r"f: more than 4,000,000 characters"),
    ],
)
def test_what_is_not_read_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(DatasetError, match=message) as caught:
        lines("f", text)
    assert "\n" not in str(caught.value)


def test_an_empty_file_has_no_value() -> None:
    assert lines("f", "# nothing\n").value is None
