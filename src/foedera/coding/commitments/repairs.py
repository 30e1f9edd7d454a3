"""What the parser often gets wrong in official prose, put right before clauses are looked for: subjects taken for part
of the phrase before them, verbs taken for part of a name, and verbs in a row that hang elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from foedera.language import Sentence, Token

_NOMINAL = ("NOUN", "PROPN", "PRON")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_PHRASE = ("NOUN", "PROPN", "PRON", "DET", "ADJ", "CCONJ", "NUM")
_MARKS = frozenset([",", "(", ")", "&", "-", "’s", "'s", "’"])
_LEADING = ("IN", "TO", "VBG", "VBN")
_FINITE = ("VBZ", "VBP", "VBD")
_BARE = ("VB", "VBP")
_SAME = frozenset("set put let cut read hit cost spread quit split".split())
"""Verbs whose past is their infinitive."""

_HELPERS = ("aux", "auxpass", "neg", "advmod")
_WITHIN = ("compound", "amod", "nmod")


def repaired(sentence: Sentence, floor: int) -> Sentence:
    """The sentence as a tree whose commonest faults are mended. Words before `floor` are a bullet or a title."""
    tokens = list(sentence.tokens)
    _untitle(tokens, floor)
    _unhide(tokens, floor)
    _unlead(tokens, floor)
    _align(tokens, floor)
    return msgspec.structs.replace(sentence, tokens=tuple(tokens))


def _set(tokens: list[Token], index: int, head: int, dep: str, tag: str | None = None) -> None:
    """Hang a token elsewhere."""
    token = tokens[index]
    pos = "VERB" if tag is not None else token.pos
    tokens[index] = msgspec.structs.replace(token, head=head, dep=dep, tag=tag or token.tag, pos=pos)


def _kids(tokens: list[Token], head: int, *deps: str) -> Iterator[int]:
    return (i for i, token in enumerate(tokens) if token.head == head != i and (not deps or token.dep in deps))


def _untitle(tokens: list[Token], floor: int) -> None:
    """A sentence's subject is not the title that runs into it, but what the parser has hung on that."""
    for title in range(floor):
        above = tokens[title]
        heirs = [i for i in range(floor, len(tokens)) if tokens[i].head == title and tokens[i].pos in _NOMINAL]
        if above.dep not in ("nsubj", "nsubjpass", "csubj", "expl") or above.head < floor:
            continue
        if not heirs or heirs[0] > above.head:
            continue
        for kid in range(floor, len(tokens)):
            if tokens[kid].head == title:
                tokens[kid] = msgspec.structs.replace(tokens[kid], head=heirs[0])
        _set(tokens, heirs[0], above.head, above.dep)


def _unhide(tokens: list[Token], floor: int) -> None:
    """ "The leaders hail progress in": a finite verb does not stand within the name of its object."""
    for verb in range(floor + 1, len(tokens)):
        token = tokens[verb]
        thing, subject = token.head, verb - 1
        hidden = token.tag in _FINITE and token.dep in _WITHIN and thing > verb
        if not hidden or tokens[thing].dep != "ROOT" or tokens[subject].pos not in _NOMINAL:
            continue
        for kid in [kid for kid in _kids(tokens, thing) if kid < verb]:
            _set(tokens, kid, subject, tokens[kid].dep)
        _set(tokens, verb, verb, "ROOT", token.tag)
        _set(tokens, thing, verb, "dobj")
        _set(tokens, subject, verb, "nsubj")


def _unlead(tokens: list[Token], floor: int) -> None:
    """ "As island nations, A and B will": the subject stands behind the comma, not within the phrase that leads in."""
    if floor >= len(tokens) or tokens[floor].tag not in _LEADING:
        return
    comma = next((i for i in range(floor, len(tokens)) if tokens[i].text == ","), None)
    verb = next(
        (i for i in range(floor, len(tokens)) if tokens[i].dep == "ROOT" and tokens[i].pos in ("VERB", "AUX")), 0
    )
    if comma is None or verb <= comma:
        return
    subject = next((kid for kid in _kids(tokens, verb, *_SUBJECTS) if kid < verb), None)
    bounds = None if subject is not None and subject > comma else _phrase(tokens, floor, verb)
    if bounds is None:
        return
    if subject is not None:
        _set(tokens, subject, verb, "advcl")
    passive = any(True for _ in _kids(tokens, verb, "auxpass"))
    _seat(tokens, bounds, verb, "nsubjpass" if passive else "nsubj")


def _phrase(tokens: list[Token], floor: int, verb: int) -> tuple[int, int] | None:
    """The first and last token of the nouns right before a verb with its helpers, behind the comma that parts them from
    what leads in; None where no comma does."""
    end = min([verb, *(kid for kid in _kids(tokens, verb, *_HELPERS) if kid < verb and tokens[kid].pos != "PART")])
    start = end
    while start > floor and (tokens[start - 1].pos in _PHRASE or tokens[start - 1].text in _MARKS):
        start -= 1
    commas = [i for i in range(start, end) if tokens[i].text == ","]
    joined = next((i for i in range(start, end) if tokens[i].pos == "CCONJ"), end)
    behind = next((i for i in commas if i > joined), commas[0] if commas else end)
    if start == floor or behind + 1 >= end:
        return None
    nominal = any(tokens[i].pos in _NOMINAL for i in range(behind + 1, end))
    return (behind + 1, end - 1) if nominal else None


def _seat(tokens: list[Token], bounds: tuple[int, int], verb: int, dep: str) -> None:
    """Make the nouns between two tokens the subject of a verb: the first phrase its head, the others beside it."""
    first, last = bounds
    stop = next(
        (i for i in range(first, last + 1) if tokens[i].text in (",", "(") or tokens[i].pos == "CCONJ"), last + 1
    )
    nouns = [i for i in range(first, stop) if tokens[i].pos in _NOMINAL]
    if not nouns:
        return
    seat = nouns[-1]
    for i in range(first, last + 1):
        if i != seat and not first <= tokens[i].head <= last:
            _set(tokens, i, seat, "conj" if tokens[i].pos in _NOMINAL else tokens[i].dep)
    _set(tokens, seat, verb, dep)
    for i in range(first, last + 1):  # what hung on the noun that is now the subject's head stays below it
        if tokens[i].head == i and i != seat:
            _set(tokens, i, seat, "conj")


def _align(tokens: list[Token], floor: int) -> None:
    """ "continue to build A, follow B, and join C": bare verbs in a row hang on a bare verb."""
    for verb in range(floor + 1, len(tokens)):
        token = tokens[verb]
        above = tokens[token.head]
        if token.dep == "conj" and token.tag == "VBD" and token.text in _SAME and _modal(tokens, token.head):
            _set(tokens, verb, token.head, "conj", "VB")
            continue
        loose = token.dep == "advcl" and tokens[verb - 1].text == ","
        torn = token.dep == "conj" and above.tag in (*_FINITE, "VBN") and tokens[verb - 1].text in (",", "and")
        if (
            token.tag not in _BARE
            or not (loose or torn)
            or any(True for _ in _kids(tokens, verb, "aux", "mark", *_SUBJECTS))
        ):
            continue
        row = _bare(tokens, verb)
        if row is not None:
            _set(tokens, verb, row, "conj", "VB")


def _modal(tokens: list[Token], verb: int) -> bool:
    """Whether a verb stands with "will" or its like, or with "to"."""
    return any(tokens[kid].tag in ("MD", "TO") for kid in _kids(tokens, verb, "aux"))


def _bare(tokens: list[Token], verb: int) -> int | None:
    """The bare verb before another with which it stands in a row: above it, or what a verb above it takes."""
    above = tokens[verb].head
    for _ in range(len(tokens)):
        if above < verb and tokens[above].tag == "VB":
            return above
        taken = [kid for kid in _kids(tokens, above, "xcomp") if kid < verb and tokens[kid].tag == "VB"]
        if taken:
            return taken[0]
        if tokens[above].head == above:
            return None
        above = tokens[above].head
    return None
