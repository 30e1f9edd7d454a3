#!/usr/bin/env python3
"""Builds the labelled world of the register: documents.jsonl, claims.jsonl and labels.csv from fit*.txt, test*.txt and
fresh*.txt.

    python benchmarks/gold/register/build.py

A source file holds entries (`! label cases: what it is`), documents (`=== date | publisher | title`), their sentences,
one a line, an empty line between paragraphs, and below each sentence the claims that it supports:

    > c.halberd-1 #revised [will deliver .. June 2032] parties=Norvane; action=deliver; due=..2032-06-30 by June 2032

that is: the label of the entry, hard cases of this claim alone, the evidence (without brackets the whole sentence), and
the fields. README.md beside this file says how each is written. All words are looked for in the document; what is not
found is printed with its file and line, and nothing is written then.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from foedera.dossiers import folder
from foedera.model import BODIES, KINDS, ActorRef, Attribution, Claim, Document, Edtf, FoederaError, Kind, Paragraph

HERE = Path(__file__).parent
HALVES = ("fit", "test", "fresh")
NOTE = "Fictional, written for the Foedera benchmarks."
LETTERS: dict[str, Kind] = {
    "c": "commitment", "i": "instrument", "e": "event", "m": "command", "a": "asset", "f": "figure", "p": "affiliation",
}  # fmt: skip
SEVERAL = frozenset("parties actors recipients beneficiaries counterparties owners sources".split())
ONE = frozenset("member group unit parent from actor".split())
LISTS = SEVERAL | frozenset("contexts conditions figures acts obligations relations".split())
QUOTED = frozenset("object name".split())
BOUNDS = {"~": "about", ">": "at-least", "<": "at-most"}
POWERS = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}
DEFAULTS: dict[Kind, dict[str, object]] = {
    "commitment": {"exploratory": False, "status": "committed"},
    "figure": {"bound": "exact"},
    "affiliation": {"standing": "holder"},
}


class NotationError(Exception):
    """Something in a source file that cannot be built, in one line."""


class Actors:
    """The fictional actors: ids by name, and what a reference says of each."""

    def __init__(self, where: Path) -> None:
        self.rows = {row["id"]: row for row in _table(where / "actors.csv")}
        self.names = {row["name"].casefold(): row["actor"] for row in _table(where / "names.csv")}
        for id, row in self.rows.items():
            self.names.setdefault(row["name"].casefold(), id)
            if row["kind"] == "person":
                self.names.setdefault(row["name"].split()[-1].casefold(), id)

    def id(self, word: str) -> str:
        """The id meant by `XNV`, `corin-halvard` or `command:x`; raises `NotationError` where there is none."""
        found = [id for id in self.rows if word in {id, id.partition(":")[2]}]
        if len(found) != 1:
            raise NotationError(f"{word!r} is no actor of the fictional base")
        return found[0]

    def named(self, text: str) -> str:
        """The id of the actor with this name; raises `NotationError` where there is none."""
        id = self.names.get(text.casefold())
        if id is None:
            raise NotationError(f"no actor is named {text!r}: say which with {text}=id")
        return id

    def known(self, id: str, text: str, start: int) -> ActorRef:
        """The reference to an actor of the base."""
        row = self.rows[id]
        fields = {key: row[key] or None for key in ("id", "name", "kind", "state", "sector")}
        return msgspec.convert({**fields, "text": text, "start": start, "end": start + len(text)}, ActorRef)


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


class Draft:
    """A document of a source file: its head, its text so far, and its claims, each with its line and sentence."""

    def __init__(self, head: str, line: int) -> None:
        parts = [part.strip() for part in head.removeprefix("===").split("|")]
        if len(parts) != 3:
            raise NotationError("a document's head is: === date | publisher | title")
        self.published, self.publisher, self.title = parts
        self.line, self.text = line, ""
        self.claims: list[tuple[int, tuple[int, int], str]] = []
        self._apart = ""
        self._last = (0, 0)

    def add(self, line: str, number: int) -> None:
        """Takes up the next line of the source."""
        if line.startswith(">"):
            self.claims.append((number, self._last, line[1:].strip()))
        elif not line.strip():
            self._apart = "\n\n" if self.text else ""
        else:
            self.text += self._apart + line.strip()
            self._last = (len(self.text) - len(line.strip()), len(self.text))
            self._apart = " "

    def document(self) -> Document:
        """The document, with a last paragraph that says what it is."""
        text = f"{self.text}\n\n{NOTE}"
        marks = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
        return Document(
            text=text, paragraphs=tuple(Paragraph(start, end, "body") for start, end in marks), title=self.title,
            publisher=self.publisher, published=Edtf.parse(self.published), language="en",
        )  # fmt: skip


class Fields:
    """Reads the fields of one claim against the document and the sentence that supports it."""

    def __init__(self, actors: Actors, document: Document, sentence: tuple[int, int]) -> None:
        self.actors, self.document, self.sentence = actors, document, sentence
        self._readers: dict[str, Callable[[str], object]] = {
            "due": self.deadline, "quantity": number, "exploratory": lambda value: value == "yes",
            "contexts": _several, "conditions": self.spans, "figures": self.figures, "acts": self.acts,
            "relations": _relations, **dict.fromkeys(SEVERAL, self.refs), **dict.fromkeys(ONE, self.ref),
            **dict.fromkeys(QUOTED, self.words),
        }  # fmt: skip

    def read(self, field: str, value: str) -> object:
        """The value of a field as the contract has it, in plain lists, numbers and dictionaries."""
        return self._readers.get(field, str)(value)

    def find(self, words: str) -> int:
        """Where words stand: in the sentence, else the last time before it, else the first time after it."""
        low, high = self.sentence
        hits = [hit.start() for hit in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", self.document.text)]
        inside = [hit for hit in hits if low <= hit < high]
        before = [hit for hit in hits if hit < low]
        if not hits:
            raise NotationError(f"{words!r} is not in the document")
        return (inside or before[-1:] or hits)[0]

    def words(self, value: str) -> str:
        """Words that must stand in the document."""
        self.find(value)
        return value

    def span(self, quote: str) -> dict[str, object]:
        """The span of a quotation; `A .. B` runs from A to the end of the next B."""
        first, _, last = (part.strip() for part in quote.partition(".."))
        start = self.find(first)
        close = self.document.text.find(last, start + len(first))
        if close < 0:
            raise NotationError(f"{last!r} does not follow {first!r}")
        end = close + len(last)
        return {"start": start, "end": end, "text": self.document.text[start:end]}

    def spans(self, value: str) -> list[dict[str, object]]:
        """Several quotations, parted by `+`."""
        return [self.span(quote.strip()) for quote in value.split("+")]

    def refs(self, value: str) -> list[object]:
        """Actors, parted by commas."""
        return [ref for item in _several(value) for ref in self._refs(item)]

    def ref(self, value: str) -> object:
        """One actor."""
        return self._refs(value)[0]

    def _refs(self, item: str) -> list[object]:
        text, _, who = item.partition("=")
        start = self.find(text)
        if who.startswith("?"):
            return [msgspec.to_builtins(_unknown(who[1:], text, start))]
        ids = [self.actors.id(word) for word in who.split("+")] if who else [self.actors.named(text)]
        return [msgspec.to_builtins(self.actors.known(id, text, start)) for id in ids]

    def deadline(self, value: str) -> dict[str, object]:
        """`2031-01-01..2031-12-31 words that say so`, either day left out."""
        days, _, text = value.partition(" ")
        earliest, _, latest = days.partition("..")
        return {"earliest": earliest or None, "latest": latest or None, "text": self.words(text)}

    def figures(self, value: str) -> list[dict[str, object]]:
        """The figures of a commitment, parted by commas."""
        return [{"actor": None, "base": None, "due": None, **figure(item)} for item in _several(value)]

    def acts(self, value: str) -> list[dict[str, object]]:
        """Acts, parted by commas: `signed 2031-04-10 Harrowmere`, `ratified@Ilmara 2031-12-04`."""
        return [self._act(item) for item in _several(value)]

    def _act(self, item: str) -> dict[str, object]:
        head, _, rest = item.partition(" ")
        act, _, actor = head.partition("@")
        when, _, place = rest.partition(" ")
        return {
            "act": act, "actor": self.ref(actor) if actor else None, "when": None if when in {"", "-"} else when,
            "place": place or None,
        }  # fmt: skip


def _several(value: str) -> list[str]:
    return [item.strip() for item in value.split(",")]


def _relations(value: str) -> list[dict[str, str]]:
    pairs = [item.partition(" ") for item in _several(value)]
    return [{"relation": relation, "target": target} for relation, _, target in pairs]


def _unknown(what: str, text: str, start: int) -> ActorRef:
    """An actor whom no base knows: `?person`, `?organisation/XIL/BUS`, with its fullest name after a colon."""
    parts, _, name = what.partition(":")
    kind, state, sector = (*parts.split("/"), "", "")[:3]
    fields = {
        "id": None, "name": name or text, "kind": kind, "state": f"state:{state}" if state else None,
        "sector": sector or None, "text": text, "start": start, "end": start + len(text),
    }  # fmt: skip
    return msgspec.convert(fields, ActorRef)


def number(text: str) -> float | int:
    """`1,200`, `2.4`, `3.4bn`, `60m` as a number; raises `NotationError` where it is none."""
    match = re.fullmatch(r"(-?[\d.]+)(k|m|bn)?", text.replace("_", ""))
    if match is None:
        raise NotationError(f"{text!r} is no number")
    value = float(match[1]) * POWERS.get(match[2] or "", 1)
    value = round(value, 6)
    return int(value) if value.is_integer() else value


def figure(value: str) -> dict[str, object]:
    """`~3.9bn EUR: estimated cost`, `2.4 percent of GDP: defence spending`, `10-12 ships: patrol vessels`."""
    head, _, quantity = (part.strip() for part in value.partition(": "))
    amount, _, rest = head.partition(" ")
    unit, _, of = rest.partition(" of ")
    bound = BOUNDS.get(amount[0], "exact")
    low, _, high = amount.lstrip("".join(BOUNDS)).partition("-")
    ends = (None, number(low), number(high)) if high else (number(low), None, None)
    return {
        "quantity": quantity or unit, "value": ends[0], "low": ends[1], "high": ends[2], "bound": bound,
        "unit": unit, "of": of or None,
    }  # fmt: skip


class World:
    """What the source files say, as documents, claims and labels."""

    def __init__(self, actors: Actors) -> None:
        self.actors = actors
        self.cases: dict[str, tuple[str, ...]] = {}
        self.documents: list[dict[str, object]] = []
        self.claims: list[Claim] = []
        self.labels: list[tuple[str, str, str, str]] = []
        self.faults: list[str] = []
        self.used: dict[str, str] = {}

    def read(self, path: Path) -> None:
        """Reads a source file; its half is its name up to the first hyphen."""
        half = path.stem.partition("-")[0]
        for draft in self._drafts(path):
            document = draft.document()
            self.documents.append(
                {
                    "id": document.id, "title": document.title, "publisher": document.publisher,
                    "published": draft.published, "half": half, "text": document.text,
                }
            )  # fmt: skip
            for number, sentence, line in draft.claims:
                self._take(f"{path.name}:{number}", half, document, sentence, line)

    def declare(self, path: Path) -> None:
        """Takes up the entries of a source file."""
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("!"):
                self._entry(f"{path.name}:{number}", line[1:])

    def _drafts(self, path: Path) -> Iterator[Draft]:
        draft: Draft | None = None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("==="):
                if draft is not None:
                    yield draft
                draft = Draft(line, number)
            elif draft is not None and not line.startswith("!"):
                draft.add(line, number)
        if draft is not None:
            yield draft

    def _entry(self, where: str, line: str) -> None:
        head, _, description = line.partition(": ")
        label, _, cases = head.strip().partition(" ")
        if label in self.cases or not description or label[:2] not in {f"{letter}." for letter in LETTERS}:
            self.faults.append(f"{where}: {label!r} is there twice, has no kind, or is not described")
        self.cases[label] = tuple(case.strip() for case in cases.split(",") if case.strip())

    def _take(self, where: str, half: str, document: Document, sentence: tuple[int, int], line: str) -> None:
        label, _, rest = line.partition(" ")
        try:
            claim, cases = self._claim(label, rest.strip(), document, sentence)
            if label not in self.cases or self.used.setdefault(label, half) != half:
                raise NotationError(f"{label!r} is no entry of this half")
        except (NotationError, FoederaError, msgspec.ValidationError, KeyError) as fault:
            self.faults.append(f"{where}: {label}: {fault}")
            return
        self.claims.append(claim)
        self.labels.append((claim.id, label, " ".join(sorted({*self.cases[label], *cases})), half))

    def _claim(
        self, label: str, rest: str, document: Document, sentence: tuple[int, int]
    ) -> tuple[Claim, tuple[str, ...]]:
        match = re.fullmatch(r"((?:#\S+ )*)(?:\[(.+?)\] ?)?(.*)", rest)
        if match is None:
            raise NotationError("a claim is: > label #case [evidence] field=value; field=value")
        kind, fields = LETTERS[label[0]], Fields(self.actors, document, sentence)
        given = dict(_pair(item) for item in match[3].split("; ") if item.strip())
        evidence = fields.spans(match[2]) if match[2] else [document.span(*sentence)]
        frame = _frame(given, fields)
        claim = Claim.coded(
            document=document.id, published=document.published, coder=f"{kind}s/1.0",
            evidence=tuple(msgspec.convert(msgspec.to_builtins(span), type(document.span(0, 1))) for span in evidence),
            body=_body(kind, given, fields), **frame,
        )  # fmt: skip
        return claim, tuple(case[1:] for case in match[1].split())


def _pair(item: str) -> tuple[str, str]:
    field, equals, value = item.strip().partition("=")
    if not equals or not value:
        raise NotationError(f"{item!r} is no field=value")
    return field, value


def _frame(given: dict[str, str], fields: Fields) -> dict[str, Any]:
    """What every claim has, taken out of the fields: `when`, `modality`, `by=named Halvard`, `sure=0.7`."""
    when = given.pop("when", None)
    voice, _, sources = given.pop("by", "author").partition(" ")
    refs = fields.refs(sources) if sources else []
    return {
        "when": None if when is None else Edtf.parse(when),
        "modality": given.pop("modality", "actual"),
        "confidence": float(given.pop("sure", "0.8")),
        "attribution": msgspec.convert({"voice": voice, "sources": refs}, Attribution),
    }


def _body(kind: Kind, given: Mapping[str, str], fields: Fields) -> Any:
    """The body of a claim: what is given over what the kind has by itself."""
    body: dict[str, object] = {
        field.encode_name: [] if field.encode_name in LISTS else None for field in msgspec.structs.fields(BODIES[kind])
    }
    body |= DEFAULTS.get(kind, {})
    for name, value in given.items():
        if kind == "figure" and name == "is":
            body |= figure(value)
        else:
            body[name] = fields.read(name, value)
    return msgspec.convert(body, BODIES[kind], dec_hook=_date)


def _date(type: type, value: Any) -> Any:
    if type is Edtf:
        return Edtf.parse(value)
    raise NotationError(f"{value!r} is no {type.__name__}")


def built(sources: list[Path]) -> World:
    """The world of the source files, with what is wrong in them in `faults`."""
    world = World(Actors(folder("fictional") / "actors"))
    for path in sources:
        world.declare(path)
    for path in sources:
        world.read(path)
    used = {label for _, label, _, _ in world.labels}
    world.faults += [f"{label!r} is described, and no claim has it" for label in world.cases if label not in used]
    if len({claim.id for claim in world.claims}) != len(world.claims):
        world.faults.append("two claims are equal")
    return world


def files(world: World) -> dict[str, str]:
    """The three files, as text by name."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerows([("claim", "entry", "cases", "half"), *world.labels])
    return {
        "documents.jsonl": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in world.documents),
        "claims.jsonl": "".join(claim.to_json().decode() + "\n" for claim in world.claims),
        "labels.csv": table.getvalue(),
    }


def main() -> int:
    """Writes the files, or prints what is wrong and writes nothing."""
    world = built([path for half in HALVES for path in sorted(HERE.glob(f"{half}*.txt"))])
    for fault in world.faults:
        print(fault)
    if world.faults:
        return 1
    for name, text in files(world).items():
        (HERE / name).write_text(text, encoding="utf-8", newline="\n")
    kinds = {kind: sum(claim.kind == kind for claim in world.claims) for kind in KINDS}
    counts = ", ".join(f"{count} {kind}" for kind, count in kinds.items() if count)
    print(f"{len(world.documents)} documents, {len(world.claims)} claims ({counts}), {len(world.used)} entries")
    return 0


if __name__ == "__main__":
    sys.exit(main())
