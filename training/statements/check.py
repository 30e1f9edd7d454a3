"""Read and check the annotated articles beside this file.

``articles(folder)`` yields every article in the form of the statement benchmarks: ``id``, ``text`` and ``attributions``
with the character offsets of ``source``, ``cue`` and ``content``. Run as a script, it fails with file, line and reason
on the first flaw of every broken file and prints the counts of the corpus. The markup is described in README.md.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

HEADERS = ("genre", "era", "license")
ROLES = {"s": "source", "c": "cue", "t": "content"}
MARK = re.compile(r"\[(?P<role>[sct])(?P<number>[1-9]\d*) |\[|\]")
HEADER = re.compile(r"# (?P<name>[a-z]+): (?P<value>\S.*)")
WORD = re.compile(r"\w+(?:[’'\-.]\w+)*")
FILLER = frozenset(
    "a an the is are was were be been being am has have had having do does did will would shall should may might must "
    "can could to not n't also still now then again never ever just only even later earlier once already yet so not "
    "it there as been reportedly".split()
)
IRREGULAR = {
    "said": "say", "says": "say", "told": "tell", "wrote": "write", "written": "write", "thought": "think",
    "knew": "know", "known": "know", "felt": "feel", "saw": "see", "seen": "see", "found": "find", "held": "hold",
    "swore": "swear", "sworn": "swear", "sought": "seek", "made": "make", "gave": "give", "given": "give",
    "took": "take", "taken": "take", "put": "put", "laid": "lay", "drew": "draw", "forbade": "forbid",
    "forbidden": "forbid", "meant": "mean", "understood": "understand", "spoke": "speak", "spoken": "speak",
    "heard": "hear", "foresaw": "foresee", "forgot": "forget", "forgave": "forgive", "stood": "stand", "bade": "bid",
    "chose": "choose", "chosen": "choose", "went": "go", "came": "come", "got": "get", "left": "leave", "kept": "keep",
    "lent": "lend", "sent": "send", "set": "set", "cast": "cast", "shown": "show", "proved": "prove", "sang": "sing",
    "believed": "believe", "dreamt": "dream", "learnt": "learn", "led": "lead", "broke": "break", "threw": "throw",
    "withdrew": "withdraw", "upheld": "uphold", "overrode": "override", "read": "read", "bet": "bet", "began": "begin",
}  # fmt: skip


class Attribution(TypedDict):
    """Who said what: each role is a list of [start, end] character offsets into the text, in order."""

    source: list[list[int]]
    cue: list[list[int]]
    content: list[list[int]]


class Article(TypedDict):
    """One article without its markup, and the attributions that the markup named."""

    id: str
    genre: str
    era: str
    text: str
    attributions: list[Attribution]


class MarkupError(ValueError):
    """A flaw of one article; the message names the file, the line and the reason."""


def _body(path: Path, lines: list[str]) -> tuple[dict[str, str], int]:
    """Return the headers and the number of lines before the headline."""
    values: dict[str, str] = {}
    for number, name in enumerate(HEADERS, 1):
        found = HEADER.fullmatch(lines[number - 1]) if len(lines) >= number else None
        if not found or found["name"] != name:
            raise MarkupError(f"{path.name}:{number}: the header '# {name}: ...' is missing")
        values[name] = found["value"]
    if len(lines) < 5 or lines[3] or not lines[4]:
        raise MarkupError(f"{path.name}:4: one empty line and the headline must follow the headers")
    return values, len(HEADERS) + 1


def _spans(path: Path, body: str, first: int) -> tuple[str, dict[int, Attribution]]:
    """Return the text without markup and the spans of every attribution by its number."""
    text: list[str] = []
    found: dict[int, Attribution] = {}
    opened: list[tuple[str, int, int, int]] = []
    length = position = 0
    for mark in MARK.finditer(body):
        piece = body[position : mark.start()]
        text.append(piece)
        length += len(piece)
        position = mark.end()
        line = first + body.count("\n", 0, mark.start()) + 1
        if mark["role"]:
            opened.append((ROLES[mark["role"]], int(mark["number"]), length, line))
        elif mark.group() == "[":
            raise MarkupError(f"{path.name}:{line}: unknown markup '{body[mark.start() : mark.start() + 8]}'")
        elif not opened:
            raise MarkupError(f"{path.name}:{line}: a bracket is closed that was never opened")
        else:
            role, number, start, _ = opened.pop()
            _add(path, line, found, role, number, (start, length), "".join(text)[start:])
    if opened:
        raise MarkupError(f"{path.name}:{opened[-1][3]}: the {opened[-1][0]} {opened[-1][1]} is never closed")
    text.append(body[position:])
    return "".join(text), found


def _add(
    path: Path, line: int, found: dict[int, Attribution], role: str, number: int, span: tuple[int, int], words: str
) -> None:
    """Put one span where it belongs, unless it is empty, padded, crosses paragraphs or repeats a source or cue."""
    if words != words.strip() or not words:
        raise MarkupError(f"{path.name}:{line}: the {role} {number} is empty or has blanks at its edge: '{words}'")
    if "\n" in words:
        raise MarkupError(f"{path.name}:{line}: the {role} {number} runs over the end of a paragraph")
    spans = found.setdefault(number, Attribution(source=[], cue=[], content=[]))
    place = spans["source"] if role == "source" else spans["cue"] if role == "cue" else spans["content"]
    if place and role != "content":
        raise MarkupError(f"{path.name}:{line}: attribution {number} has a second {role}, so a number was used twice")
    place.append(list(span))


def article(path: Path) -> Article:
    """Return one article of a file.

    Raises:
        MarkupError: the headers are incomplete, brackets do not match, or an attribution lacks a part it needs.
    """
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    values, skipped = _body(path, lines)
    for number, line in enumerate(lines[skipped:], skipped + 1):
        if line != line.strip() or (not line and not lines[number - 2]):
            raise MarkupError(f"{path.name}:{number}: a blank too many")
    text, found = _spans(path, "\n".join(lines[skipped:]), skipped)
    for number in range(1, max(found, default=0) + 1):
        if number not in found:
            raise MarkupError(f"{path.name}:{skipped}: attribution {number} is missing, though higher numbers exist")
        for role, spans in (("content", found[number]["content"]), ("cue", found[number]["cue"])):
            if not spans:
                raise MarkupError(f"{path.name}:{skipped}: attribution {number} has no {role}")
        found[number]["content"].sort()
    return Article(
        id=path.stem,
        genre=values["genre"],
        era=values["era"],
        text=text,
        attributions=[found[number] for number in sorted(found)],
    )


def articles(folder: Path) -> Iterator[Article]:
    """Yield the articles of a folder in the order of their file names.

    Raises:
        MarkupError: as for ``article``.
    """
    for path in sorted(folder.glob("*.txt")):
        yield article(path)


def _lemma(cue: str) -> str:
    """Return a rough base form of the cue's first word that is no auxiliary, adverb or punctuation mark."""
    words = [word.lower().replace("’", "'") for word in WORD.findall(cue)]
    kept = [word for word in words if word not in FILLER and not word.endswith("ly") and not word.endswith("n't")]
    if not kept:
        return words[0] if words else cue.strip()
    word = IRREGULAR.get(kept[0], kept[0])
    for ending, base in (("ying", "y"), ("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return _stem(word.removesuffix(ending) + base)
    return _stem(word)


def _stem(word: str) -> str:
    """Undo a doubled consonant and drop a final e, so that 'admitted', 'admits' and 'admit' count as one."""
    if len(word) > 4 and word[-1] == word[-2] and word[-1] in "bdgmnprt":
        return word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


def _quoted(text: str) -> list[bool]:
    """Say for every character whether double quotation marks enclose it; each paragraph starts anew."""
    mask: list[bool] = []
    for line in text.splitlines(keepends=True):
        inside = False
        for character in line:
            closes = character == "”" or (character == '"' and inside)
            if character == "“" or (character == '"' and not inside):
                inside = True
            mask.append(inside)
            if closes:
                inside = False
    return mask


def _kind(text: str, mask: list[bool], content: list[list[int]]) -> str:
    """Return direct, mixed or indirect by the share of the content's words inside double quotation marks."""
    quoted = [mask[start + word.start()] for start, end in content for word in WORD.finditer(text[start:end])]
    share = sum(quoted) / max(len(quoted), 1)
    return "direct" if share >= 0.9 else "mixed" if share > 0 else "indirect"


def counts(corpus: list[Article]) -> str:
    """Return the figures of a corpus as plain text."""
    lemmas: Counter[str] = Counter()
    cues: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    sourceless = split = pronouns = 0
    for piece in corpus:
        text, mask = piece["text"], _quoted(piece["text"])
        for found in piece["attributions"]:
            cue = " ".join(text[start:end] for start, end in found["cue"])
            source = " ".join(text[start:end] for start, end in found["source"])
            lemmas[_lemma(cue)] += 1
            cues[cue.lower()] += 1
            kinds[_kind(text, mask, found["content"])] += 1
            sourceless += not source
            split += len(found["content"]) > 1
            pronouns += source.lower() in {"i", "you", "he", "she", "it", "we", "they", "who", "which"}
    total = max(sum(kinds.values()), 1)
    words = sum(len(piece["text"].split()) for piece in corpus)
    bare = sum(not piece["attributions"] for piece in corpus)
    share = {name: f"{100 * number / total:.1f} %" for name, number in
             (*kinds.items(), ("no source", sourceless), ("split content", split), ("pronoun", pronouns))}  # fmt: skip
    return "\n".join(
        [
            f"articles {len(corpus)} (without any attribution: {bare})",
            f"words {words}",
            f"attributions {sum(kinds.values())} ({100 * sum(kinds.values()) / max(words, 1):.2f} in 100 words)",
            "shares " + ", ".join(f"{name} {value}" for name, value in sorted(share.items())),
            f"distinct cues {len(cues)}, distinct cue lemmas {len(lemmas)}",
            "most common " + ", ".join(f"{name} {number}" for name, number in lemmas.most_common(50)),
        ]
    )


def main() -> int:
    """Check every article, print the counts, and write the corpus as JSONL if asked to."""
    parser = argparse.ArgumentParser(description="Check the annotated articles and print their counts.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent / "articles")
    parser.add_argument("--jsonl", type=Path, help="write the articles in the form of the benchmarks to this file")
    arguments = parser.parse_args()
    corpus: list[Article] = []
    flaws = 0
    for path in sorted(arguments.folder.glob("*.txt")):
        try:
            corpus.append(article(path))
        except MarkupError as flaw:
            print(flaw, file=sys.stderr)
            flaws += 1
    if arguments.jsonl:
        lines = [json.dumps(piece, ensure_ascii=False) for piece in corpus]
        arguments.jsonl.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(counts(corpus))
    return 1 if flaws else 0


if __name__ == "__main__":
    sys.exit(main())
