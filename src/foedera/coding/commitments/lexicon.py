"""The words by which commitments are found, as data that users extend.

The tables lie in `data`, each a CSV file with a header row. `operators` says which status a verb gives to what it
takes; `verbs` what sort of act a verb names; `nouns` which nouns promise, name a body or say nothing that could be
checked; `exclusions` which wordings undertake nothing; `weights` what speaks for and against a commitment; `confidence`
how often one of such a weight is right. A user's folder with files of the same names adds rows, which
come before ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

import msgspec

from foedera.coding.tables import Row, rows
from foedera.model.vocabulary import CommitmentStatus

Act = Literal["concrete", "framing", "stative", "exploratory"]
"""What sort of act a verb names: one that can be checked, one only as specific as its object, none, or a look into
it."""

Sort = Literal["operator", "support", "attitude", "framing", "institution", "instrument", "deliverable", "measure"]
"""What a noun is worth as the object of a promise."""

_DATA = Path(__file__).parent / "data"
_TAKES = (
    *("to", "ing", "for", "on", "upon", "with", "of", "from", "that", "object"),
    *("in", "into", "at", "about", "toward", "towards"),
)
_STATUSES: tuple[str, ...] = get_args(CommitmentStatus)
_ACTS = ("concrete", "framing", "stative", "exploratory")
_SORTS: tuple[str, ...] = (*get_args(Sort), "agent")
_IRREGULAR = frozenset(
    "began begun built bought chose chosen drew gave given held kept laid led left lent made meant met paid put ran "
    "sent set sold sought spent stood taken took withdrew withdrawn wrote supports provides includes hosts "
    "funds".split()
)
_PREFIX = re.compile(r"^(?:co|pre|re)-")
COLUMNS = {
    "operators": ("lemma", "takes", "status", "exploratory", "comment"),
    "verbs": ("lemma", "class", "past", "comment"),
    "nouns": ("noun", "class", "status", "comment"),
    "exclusions": ("where", "pattern", "comment"),
    "weights": ("reason", "weight"),
    "confidence": ("weight", "confidence"),
}


class Operator(msgspec.Struct, frozen=True):
    """What a verb makes of its complement; `status` is None where what stands within decides."""

    status: CommitmentStatus | None
    exploratory: bool


class Noun(msgspec.Struct, frozen=True):
    """The sort of a noun, and the status that it gives to what it takes ("intention": intended)."""

    sort: Sort
    status: CommitmentStatus | None


class Lexicon:
    """All tables, with the lookups that coding needs; immutable."""

    def __init__(self, folders: Sequence[Path] = (), weights: Mapping[str, float] | None = None) -> None:
        """Our tables under those of a user's folders; `weights` in place of those in the table, where they are fitted.

        Raises `SourceError` with file, line and reason where a table is malformed.
        """
        self._operators: dict[tuple[str, str], Operator] = {}
        for row in _read("operators", folders):
            key = (row["lemma"], row.one_of("takes", _TAKES))
            self._operators.setdefault(key, Operator(_status(row, "status"), row["exploratory"] == "yes"))
        self._verbs: dict[str, tuple[Act, CommitmentStatus | None]] = {}
        for row in _read("verbs", folders):
            self._verbs.setdefault(row["lemma"], (cast(Act, row.one_of("class", _ACTS)), _status(row, "past")))
        self._nouns: dict[str, Noun] = {}
        self._things: dict[str, Sort] = {}
        agents: set[str] = set()
        for row in _read("nouns", folders):
            noun, sort = row["noun"].lower(), row.one_of("class", _SORTS)
            if sort == "agent":
                agents.add(noun)
            else:
                self._nouns.setdefault(noun, Noun(cast(Sort, sort), _status(row, "status")))
                if sort != "operator":
                    self._things.setdefault(noun, cast(Sort, sort))
        self.agents = frozenset(agents)
        excluded: dict[str, list[re.Pattern[str]]] = {"clause": [], "object": []}
        for row in _read("exclusions", folders):
            excluded[row.one_of("where", tuple(excluded))].append(row.pattern("pattern"))
        self._excluded = excluded
        self._weights = dict(weights or ())
        for row in _read("weights", folders) if weights is None else ():
            self._weights.setdefault(row["reason"], row.number("weight"))
        steps = _read("confidence", ())
        self._confidence = sorted((row.number("weight"), row.number("confidence")) for row in steps)
        self.operating = frozenset(lemma for lemma, _ in self._operators)

    def operator(self, lemma: str, takes: str) -> Operator | None:
        """What a verb makes of such a complement: `to` (an infinitive), `ing`, `that`, `object` or a preposition."""
        return self._operators.get((lemma, takes))

    def forms(self) -> frozenset[str]:
        """The stems of operators, of verbs that have a status when done, and of nouns that promise, with what is
        irregular."""
        lemmas = {lemma.partition(" ")[0] for lemma in self.operating}
        lemmas |= {lemma.partition(" ")[0] for lemma, (_, past) in self._verbs.items() if past is not None}
        nouns = {noun for noun, found in self._nouns.items() if found.sort == "operator" and " " not in noun}
        stems = {lemma.removesuffix("e") if lemma.endswith("e") else lemma for lemma in lemmas}
        stems |= {lemma[:-1] + "i" for lemma in lemmas if lemma.endswith("y")}
        return frozenset(lemmas | stems | nouns) | _IRREGULAR

    def act(self, lemma: str) -> Act:
        """What sort of act a verb names; of one that the table lacks, that its object decides."""
        forms = (lemma, _PREFIX.sub("", lemma), lemma.partition(" ")[0])
        found = next((self._verbs[form] for form in forms if form in self._verbs), None)
        return "framing" if found is None else found[0]

    def knows(self, lemma: str) -> bool:
        """Whether the table of verbs has a lemma."""
        return any(form in self._verbs for form in (lemma, _PREFIX.sub("", lemma), lemma.partition(" ")[0]))

    def past(self, lemma: str) -> CommitmentStatus | None:
        """The status of an act that is reported as done; None where it is no more than a report."""
        return self._verbs[lemma][1] if lemma in self._verbs else None

    def noun(self, word: str) -> Noun | None:
        """What is known of a noun, by its lemma or by two words ("working group")."""
        return self._nouns.get(word)

    def thing(self, word: str) -> Sort | None:
        """What a noun is worth as an object; of one that also promises ("agreement"), as the thing that it names."""
        found = self._nouns.get(word)
        return self._things.get(word) or (None if found is None else found.sort)

    def weigh(self, reasons: Iterable[str]) -> float:
        """What speaks for and against an undertaking, added up; without any reason, what speaks for one as such."""
        return sum((self._weights.get(reason, 0.0) for reason in reasons), self._weights.get("any", 0.0))

    def confidence(self, weight: float) -> float:
        """The share of right ones among what weighed about so much in annotated documents that no weight was fitted
        to."""
        steps = [share for least, share in self._confidence if least <= weight]
        return steps[-1] if steps else self._confidence[0][1]

    def excluded(self, where: Literal["clause", "object"], words: str) -> bool:
        """Whether words undertake nothing."""
        return any(pattern.search(words) for pattern in self._excluded[where])


@cache
def lexicon() -> Lexicon:
    """The lexicon that comes with Foedera."""
    return Lexicon()


def _status(row: Row, column: str) -> CommitmentStatus | None:
    return cast(CommitmentStatus, row.one_of(column, _STATUSES)) if row[column] else None


def _read(name: str, folders: Sequence[Path]) -> Iterator[Row]:
    return rows(f"{name}.csv", COLUMNS[name], (*folders, _DATA))
