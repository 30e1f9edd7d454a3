"""Whether a statement says anything: its content is a clause, a quotation, or names more than one bare thing.

Analysts count "opposes the planned deployment" and not "announced his departure"; nor what is left of a clause when the
parser tears it from its subject ("was significant").
"""

from __future__ import annotations

from bisect import bisect_left

from foedera.coding.coder import Reading
from foedera.coding.statements.attributions import Said
from foedera.language import Quotations, Token

_THINGS = frozenset(["NOUN", "PROPN", "ADJ", "NUM"])
_CLAUSES = frozenset(["VERB"])
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
_POINTING = frozenset("such same following former latter own other more another".split())
_LEAST = 2


def has_substance(reading: Reading, said: Said, quoted: Quotations) -> bool:
    """Whether the content of an attribution is worth a statement. Turns and quotations always are."""
    proposal = said.proposal
    if proposal is None or proposal.passages or any(True for s, e in said.content for _ in quoted.within(s, e)):
        return True
    words = [token for start, end in said.content for token in _tokens(reading, start, end)]
    return _is_told(reading, words, judged=proposal.candidate.frame == "as")


def _is_told(reading: Reading, words: list[Token], *, judged: bool) -> bool:
    """Whether words that nobody quotes are a clause, or name more than one bare thing; where something is `judged`
    ("described it as a failure"), one is enough."""
    things = [token for token in words if token.pos in _THINGS and token.lemma.lower() not in _POINTING]
    if any(token.pos in _CLAUSES for token in words):
        return bool(things) or len(words) > _LEAST
    if words and words[0].tag in _FINITE:
        return False
    if judged:
        return bool(things)
    return len(things) >= _LEAST and not _is_name(reading, things)


def _tokens(reading: Reading, start: int, end: int) -> list[Token]:
    """The tokens between two offsets."""
    sentences = reading.parse.sentences
    low = max(0, bisect_left(sentences, start, key=lambda sentence: sentence.end))
    found: list[Token] = []
    for sentence in sentences[low:]:
        if sentence.start >= end:
            break
        found += [token for token in sentence.tokens if start <= token.start and token.end <= end]
    return found


def _is_name(reading: Reading, things: list[Token]) -> bool:
    """Whether words are the name of one actor and nothing else ("criticised the United Nations")."""
    mention = reading.mentions.at(things[0].start)
    return mention is not None and things[-1].end <= mention.end
