"""What the documentation says of the base's size and of its columns is so."""

import re
from pathlib import Path

from foedera.actors import bundled
from foedera.actors.tables import TABLES

DOCS = Path(__file__).parents[2] / "docs"


def test_the_counts_are_those_of_the_base() -> None:
    base = bundled()
    page = (DOCS / "actors.md").read_text("utf-8")
    said = {name: int(count) for name, count in re.findall(r"^\| `(\w+)` \| (\d+) \|", page, re.MULTILINE)}
    assert said == {table: len(base.rows(table)) for table in TABLES}
    kinds = dict.fromkeys(["state", "organisation", "command", "person"], 0)
    for id in {row.id for row in base.rows("actors")}:
        kinds[id.partition(":")[0]] += 1
    named = re.search(r"(\d+) states, (\d+) organisations, (\d+) commands, (\d+) persons", page)
    assert named is not None and [int(count) for count in named.groups()] == list(kinds.values())


def test_the_columns_and_keys_are_those_of_the_tables() -> None:
    page = (DOCS / "howto" / "actors.md").read_text("utf-8")
    for name, table in TABLES.items():
        (columns,) = re.findall(rf"^\| `{name}\.csv` \| ([\w,*]+)", page, re.MULTILINE)
        assert columns.replace("*", "").split(",") == list(table.cells)
        assert columns.split("**")[1].split(",") == list(table.key)
