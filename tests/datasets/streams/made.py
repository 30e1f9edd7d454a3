"""Files in the layouts of event data, with events that nobody saw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ICEWS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
    "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
POLECAT = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Recipient Name", "Recipient Country", "Recipient COW", "Publication Date",
)  # fmt: skip
CLINE = (
    "eid", "story_date", "year", "month", "day", "source", "source_root", "source_agent", "source_others", "target",
    "target_root", "target_agent", "target_others", "code", "root_code", "quad_class", "goldstein", "joined_issues",
    "lat", "lon", "placename", "statename", "countryname", "aid", "process",
)  # fmt: skip


def table(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, object]], separator: str = "\t") -> Path:
    """A file with a header and a line for each row; columns that a row does not name are empty."""
    lines = [separator.join(columns)]
    lines += [separator.join(str(row.get(column, "")) for column in columns) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def icews(path: Path, rows: Iterable[tuple[object, str, str, str, str]]) -> Path:
    """An ICEWS file of (id, date, source, code, target); names end in their country."""
    return table(path, ICEWS, (
        {"Event ID": id, "Event Date": date, "Source Name": a, "Source Country": a.split()[-1], "CAMEO Code": code,
         "Target Name": b, "Target Country": b.split()[-1], "Intensity": 1.0}
        for id, date, a, code, b in rows
    ))  # fmt: skip


def gdelt(path: Path, columns: int, rows: Iterable[tuple[int, str, str, str, str, str]]) -> Path:
    """A GDELT file of (id, date, actor, code, recipient, added), without header."""
    lines = []
    for id, date, a, code, b, added in rows:
        cells = [""] * columns
        cells[0], cells[1], cells[5], cells[7], cells[15], cells[17] = str(id), date, a, a[:3], b, b[:3]
        cells[26], cells[28] = code, code[:2]
        cells[56 if columns < 61 else 59] = added
        lines.append("\t".join(cells))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def steps(folder: Path, train: Iterable[tuple[int, ...]], actors: int = 4, types: int = 2) -> Path:
    """A folder in the plain format of steps."""
    folder.mkdir(exist_ok=True)
    (folder / "entity2id.txt").write_text("".join(f"Actor {i}\t{i}\n" for i in range(actors)))
    (folder / "relation2id.txt").write_text("".join(f"Type {i}\t{i}\n" for i in range(types)))
    (folder / "train.txt").write_text("".join("\t".join(map(str, row)) + "\n" for row in train))
    return folder
