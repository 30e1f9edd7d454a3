"""What one instrument does to another, as a sentence has it: it amends, replaces, implements or outdates it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from foedera.coding.instruments.acts import Acts
from foedera.coding.instruments.groups import Group, Mentioned
from foedera.coding.instruments.lexicon import Lexicon
from foedera.language import Sentence
from foedera.model import AUTHOR, Attribution, Modality, Relation

_STALE = re.compile(
    r"\b(?:out[- ]of[- ]date|outdated|obsolete|outmoded|outlived|overtaken|superannuated|antiquated|no longer (?:fits?|"
    r"reflects?|match(?:es)?|corresponds?))\b",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"\b(?:ma[dk]es?|making|render(?:s|ed|ing)?|calls?|called|describes?|described|declares?|declared|leaves?|left)\b"
)
_SINCE = re.compile(r"\b(?:since|after|given|with|by|because of|in (?:the )?light of|following)\b", re.IGNORECASE)
_COMMITMENT = re.compile(
    r"\b(?:reaffirm|reiterate)\w*\b[^.;]{0,160}?\b(?:commitments?|obligations?|adherence|support|importance|validity)\b"
    r"[^.;,]{0,40}?\b(?:to|under|of|for|in)(?: (?:[Tt]he|[\w’'.-]+)){0,5} ?$",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"\b(?:[Ww]e|[Tt]he (?:Parties|two (?:leaders|Presidents|sides|countries)|leaders|Participants))\b|ing\b"
)
_PAIR = tuple[Group, Mentioned]


class Related(msgspec.Struct, frozen=True):
    """A relation of the instrument `group` with its modality and who says so."""

    group: Group
    relation: Relation
    modality: Modality
    attribution: Attribution
    sentence: Sentence


def related(acts: Acts, lexicon: Lexicon, pairs: Sequence[_PAIR], own: Group | None) -> Iterator[Related]:
    """The relations between the instruments mentioned in one sentence, and those of the document itself to them."""
    nouns = {noun: pair for pair in pairs if (noun := acts.noun(pair[1])) is not None}
    if len(nouns) > 1:
        for noun, (group, mention) in nouns.items():
            yield from _governed(acts, lexicon, nouns, noun, group, mention)
    if len({id(group) for group, _ in pairs}) > 1:
        yield from _stale(acts, pairs)
    if own is not None:
        yield from _reaffirmed(acts, pairs, own)


def _governed(
    acts: Acts, lexicon: Lexicon, nouns: dict[int, _PAIR], noun: int, group: Group, mention: Mentioned
) -> Iterator[Related]:
    """The relation of which a name is the object, and another name the subject or what a participle hangs on."""
    sentence = mention.sentence
    verb = sentence.tokens[noun].head
    token = sentence.tokens[verb]
    if token.pos != "VERB" or token.lemma.lower() not in lexicon.relations:
        return
    doer: int | None = None
    if sentence.tokens[noun].dep == "dobj":
        doer = next((i for i in sentence.children(verb, {"nsubj"})), None)
        if token.dep in ("acl", "relcl"):
            doer = token.head
    elif sentence.tokens[noun].dep == "nsubjpass":
        doer = next((p for a in sentence.children(verb, {"agent"}) for p in sentence.children(a, {"pobj"})), None)
    if doer not in nouns or nouns[doer][0] is group:
        return
    modality, attribution = acts.mood(sentence, verb)
    relation = Relation(relation=lexicon.relations[token.lemma.lower()], target=group.name)
    yield Related(nouns[doer][0], relation, modality, attribution, sentence)


def _stale(acts: Acts, pairs: Sequence[_PAIR]) -> Iterator[Related]:
    """ "X has made Y out of date", "Y is out of date since X"."""
    sentence = pairs[0][1].sentence
    found = _STALE.search(acts.text, sentence.start, sentence.end)
    if found is None:
        return
    before = [pair for pair in pairs if pair[1].end <= found.start()]
    after = [pair for pair in pairs if pair[1].start >= found.end()]
    if len(before) > 1 and _MADE.search(acts.text, before[-2][1].end, before[-1][1].start):
        newer, older = before[:-1], before[-1]
    elif len(before) == 1 and after and _SINCE.search(acts.text, found.end(), after[0][1].start):
        newer, older = after, before[0]
    else:
        return
    attribution = _voice(acts, sentence, found.start())
    relation = Relation(relation="outdates", target=older[0].name)
    for group, _ in newer:
        if group is not older[0]:
            yield Related(group, relation, "actual", attribution, sentence)


def _voice(acts: Acts, sentence: Sentence, at: int) -> Attribution:
    """Who says so: the governing verb of saying's subject."""
    word = next((i for i, token in enumerate(sentence.tokens) if token.start <= at < token.end), None)
    if word is None:
        return AUTHOR
    above = [i for i in sentence.ancestors(word) if sentence.tokens[i].pos in ("VERB", "AUX")]
    return acts.mood(sentence, above[0])[1] if above else AUTHOR


def _reaffirmed(acts: Acts, pairs: Sequence[_PAIR], own: Group) -> Iterator[Related]:
    """ "We reaffirm our commitments under the Treaty", in the text of an instrument."""
    for group, mention in pairs:
        if group is own or not mention.named:
            continue
        sentence = mention.sentence
        before = acts.text[sentence.start : mention.start]
        if _COMMITMENT.search(before) and _OURS.search(before):
            yield Related(own, Relation(relation="reaffirms", target=group.name), "actual", AUTHOR, sentence)
