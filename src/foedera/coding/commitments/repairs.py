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

_INTENDING = frozenset("plan intend hope expect aim".split())
_HELPERS = ("aux", "auxpass", "neg", "advmod")
_WITHIN = ("compound", "amod", "nmod")


def repaired(sentence: Sentence, floor: int) -> Sentence:
    """The sentence as a tree whose commonest faults are mended. Words before `floor` are a bullet or a title."""
    tokens = list(sentence.tokens)
    _untitle(tokens, floor)
    _unappose(tokens, floor)
    _join(tokens, floor)
    _perform(tokens, floor)
    _unhide(tokens, floor)
    _unlead(tokens, floor)
    _align(tokens, floor)
    _regerund(tokens, floor)
    _refinite(tokens, floor)
    _resubject(tokens, floor)
    return msgspec.structs.replace(sentence, tokens=tuple(tokens))


def _set(tokens: list[Token], index: int, head: int, dep: str, tag: str | None = None) -> None:
    """Hang a token elsewhere."""
    token = tokens[index]
    pos = "VERB" if tag is not None else token.pos
    tokens[index] = msgspec.structs.replace(token, head=head, dep=dep, tag=tag or token.tag, pos=pos)


def _kids(tokens: list[Token], head: int, *deps: str) -> Iterator[int]:
    return (i for i, token in enumerate(tokens) if token.head == head != i and (not deps or token.dep in deps))


def _has(tokens: list[Token], head: int, *deps: str) -> bool:
    """Whether something hangs on a token."""
    return any(True for _ in _kids(tokens, head, *deps))


def _untitle(tokens: list[Token], floor: int) -> None:
    """A sentence's subject is not the title that runs into it, but what the parser has hung on that."""
    for title in range(floor):
        above = tokens[title]
        if above.dep not in ("nsubj", "nsubjpass", "csubj", "expl") or above.head < floor:
            continue
        heirs = [i for i in range(floor, len(tokens)) if tokens[i].head == title and tokens[i].pos in _NOMINAL]
        if not heirs or heirs[0] > above.head:
            continue
        for kid in range(floor, len(tokens)):
            if tokens[kid].head == title:
                tokens[kid] = msgspec.structs.replace(tokens[kid], head=heirs[0])
        _set(tokens, heirs[0], above.head, above.dep)


def _unappose(tokens: list[Token], floor: int) -> None:
    """ "A of one, B of two, and C of three": a name in a list does not explain the one before."""
    for name in range(floor, len(tokens)):
        token = tokens[name]
        named = token.dep == "appos" and token.pos == "PROPN" and tokens[token.head].pos == "PROPN"
        if named and _has(tokens, name, "conj") and _owned(tokens, name) and _owned(tokens, token.head):
            _set(tokens, name, token.head, "conj")


def _owned(tokens: list[Token], name: int) -> bool:
    """Whether a name is followed by whose it is: "the President of"."""
    return any(tokens[kid].text == "of" for kid in _kids(tokens, name, "prep"))


def _join(tokens: list[Token], floor: int) -> None:
    """ "call on them to promptly, fully, and finally withdraw": what stands between "to" and its verb are adverbs."""
    for verb in range(floor + 1, len(tokens)):
        if tokens[verb].tag != "VB" or tokens[verb].dep != "conj" or tokens[verb - 1].pos != "ADV":
            continue
        to = verb - 1
        while to > floor and (tokens[to].pos in ("ADV", "CCONJ") or tokens[to].text == ","):
            to -= 1
        if tokens[to].tag == "TO" and to < verb - 2:
            _set(tokens, to, verb, "aux")
            _set(tokens, verb, tokens[verb].head, "xcomp")


def _perform(tokens: list[Token], floor: int) -> None:
    """ "I hereby designate the port": what stands behind "hereby" is a verb."""
    for verb in range(floor + 2, len(tokens)):
        subject = verb - 2
        if tokens[verb - 1].text != "hereby" or tokens[verb].tag != "JJ" or tokens[subject].pos != "PRON":
            continue
        thing = tokens[verb].head
        if tokens[thing].dep == "ROOT" and thing > verb:
            _set(tokens, thing, subject, "appos")  # the same sentence with the thing at its top
            for kid in list(_kids(tokens, thing, "punct")):
                _set(tokens, kid, verb, "punct")
        for kid in list(_kids(tokens, subject, "appos", "punct")):
            _set(tokens, kid, verb, "dobj" if tokens[kid].dep == "appos" else "punct")
        _set(tokens, verb, verb, "ROOT", "VBP")
        _set(tokens, subject, verb, "nsubj")


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
    subject = next((kid for kid in _kids(tokens, verb, *_SUBJECTS, "expl", "attr") if kid < verb), None)
    bounds = _phrase(tokens, floor, verb) if subject is None or _leads(tokens, floor, subject, comma) else None
    if bounds is None:
        return
    if subject is not None:
        _set(tokens, subject, verb, "advcl")
    passive = _has(tokens, verb, "auxpass")
    _seat(tokens, bounds, verb, "nsubjpass" if passive else "nsubj")


def _leads(tokens: list[Token], floor: int, subject: int, comma: int) -> bool:
    """Whether what the parser takes for the subject is the phrase that leads in, up to the first comma."""
    if tokens[subject].dep not in _SUBJECTS or subject > comma:
        return False
    first = subject
    while any(kid < first for kid in _kids(tokens, first)):
        first = min(_kids(tokens, first))
    return first <= floor + 1


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
    nominal = any(tokens[i].pos in ("NOUN", "PROPN") for i in range(behind + 1, end))
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
        if token.dep not in ("conj", "advcl") or token.tag not in ("VB", "VBP", "VBD"):
            continue
        if _has(tokens, verb, "aux", "mark", *_SUBJECTS):
            continue
        if token.dep == "conj" and token.tag == "VBD" and token.text in _SAME and _modal(tokens, token.head):
            _set(tokens, verb, token.head, "conj", "VB")
        elif token.tag in _BARE and _is_torn(tokens, verb):
            row = _bare(tokens, verb)
            if row is not None:
                _set(tokens, verb, row, "conj", "VB")


def _is_torn(tokens: list[Token], verb: int) -> bool:
    """Whether a bare verb hangs as a comment, or beside a verb of another form. Two verbs in the present may stand side
    by side, unless no "and" joins them."""
    token, before = tokens[verb], tokens[verb - 1].text
    above = tokens[token.head].tag
    if token.dep == "advcl" or above == "VBP":
        joined = any(tokens[i].pos == "CCONJ" for i in range(max(0, verb - 5), verb))  # "and, if needed, defend"
        return token.dep in ("advcl", "conj") and before == "," and not joined
    purpose = above == "VBG" and _purpose(tokens, token.head, verb) is not None
    return token.dep == "conj" and (purpose or above in ("VBZ", "VBD", "VBN")) and before in (",", "and")


def _purpose(tokens: list[Token], above: int, verb: int) -> int | None:
    """The act for which another is done, between that and a verb: "are working to map A, build B"."""
    bare = (kid for kid in _kids(tokens, above, "advcl", "xcomp") if above < kid < verb and _modal(tokens, kid))
    return next(bare, None)


def _regerund(tokens: list[Token], floor: int) -> None:
    """ "by building A to do B and opening C": a gerund stands beside a gerund, not beside the bare verb between."""
    for verb in range(floor + 1, len(tokens)):
        token = tokens[verb]
        if token.tag != "VBG" or token.dep != "conj" or tokens[token.head].tag != "VB" or _has_helper(tokens, verb):
            continue
        above = next((one for one in _above(tokens, token.head) if tokens[one].tag == "VBG"), None)
        if above is not None:
            _set(tokens, verb, above, "conj")


def _refinite(tokens: list[Token], floor: int) -> None:
    """ "continue to build A and plan to sell it": "plan to" says what the subject means to do, not what it goes on
    with."""
    for verb in range(floor + 1, len(tokens)):
        token = tokens[verb]
        bare = token.tag in _BARE and token.dep == "conj" and token.lemma in _INTENDING
        if not bare or not _modal(tokens, token.head):
            continue
        takes = any(_modal(tokens, kid) for kid in _kids(tokens, verb, "xcomp"))
        finite = next((one for one in _above(tokens, token.head) if tokens[one].tag == "VBP"), None)
        if takes and finite is not None and not _has_helper(tokens, verb):
            _set(tokens, verb, finite, "conj", "VBP")


def _resubject(tokens: list[Token], floor: int) -> None:
    """ "was opened at the base and a task force has been formed": the noun right before a finite verb is its subject,
    not the second of two places."""
    for verb in range(floor + 2, len(tokens)):
        noun = _before_helpers(tokens, verb)
        if noun is not None and noun > floor and _is_second(tokens, noun):
            _set(tokens, noun, verb, "nsubjpass" if _has(tokens, verb, "auxpass") else "nsubj")
            _set(tokens, verb, tokens[verb].head, "conj")


def _before_helpers(tokens: list[Token], verb: int) -> int | None:
    """The token before the helpers of a finite verb that has no subject."""
    helpers = [kid for kid in _kids(tokens, verb, "aux", "auxpass") if kid < verb]
    finite = any(tokens[kid].tag in (*_FINITE, "MD") for kid in helpers)
    bare = tokens[verb].dep in ("advcl", "conj", "dep") and not _has(tokens, verb, *_SUBJECTS)
    return min(helpers) - 1 if finite and bare else None


def _is_second(tokens: list[Token], noun: int) -> bool:
    """Whether a noun was taken for the second of two behind a preposition."""
    above = tokens[noun].head
    joined = tokens[noun].dep == "conj" and tokens[above].dep == "pobj" and tokens[noun].pos in _NOMINAL
    return joined and tokens[above + 1].pos == "CCONJ"


def _has_helper(tokens: list[Token], verb: int) -> bool:
    return _has(tokens, verb, "aux", *_SUBJECTS)


def _above(tokens: list[Token], index: int) -> Iterator[int]:
    """The tokens on which one hangs, from the next one up."""
    while tokens[index].head != index:
        index = tokens[index].head
        yield index


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
        purpose = _purpose(tokens, above, verb) if tokens[above].tag == "VBG" else None
        if taken or purpose is not None:
            return taken[0] if taken else purpose
        if tokens[above].head == above:
            return None
        above = tokens[above].head
    return None
