"""What is said, as a reader quotes it: a relative pronoun is what it stands for, quotation marks close, and the numbers
of notes are left out."""

from __future__ import annotations

import re

import msgspec

from foedera.coding.statements.attributions import Said
from foedera.coding.statements.finding import Spans
from foedera.coding.statements.trees import Tree

_NOTE = re.compile(r"(?:\s*\[\d{1,3}(?:\]|$))+$")
_FREE = frozenset({"what", "whatever"})
_PRONOUNS = frozenset({"WDT", "WP"})
_LOOSE = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis", "appos"})
_DATELINE = re.compile(
    r"[A-Z][A-Z ]{2,}[A-Z](?:, [A-Z][A-Za-z. ]{2,20})?(?:, [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?,? "
    r"(?:\([A-Za-z /.]{2,30}\) )?(?:--|[—–-]) "
)
_CLOSING = {"“": "”", '"': '"', "«": "»"}


def whole(said: Said, text: str) -> Said:
    """An attribution with its content in the words of the text that a reader needs; the content may become empty."""
    content = said.content if said.proposal is None else _antecedent(said.content, said.proposal.tree)
    mended = ((_begin(text, start), _end(text, start, end)) for start, end in content)
    return msgspec.structs.replace(said, content=tuple((start, end) for start, end in mended if end > start))


def _antecedent(content: Spans, tree: Tree) -> Spans:
    """The content with the noun in place of the relative pronoun that it begins with; a free one ("what they called a
    success") stands for what is told of it."""
    if not content:
        return content
    start, end = content[0]
    first = next((i for i, token in enumerate(tree.tokens) if token.start == start), None)
    if first is None or tree.tokens[first].tag not in _PRONOUNS or tree.tokens[first].dep in ("mark", "det", "poss"):
        return content
    alone = tree.tokens[first].end == end
    if tree.tokens[first].text.lower() in _FREE:
        return content[1:] if alone else content
    noun = _noun(tree, first)
    if noun is None:
        return content
    rest = content[1:] if alone else ((tree.tokens[first].end + 1, end), *content[1:])
    return ((tree.sentence.phrase(_top(tree, noun), _LOOSE)[0], tree.tokens[noun].end), *rest)


def _noun(tree: Tree, pronoun: int) -> int | None:
    """The noun before a relative pronoun on which its clause hangs."""
    at = pronoun
    while tree.tokens[at].head != at:
        if tree.tokens[at].dep == "relcl":
            noun = tree.tokens[at].head
            return noun if noun < pronoun and tree.tokens[noun].pos in ("NOUN", "PROPN") else None
        at = tree.tokens[at].head
    return None


def _top(tree: Tree, noun: int) -> int:
    """The noun of which another is part: the attempt in "the attempt in the capital"."""
    while tree.tokens[noun].dep == "pobj":
        above = tree.tokens[tree.tokens[noun].head].head
        if tree.tokens[above].pos not in ("NOUN", "PROPN") or above >= noun:
            break
        noun = above
    return noun


def _begin(text: str, start: int) -> int:
    """Where a span begins without a dateline ("LIMA, Oct. 10 (Agency) -- ")."""
    found = _DATELINE.match(text, start) if start == 0 or text[start - 1] == "\n" else None
    return start if found is None else found.end()


def _end(text: str, start: int, end: int) -> int:
    """Where a span ends with the mark that closes a quotation in it, and without the number of a note."""
    note = _NOTE.search(text, start, end)
    if note is not None:
        return note.start()
    words = text[start:end]
    for opening, closing in _CLOSING.items():
        open_left = words.count(opening) > words.count(closing) if opening != closing else words.count(closing) % 2 == 1
        if open_left and text[end : end + 1] == closing:
            return end + 1
    return end
