"""Make `treaties.jsonl`, the corpus of the real dossier, from its register `treaties.csv`.

One row of the register gives one document: the facts of the row in plain English, then its two citations. The same
register gives the same bytes. Run `python tools/make_treaties.py` after a change of the register.
"""

import csv
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "src" / "foedera" / "dossiers" / "real"
PUBLISHER = "Foedera starter dossier"

# Names as they stand in a sentence after "by".
NAMES = {
    "organisation:african-union": "the African Union",
    "organisation:ecowas": "the Economic Community of West African States",
    "organisation:sadc": "the Southern African Development Community",
    "state:AFG": "Afghanistan",
    "state:ALB": "Albania",
    "state:ARG": "Argentina",
    "state:ARM": "Armenia",
    "state:AUS": "Australia",
    "state:AZE": "Azerbaijan",
    "state:BEL": "Belgium",
    "state:BFA": "Burkina Faso",
    "state:BGR": "Bulgaria",
    "state:BHR": "Bahrain",
    "state:BLR": "Belarus",
    "state:BOL": "Bolivia",
    "state:BRA": "Brazil",
    "state:BTN": "Bhutan",
    "state:CAN": "Canada",
    "state:CHL": "Chile",
    "state:CHN": "China",
    "state:COL": "Colombia",
    "state:CRI": "Costa Rica",
    "state:CSHH": "Czechoslovakia",
    "state:CUB": "Cuba",
    "state:CZE": "the Czech Republic",
    "state:DDDE": "East Germany",
    "state:DEU": "Germany",
    "state:DNK": "Denmark",
    "state:DOM": "the Dominican Republic",
    "state:EGY": "Egypt",
    "state:ESP": "Spain",
    "state:EST": "Estonia",
    "state:FIN": "Finland",
    "state:FRA": "France",
    "state:GBR": "the United Kingdom",
    "state:GRC": "Greece",
    "state:GTM": "Guatemala",
    "state:HND": "Honduras",
    "state:HRV": "Croatia",
    "state:HTI": "Haiti",
    "state:HUN": "Hungary",
    "state:IDN": "Indonesia",
    "state:IND": "India",
    "state:IRN": "Iran",
    "state:IRQ": "Iraq",
    "state:ISL": "Iceland",
    "state:ITA": "Italy",
    "state:JPN": "Japan",
    "state:KAZ": "Kazakhstan",
    "state:KGZ": "Kyrgyzstan",
    "state:KOR": "South Korea",
    "state:LBN": "Lebanon",
    "state:LTU": "Lithuania",
    "state:LUX": "Luxembourg",
    "state:LVA": "Latvia",
    "state:MEX": "Mexico",
    "state:MKD": "North Macedonia",
    "state:MLI": "Mali",
    "state:MNE": "Montenegro",
    "state:MYS": "Malaysia",
    "state:NER": "Niger",
    "state:NLD": "the Netherlands",
    "state:NOR": "Norway",
    "state:NPL": "Nepal",
    "state:NZL": "New Zealand",
    "state:PAK": "Pakistan",
    "state:PAN": "Panama",
    "state:PER": "Peru",
    "state:PHL": "the Philippines",
    "state:PNG": "Papua New Guinea",
    "state:POL": "Poland",
    "state:PRK": "North Korea",
    "state:PRT": "Portugal",
    "state:PRY": "Paraguay",
    "state:ROU": "Romania",
    "state:RUS": "Russia",
    "state:SAU": "Saudi Arabia",
    "state:SGP": "Singapore",
    "state:SLV": "El Salvador",
    "state:SUHH": "the Soviet Union",
    "state:SVK": "Slovakia",
    "state:SVN": "Slovenia",
    "state:SYR": "Syria",
    "state:THA": "Thailand",
    "state:TJK": "Tajikistan",
    "state:TUR": "Turkey",
    "state:TUV": "Tuvalu",
    "state:TWN": "the Republic of China",
    "state:URY": "Uruguay",
    "state:USA": "the United States",
    "state:UZB": "Uzbekistan",
    "state:VEN": "Venezuela",
    "state:VNM": "Vietnam",
    "state:YEM": "Yemen",
    "state:YUCS": "Yugoslavia",
    "state:gw-255": "Germany",
    "state:gw-300": "Austria-Hungary",
}
# Names that a state had, or went by, between two days only.
NAMES_THEN = {
    "state:DEU": ("1949-05-23", "1990-10-03", "West Germany"),
    "state:MYS": ("1957-08-31", "1963-09-16", "Malaya"),
}
DUTIES = {
    "defense": "defence",
    "offense": "offence",
    "neutrality": "neutrality",
    "nonaggression": "non-aggression",
    "consultation": "consultation",
}
ENDS = {"denounced": "denounced", "terminated": "terminated"}
PLURALS = ("Guidelines", "Protocols")
POLITICAL = ("guidelines", "communique")
# Written out: the names that `calendar` gives follow the locale.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def listed(parts: Iterable[str]) -> str:
    """The parts as an English list: `a`, `a and b`, `a, b and c`."""
    *rest, last = parts
    return f"{', '.join(rest)} and {last}" if rest else last


def cell(row: Mapping[str, str], column: str) -> list[str]:
    """The values of a cell that holds several, separated by ` ; `."""
    return [value for value in row[column].split(" ; ") if value]


def moment(edtf: str) -> str:
    """An EDTF date as it stands after its preposition: `on 4 April 1949`, `in May 1955`, `in 1950`."""
    year, month, day = [*edtf.split("-"), "", ""][:3]
    if not month:
        return f"in {year}"
    name = MONTHS[int(month) - 1]
    if not day:
        return f"in {name} {year}"
    return f"on {date.fromisoformat(edtf).day} {name} {year}"


def party(actor: str, signed: str) -> str:
    """The name of a party on the day of signature, an EDTF date."""
    first, last, then = NAMES_THEN.get(actor, ("", "", ""))
    return then if first <= signed < last else NAMES[actor]


def named(row: Mapping[str, str]) -> str:
    """The name of the instrument with its article."""
    return f"the {row['name']}"


def verb(row: Mapping[str, str]) -> str:
    """`was` or `were`, as the name is one thing or several."""
    return "were" if row["name"].startswith(PLURALS) else "was"


def signature(row: Mapping[str, str]) -> str:
    """Who signed it, where and when."""
    parties = cell(row, "parties")
    who = listed(party(actor, row["signed"]) for actor in parties)
    if len(parties) > 4:
        who = f"{len(parties)} states: {who}"
    if row["parties"].startswith("organisation:"):
        act = f"{verb(row)} adopted within {who}"
    elif row["type"] in POLITICAL:
        act = f"{verb(row)} agreed by {who}"
    else:
        act = f"{verb(row)} signed by {who}"
    before, colon, states = act.partition(": ")
    place = f" in {row['place']}" if row["place"] else ""
    return f"The {row['name']} {before}{place} {moment(row['signed'])}{colon}{states}."


def dated(row: Mapping[str, str]) -> str:
    """The name of the instrument with its article and the year, unless the name says it."""
    year = row["signed"][:4]
    return named(row) if row["name"].endswith(year) else f"{named(row)} of {year}"


def ending(row: Mapping[str, str], register: Mapping[str, Mapping[str, str]]) -> str:
    """How it ended: `it was denounced`, `it expired`, `it was superseded by ...`, or nothing."""
    successors = [dated(other) for other in register.values() if row["id"] in cell(other, "supersedes")]
    it = "they" if verb(row) == "were" else "it"
    if successors:
        return f"{it} {verb(row)} superseded by {listed(successors)}"
    if row["ended_by"] == "expired":
        return f"{it} expired"
    return f"{it} {verb(row)} {ENDS[row['ended_by']]}" if row["ended_by"] in ENDS else ""


def force(row: Mapping[str, str], register: Mapping[str, Mapping[str, str]]) -> str:
    """When it entered into force and how it ended, or nothing where neither is certain."""
    start, _, end = row["in_force"].partition("/")
    plural = verb(row) == "were"
    it = "They" if plural else "It"
    enter = "took effect" if row["type"] in POLITICAL else "entered into force"
    said = [f"{enter} {moment(start)}"] if start else []
    how = ending(row, register)
    if end == "..":
        said.append("remain in force" if plural else "remains in force")
    elif end:
        until = "until " + moment(end).removeprefix("on ").removeprefix("in ")
        said.append(f"{verb(row)} in force {until}" + (f", when {how}" if how else ""))
    elif how:
        said.append(f"{how.removeprefix('they ').removeprefix('it ')} later")
    return f"{it} {listed(said)}." if said else ""


def relations(row: Mapping[str, str], register: Mapping[str, Mapping[str, str]]) -> str:
    """What it amends, supersedes and implements."""
    said = []
    for column in ("amends", "supersedes", "implements"):
        targets = [dated(register[target]) for target in cell(row, column)]
        if targets:
            said.append(f"{column.removesuffix('s') if verb(row) == 'were' else column} {listed(targets)}")
    it = "They" if verb(row) == "were" else "It"
    return f"{it} {listed(said)}." if said else ""


def duties(row: Mapping[str, str]) -> str:
    """The duties that its text contains, in plain words for those of ATOP."""
    words = [DUTIES[word] for word in row["obligations"].split()]
    if not words:
        return ""
    it, contain = ("They", "contain") if verb(row) == "were" else ("It", "contains")
    kind = "a duty" if len(words) == 1 else "duties"
    return f"{it} {contain} {kind} of {listed(words)}."


def text(row: Mapping[str, str], register: Mapping[str, Mapping[str, str]]) -> str:
    """The document of one row: two to five sentences, an empty line, the citations."""
    said = [signature(row), force(row, register), relations(row, register), duties(row), row["note"]]
    published = cell(row, "depositary_reference")
    sources = f"Sources: [1] {row['source_1']}; [2] {row['source_2']}."
    if published:
        sources = f"Published as {listed(published)}. {sources}"
    return f"{' '.join(part for part in said if part)}\n\n{sources}"


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of the register, in its order."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def corpus(path: Path) -> str:
    """The whole corpus as JSON Lines, one row of the register a line."""
    register = {row["id"]: row for row in rows(path)}
    lines = []
    for row in register.values():
        document = {
            "id": row["id"],
            "title": row["name"],
            "published": None,
            "publisher": PUBLISHER,
            "text": text(row, register),
        }
        lines.append(json.dumps(document, ensure_ascii=False))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    (FOLDER / "treaties.jsonl").write_text(corpus(FOLDER / "treaties.csv"), encoding="utf-8", newline="\n")
