"""What the ranker knows of a candidate: a row of numbers, each with a name that can be read."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from foedera.coding.statements.candidate import Candidate
from foedera.coding.statements.cues import KINDS
from foedera.coding.statements.trees import VERBAL, Tree

FRAMES = ("clause", "quote", "infinitive", "object", "as", "about", "of", "on", "for", "to", "against", "in", "with")
FORMS = (
    "main", "conj", "relcl", "acl", "advcl", "pcomp", "xcomp", "ccomp", "parataxis", "passive", "nominal", "light",
    "adjective", "phrase", "colon",
)  # fmt: skip
TAGS = ("VBD", "VBZ", "VBP", "VBN", "VBG", "VB")
PRONOUNS = ("he", "she", "they", "i", "we", "you", "it", "who", "that", "which")
SOURCES = ("person", "group", "document")
_LABELS = ("PERSON", "ORG", "GPE", "NORP")
PERSONAL_ENDINGS = ("er", "or", "ist", "ian", "man", "men", "woman", "women", "ant", "eer", "crat", "can")
_HEADS = ("PROPN", "NOUN", "PRON", "VERB", "AUX", "ADJ")

NAMES: tuple[str, ...] = (
    "strength", "known", "rate", "seen", *(f"kind {k}" for k in KINDS), *(f"frame {f}" for f in FRAMES), "frame other",
    *(f"form {f}" for f in FORMS), *(f"tag {t}" for t in TAGS), "modal", "negated", "infinitive marker", "perfect",
    "no source", *(f"source {p}" for p in PRONOUNS), *(f"source {s}" for s in SOURCES), "source proper",
    *(f"source {label}" for label in _LABELS), "source plural", "source personal ending", "source words",
    "source after", "source far", *(f"content {h}" for h in _HEADS), "content words", "content after", "content that",
    "content to", "content wh", "content subject", "content finite", "content name", "content gerund", "gap",
    "share quoted", "passages", "passage words", "cue quoted", "cue words", "heading", "sentence words", "question",
    "depth", "enclosed", "subordinate mark", "strongest",
)  # fmt: skip


@cache
def sources() -> Mapping[str, str]:
    """Common nouns that name who may say something, with their kind: person, group or document."""
    with (files(__package__) / "sources.csv").open(encoding="utf-8") as table:
        return {row["lemma"]: row["kind"] for row in csv.DictReader(table)}


def row(
    tree: Tree, candidate: Candidate, quoted: tuple[float, int, int], heading: bool, enclosed: float,
    rate: tuple[float, float],
) -> list[float]:  # fmt: skip
    """The features of a candidate, in the order of `NAMES`.

    `quoted` is the share of the content's words in quotation marks, the number of passages that it owns and their
    words; `enclosed` the strength of the strongest candidate whose content holds this one; `rate` how often the cue was
    right in training, and how often it was seen there.
    """
    head = tree.tokens[candidate.head]
    entry = candidate.entry
    values = [candidate.strength, float(bool(entry.frames)), *rate]
    values += [float(entry.kind == kind and bool(entry.frames)) for kind in KINDS]
    values += [float(candidate.frame == frame) for frame in FRAMES]
    values.append(float(candidate.frame not in FRAMES))
    values += [float(candidate.form == form) for form in FORMS]
    values += [float(head.tag == tag) for tag in TAGS]
    values += _auxiliaries(tree, candidate.head)
    values += _source(tree, candidate)
    values += _content(tree, candidate)
    share, count, words = quoted
    values += [share, float(count), math.log1p(words), float(tree.quoted[candidate.head]), float(len(candidate.cue))]
    values += [float(heading), math.log1p(len(tree.tokens)), float(tree.tokens[-1].text == "?")]
    marked = tree.child(candidate.head, "mark")
    values += [_depth(tree, candidate.head), enclosed, float(marked is not None), entry.strength]
    return values


def _auxiliaries(tree: Tree, head: int) -> list[float]:
    beside = tree.children(head, ("aux", "auxpass", "neg"))
    tags = [tree.tokens[i].tag for i in beside]
    lemmas = [tree.lemma(i) for i in beside]
    deps = [tree.tokens[i].dep for i in beside]
    return [float("MD" in tags), float("neg" in deps), float("TO" in tags), float("have" in lemmas)]


def _source(tree: Tree, candidate: Candidate) -> list[float]:
    speaker = candidate.speaker
    if speaker is None or not candidate.source:
        return [1.0] + [0.0] * (len(PRONOUNS) + len(SOURCES) + 1 + len(_LABELS) + 5)
    token = tree.tokens[speaker]
    lower = token.text.lower()
    kind = sources().get(tree.lemma(speaker))
    values = [0.0, *(float(lower == pronoun) for pronoun in PRONOUNS), *(float(kind == each) for each in SOURCES)]
    values.append(float(token.pos == "PROPN"))
    label = next((n.label for n in tree.sentence.names if n.start <= token.start < n.end), "")
    values += [float(label == each) for each in _LABELS]
    values.append(float(token.tag in ("NNS", "NNPS")))
    stem = lower.removesuffix("s")
    values.append(float(token.pos == "NOUN" and stem.endswith(PERSONAL_ENDINGS)))
    values.append(math.log1p(len(candidate.source)))
    values.append(float(speaker > candidate.head))
    values.append(math.log1p(abs(speaker - candidate.head)))
    return values


def _content(tree: Tree, candidate: Candidate) -> list[float]:
    content = candidate.content
    if not content:
        return [0.0] * (len(_HEADS) + 10)
    first = tree.tokens[content[0]]
    inside = set(content)
    top = next((i for i in content if tree.tokens[i].head not in inside or tree.tokens[i].head == i), content[0])
    values = [float(tree.tokens[top].pos == pos) for pos in _HEADS]
    values.append(math.log1p(len(content)))
    values.append(float(content[0] > candidate.head))
    lower = first.text.lower()
    values += [float(lower == "that"), float(lower == "to"), float(first.tag in ("WDT", "WP", "WRB"))]
    subject = tree.child(top, "nsubj", "nsubjpass")
    values.append(float(subject is not None and subject in inside))
    values.append(float(tree.tokens[top].tag in ("VBD", "VBZ", "VBP", "MD") or _has_finite(tree, top)))
    values.append(float(any(tree.tokens[i].pos == "PROPN" for i in content[:12])))
    values.append(float(tree.tokens[top].tag == "VBG"))
    gap = content[0] - candidate.head if content[0] > candidate.head else candidate.head - content[-1]
    values.append(math.log1p(max(0, gap)))
    return values


def _has_finite(tree: Tree, top: int) -> bool:
    return tree.tokens[top].pos in VERBAL and any(
        tree.tokens[i].tag in ("VBD", "VBZ", "VBP", "MD") for i in tree.children(top, ("aux", "auxpass"))
    )


def _depth(tree: Tree, head: int) -> float:
    depth = 0
    while tree.tokens[head].head != head and depth < 12:
        head = tree.tokens[head].head
        depth += 1
    return float(depth)


def names_of(weights: Sequence[float], count: int = 20) -> list[tuple[str, float]]:
    """The features of greatest weight, the greatest first."""
    order = sorted(range(len(NAMES)), key=lambda i: -abs(weights[i]))[:count]
    return [(NAMES[i], weights[i]) for i in order]
