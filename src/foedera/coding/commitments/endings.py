"""Where the words of one commitment end: before other acts, before what only comments on it, at the end of a
quotation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedera.coding.commitments.clauses import SUBJECTS, Syntax

_ASIDES = frozenset("despite amid amidst given following notwithstanding unlike".split())
_COMMENTS = ("prep", "appos", "relcl", "advcl", "acl", "parataxis")
_CONDITIONS = frozenset("if unless once until when provided".split())
_CUT_MARKS = frozenset("while as because although though since so whereas".split())
_NEAR = 3
_ADDED = ("prep", "npadvmod", "advmod")
_OPINIONS = frozenset("importance significance necessity centrality urgency emphasis".split())
_CLOSERS = ')”"%]'
_LOWER = ("relcl", "acl", "amod", "pcomp", "aux", "auxpass", "compound")
_BESIDE = frozenset("cc punct preconj mark".split())


def end_of(tree: Syntax, top: int, act: int, others: Sequence[int]) -> int:
    """The last token before what is cut off: other acts, comments behind a comma, adverbial clauses with a subject.
    `top` is the verb or noun that an item begins with, `act` what it does, `others` the acts beside it."""
    inside = [index for index in tree.under(top, others) if index >= top]
    stops = [_edge(tree, kid) for kid in others if kid > act]
    stops += [stop for index in inside if index > act for stop in _stops(tree, top, index)]
    limit = min([stop for stop in stops if stop > top], default=max(inside) + 1)
    last = max([index for index in inside if index < limit], default=top)
    comments = [index for index in inside if act < index <= last and tree.tokens[index].dep in _COMMENTS]
    for index in reversed(comments):
        if _is_comment(tree, index, last):
            before = tree.left(index)
            last = max([one for one in inside if one < before], default=top)
    return trimmed(tree, top, last)


def _stops(tree: Syntax, top: int, index: int) -> Iterator[int]:
    """Where an item ends because of one token in it: a semicolon, the end of a quotation, a turn to an opinion."""
    if _parts_clauses(tree, index) or _closes(tree, top, index):
        yield index
    if _turns(tree, index):
        yield _edge(tree, index)


def _turns(tree: Syntax, index: int) -> bool:
    """Whether a promise goes on to an opinion: "its commitment to the treaty, and the importance of"."""
    return tree.tokens[index].dep == "conj" and tree.lemma(index) in _OPINIONS and tree.tokens[index].head > 0


def _parts_clauses(tree: Syntax, index: int) -> bool:
    """Whether a semicolon has another clause behind it, not one more part of a list of things."""
    if tree.tokens[index].text != ";":
        return False
    following = range(index + 1, len(tree.tokens))
    end = next((other for other in following if tree.tokens[other].text == ";"), len(tree.tokens))
    return any(tree.is_verb(other) and tree.tokens[other].dep not in _LOWER for other in range(index + 1, end))


def _closes(tree: Syntax, top: int, index: int) -> bool:
    """Whether a mark ends a quotation that began before the item."""
    text = tree.tokens[index].text
    if text not in ("”", '"', "''") or _opens(tree, index):
        return False
    near = index - top <= _NEAR  # a word or two in marks, of which the first is the verb
    opened = [tree.tokens[i].text for i in range(max(0, top - near), index)]
    return sum(one in ("“", '"', "``") for one in opened) <= sum(one in ("”", "''") for one in opened)


def _opens(tree: Syntax, index: int) -> bool:
    """Whether a straight mark opens a quotation: a space before it, none behind it."""
    token, tokens = tree.tokens[index], tree.tokens
    if token.text == "”" or index == 0 or index + 1 == len(tokens):
        return False
    return tokens[index - 1].end < token.start and tokens[index + 1].start == token.end


def last_of(tree: Syntax, noun: int) -> int:
    """The last token of what hangs on a noun, less what only comments on it."""
    return end_of(tree, noun, noun, list(tree.kids(noun, "conj")))


def whole(tree: Syntax, noun: int) -> int:
    """The last token of a noun phrase with all that is joined to it, less what only comments on it."""
    return end_of(tree, noun, noun, ())


def trimmed(tree: Syntax, top: int, last: int) -> int:
    """The last token without marks and conjunctions at the end, with the bracket that closes."""
    while last > top and (
        tree.tokens[last].pos in ("PUNCT", "CCONJ") or tree.word(last) in ("including", "as", "that")
    ):
        if tree.tokens[last].text in _CLOSERS:
            break
        last -= 1
    if last > top + 1 and tree.tokens[last].tag == "IN" and tree.tokens[last - 1].text == ",":
        return trimmed(tree, top, last - 2)  # ", with" what another item tells
    following = last + 1
    if following < len(tree.tokens) and tree.tokens[following].text == ")":
        opened = [token.text for token in tree.tokens[top:following]]
        if opened.count("(") > opened.count(")"):
            return following
    return last


def _edge(tree: Syntax, verb: int) -> int:
    """Where the words of another act begin, with the conjunction and marks before it."""
    first = min([verb, *(kid for kid in tree.kids(verb) if kid < verb)])
    while first > 0 and (
        tree.tokens[first - 1].dep in _BESIDE or tree.word(first - 1) in ("including", "by", "well", "as", "also")
    ):
        first -= 1
    return first


def _is_comment(tree: Syntax, head: int, end: int) -> bool:
    """Whether a clause at the end of an item only comments on it: behind a comma, or with a subject of its own."""
    below = tree.under(head)
    if below[0] > end:
        return False
    comma = below[0] > 0 and _is_parted(tree, below[0])
    if not _ends(tree, below[-1], end):
        return comma and _is_aside(tree, head) and _breaks(tree, head, below, end)
    if tree.tokens[head].dep in ("prep", "appos", "relcl"):
        return comma and _comments(tree, head, below)
    return tree.tokens[head].dep == "parataxis" or _adds(tree, head, comma=comma)


def _is_aside(tree: Syntax, head: int) -> bool:
    """Whether something may comment on what stands before it although more follows."""
    dep = tree.tokens[head].dep
    return dep in ("relcl", "appos", "acl") or (dep == "advcl" and tree.infinitive(head))


def _comments(tree: Syntax, head: int, below: Sequence[int]) -> bool:
    """Whether a phrase or relative clause behind a comma is no part of the act."""
    dep = tree.tokens[head].dep
    if dep == "prep":
        return _strays(tree, head, below)
    return dep == "relcl" or any(tree.tokens[index].dep in ("relcl", "acl") for index in below)


def _is_parted(tree: Syntax, first: int) -> bool:
    """Whether a mark parts a clause from what stands before it; the hyphen of "co-hosted" does not, nor a comma that
    brings a contrast (", not armed")."""
    mark = tree.tokens[first - 1]
    if mark.text == "-":
        return mark.end < tree.tokens[first].start
    return mark.text in (",", "–", "—", ":") and tree.word(first) != "not"


def _breaks(tree: Syntax, head: int, below: Sequence[int], end: int) -> bool:
    """Whether what follows a comment is still part of it, which the parser has hung elsewhere: "which" comments to the
    end, a participle or purpose as far as nothing else is done, what explains a name as far as "including" goes on
    about it."""
    dep = tree.tokens[head].dep
    if dep == "relcl":
        return tree.word(below[0]) == "which"
    if dep == "advcl" or _is_described(tree, head):
        return not (dep == "advcl" and _goes_on(tree, below, end)) and not _acts(tree, below, end)
    relative = any(tree.tokens[index].dep in ("relcl", "acl") for index in below)
    return relative and below[-1] + 2 <= end and tree.word(below[-1] + 2) == "including"


def _acts(tree: Syntax, below: Sequence[int], end: int) -> bool:
    """Whether something is done in what follows a comment."""
    return any(tree.tokens[index].pos in ("VERB", "AUX") for index in range(below[-1] + 1, end + 1))


def _goes_on(tree: Syntax, below: Sequence[int], end: int) -> bool:
    """Whether what stands before a comment goes on behind it: ", to replace the pact, within 90 days"."""
    behind = (tree.tokens[one] for one in range(below[-1] + 1, end + 1))
    return any(token.head < below[0] and token.dep in _ADDED for token in behind)


def _strays(tree: Syntax, head: int, below: Sequence[int]) -> bool:
    """Whether a preposition behind a comma adds what is no part of the act: "despite ...", "after visiting ...", "with
    ..." unless a number stands there."""
    word = tree.word(head)
    if word == "with":
        return not any(tree.tokens[index].tag == "CD" and tree.word(index + 1) != "-" for index in below[:-1])
    if word == "in" and tree.word(head + 1) == "order":
        return True
    gerund = any(tree.tokens[kid].tag == "VBG" for kid in tree.kids(head, "pcomp"))
    return word in _ASIDES or (word in ("after", "before", "since", "without", "in", "as", "while") and gerund)


def _ends(tree: Syntax, last: int, end: int) -> bool:
    """Whether between two tokens nothing is said, or a semicolon begins another item."""
    rest = [tree.tokens[index] for index in range(last + 1, end + 1)]
    return not rest or rest[0].text == ";" or all(token.pos == "PUNCT" for token in rest)


def _adds(tree: Syntax, head: int, *, comma: bool) -> bool:
    """Whether an adverbial clause adds something that is no condition: "while ...", ", helping ..."."""
    mark = next((tree.word(kid) for kid in tree.kids(head, "mark", "advmod") if kid < head), "")
    if mark in _CONDITIONS:
        return False
    if mark == "as" and tree.tokens[max(0, tree.left(head) - 1)].tag in ("RB", "JJ"):
        return False  # "as quickly as conditions permit"
    if mark in _CUT_MARKS and tree.has(head, *SUBJECTS):
        return True
    if mark == "while" and tree.tokens[head].tag == "VBG":
        return True
    return comma and tree.word(head) != "including" and _is_loose(tree, head, mark)


def _is_loose(tree: Syntax, head: int, mark: str) -> bool:
    """Whether a clause behind a comma tells a purpose, a means or what something is: ", to help", ", led by"."""
    token = tree.tokens[head]
    purpose = token.dep == "advcl" and tree.infinitive(head) and not _closes_aside(tree, tree.left(head) - 1)
    shown = mark == "as" and token.tag == "VBN"  # "as evidenced by"
    return purpose or shown or token.tag == "VBG" or _is_described(tree, head)


def _closes_aside(tree: Syntax, comma: int) -> bool:
    """Whether a comma ends what only names examples: "with agencies, such as the fund, to buy"."""
    before = next((one for one in range(comma - 1, 0, -1) if tree.tokens[one].text == ","), None)
    return before is not None and tree.word(before + 1) in ("such", "including", "particularly", "especially")


def _is_described(tree: Syntax, head: int) -> bool:
    """Whether a participle describes what stands before it: ", led by the navy"; "led, staffed and paid" does not."""
    behind = head + 1 < len(tree.tokens) and tree.tokens[head + 1].tag in ("IN", "TO", "RP")
    return tree.tokens[head].tag == "VBN" and behind
