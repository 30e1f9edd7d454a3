"""What a commitment says in short: its act as a verb, and what the act is done to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from foedera.coding.commitments.clauses import PREFIXES, QUALIFIERS, Syntax
from foedera.coding.commitments.parties import Parties
from foedera.coding.commitments.parting import Draft
from foedera.model import ActorRef

_LOOSE = " \n”’,"
"""What may be left of a quotation before the words of an object: "to “upgrade” their frigates"."""

_DEEDS = {
    "completion": "complete", "conclusion": "conclude", "signing": "sign", "signature": "sign", "launch": "launch",
    "establishment": "establish", "creation": "create", "adoption": "adopt", "ratification": "ratify",
    "opening": "open", "delivery": "deliver", "approval": "approve", "selection": "select",
    "inauguration": "inaugurate",
    "finalization": "finalize", "finalisation": "finalise", "implementation": "implement", "release": "release",
    "deployment": "deploy", "expansion": "expand", "designation": "designate", "donation": "donate",
    "resumption": "resume", "publication": "publish", "transfer": "transfer", "formation": "form",
    "enhancement": "enhance", "initiation": "initiate", "strengthening": "strengthen", "development": "develop",
    "construction": "construct", "improvement": "improve", "promotion": "promote", "provision": "provide",
    "integration": "integrate", "modernization": "modernize", "modernisation": "modernise", "acquisition": "acquire",
    "procurement": "procure", "continuation": "continue", "building": "build", "sharing": "share",
}  # fmt: skip
"""Nouns of what is done, with the verb of the deed."""

_NOMINAL = ("NOUN", "PROPN", "DET", "ADJ", "NUM", "ADP", "CCONJ", "PART")
_REFUSING = frozenset("refuse decline refrain".split())
_OBJECTS = {"they": "them", "he": "him", "she": "her", "it": "it"}
_NUMBER = re.compile(r"^(?:\(\w{1,3}\)|\d{1,2}\.?\d?) (?=[A-Za-z])")
"""What counts a paragraph, before its subject."""

_COUNTED = frozenset("state country government nation ally member side party".split())
"""Nouns for the parties in a passive: "was signed by 30 states: Norway, …"."""

_NOTES = re.compile(r"\s*\[\d{1,3}(?:\]|$)")
"""The numbers of notes behind what they support: "the depot [12][13]"."""

_ARTICLE = re.compile(r"(?:The|A|An|All|These|This|That|Those|Both|Its|Their|Our|His|Her|Such)\b")
INFERRED = frozenset(["by owner", "by speaker", "by context", "by document"])
"""Reasons that say that nothing beside the verb names the parties."""


class Words:
    """The words of one commitment. `parties` undertake it; `reasons` tell how they are known."""

    def __init__(
        self, who: Parties, tree: Syntax, draft: Draft, parties: tuple[ActorRef, ...], reasons: tuple[str, ...]
    ) -> None:
        self.who, self.tree, self.draft = who, tree, draft
        self.text = who.reading.document.text
        self._own = frozenset(ref.id or ref.name for ref in parties)
        self._inferred = not INFERRED.isdisjoint(reasons)
        self._way = list(self._passed())
        self._verb = next((one for one in reversed(self._way) if tree.is_verb(one)), draft.act)

    def action(self) -> str:
        """The act by its verb, with "not" where it is not to be done."""
        if self._begins():
            return self.tree.word(self.draft.first)
        if self.draft.done:
            return self.draft.done
        deed = self._deed()
        return f"{'not ' if self._refused() else ''}{self._named() if deed is None else _DEEDS[self.tree.lemma(deed)]}"

    def object(self, end: int) -> str:
        """What the act is done to, up to the offset `end`: the words behind the verb; in the passive its subject with
        them; the whole item where neither is there. Numbers of notes are left out."""
        return _NOTES.sub("", self._whole(end))

    def _whole(self, end: int) -> str:
        tree, draft = self.tree, self.draft
        start = tree.tokens[draft.first].start
        if self._begins():
            return self.text[tree.tokens[draft.first + 1].start : end]
        if self._is_reduced():
            return self.text[start : tree.tokens[self._verb].start].strip(_LOOSE)
        deed = self._deed()
        if deed is not None:
            return self.text[tree.tokens[tree.left(self._done_to(deed) or deed)].start : end].strip(_LOOSE)
        if not tree.is_verb(self._verb):
            return self.text[start:end]
        found = " ".join(part for part in self._parts(end) if part)
        return found or self.text[start:end]

    def _parts(self, end: int) -> Iterator[str]:
        """The subject of a passive, what stands behind the verb, and the thing that does it where no party does."""
        subject = self._subject()
        passive = self._is_passive()
        if passive and subject is not None:
            yield self._phrase(subject)
        behind = self._behind(end)
        yield behind
        thing = self._phrase(subject) if subject is not None and not passive and self._is_thing(subject) else ""
        if behind and thing and ":" not in thing:
            yield f"({thing})"

    def _is_thing(self, subject: int) -> bool:
        """Whether a subject is no party, so that the parties were inferred."""
        noun = self.tree.tokens[subject].pos != "PRON"
        return noun and self._inferred and not self.who.of(self.tree, subject)

    def _passed(self) -> Iterator[int]:
        """The heads on the way to the act, as far as the parties themselves do what these say."""
        first, *inner = self.draft.path
        yield first
        for token in inner:
            if self._is_anothers(token):
                return
            yield token

    def _is_anothers(self, token: int) -> bool:
        """Whether a verb or noun on the way tells what others or things do: "that the article applies", "considers a
        Romanian offer to"."""
        tree = self.tree
        if self._is_kept_from(token):
            return True
        if not tree.is_verb(token):
            owners = [self.who.mentions.at(tree.tokens[kid].start) for kid in tree.kids(token, *QUALIFIERS)]
            return self._are_others(self.who.undertakers(one for one in owners if one is not None))
        subject = next((kid for kid in tree.kids(token, "nsubj", "nsubjpass") if kid < token), None)
        if subject is None or tree.tokens[subject].pos == "PRON":
            return False
        refs = self.who.of(tree, subject)
        return not refs or self._are_others(refs)

    def _is_kept_from(self, token: int) -> bool:
        """Whether others are kept from a deed: "banned the airline from flying"."""
        above = self.tree.tokens[token].head
        keeper = self.tree.lemma(self.tree.tokens[above].head)
        return self.tree.word(above) == "from" and self.tree.tokens[token].tag == "VBG" and keeper not in _REFUSING

    def _are_others(self, refs: tuple[ActorRef, ...]) -> bool:
        return bool(refs) and self._own.isdisjoint(ref.id or ref.name for ref in refs)

    def _deed(self) -> int | None:
        """The noun on the way that names what was done: "welcomes the completion of the depot"."""
        if self.draft.exploratory:
            return None
        nouns = (one for one in self._way if not self.tree.is_verb(one) and self.tree.lemma(one) in _DEEDS)
        found = next(nouns, None)
        return None if found is None or self._done_to(found) is None else found

    def _done_to(self, deed: int) -> int | None:
        return next(self.tree.objects(deed, "of"), None)

    def _named(self) -> str:
        """The verb of the act; who is to be somewhere has it there ("there will be a brigade")."""
        there = self.tree.lemma(self._verb) == "be" and self.tree.has(self._verb, "expl")
        inner = self._verb != self.draft.path[0]
        if inner and self._is_passive() and self._subject() is None:
            return f"be {self.tree.word(self._verb)}"  # "agreed to be guided by"
        return "have" if there else self.tree.verb(self._verb)

    def _refused(self) -> bool:
        """Whether it is undertaken not to do the act."""
        tree, group = self.tree, self.draft.clause.group
        verbs = [one for one in self._way if tree.is_verb(one)]
        if any(tree.lemma(one) in _REFUSING for one in verbs[:-1]):
            return True
        own = group.negated and group.tense in ("will", "would")
        return own or any(tree.group(one).negated for one in verbs[1:])

    def _begins(self) -> bool:
        """Whether a list item begins with a verb that the parser took for part of the phrase behind: "Expand
        Kenya's"."""
        tree, draft = self.tree, self.draft
        above = tree.tokens[draft.first]
        bare = draft.clause.subject is None and not tree.is_verb(draft.act) and not draft.done
        within = above.dep in ("amod", "compound", "nmod") and above.tag in ("NN", "NNP", "VB", "VBP")
        return bare and within and draft.act > draft.first + 1

    def _is_reduced(self) -> bool:
        """Whether the act is told of in passing: "the pact approved by"."""
        reduced = self.draft.clause.group.passive and self.tree.tokens[self._verb].dep == "acl"
        return reduced and self.draft.first < self._verb

    def _is_passive(self) -> bool:
        return self.tree.has(self._verb, "auxpass")

    def _subject(self) -> int | None:
        """The subject of the act's verb, its own or that of the clause that it stands in."""
        own = next((kid for kid in self.tree.kids(self._verb, "nsubj", "nsubjpass") if kid < self._verb), None)
        top = self.draft.path[0]
        shared = self._verb == top or (self._verb in self.draft.path[:2] and self._is_thing_done(top))
        return own if own is not None or not shared else self.draft.clause.subject

    def _is_thing_done(self, top: int) -> bool:
        """Whether the subject of the outer verb is what the act is done to: "the quay is to be built"."""
        return self.tree.lemma(top) == "be" or (self._inferred and self._is_passive())

    def _phrase(self, subject: int) -> str:
        """The words of a subject as they stand in an object."""
        tree = self.tree
        if tree.tokens[subject].pos == "PRON":
            return _OBJECTS.get(tree.word(subject), "")
        asides = list(tree.kids(subject, "relcl"))
        below = [one for one in tree.under(subject, asides) if one < max(self._verb, subject + 1)]
        last = below[-1] if asides else max(below[-1], self._before_verb(subject))
        last -= tree.tokens[last].pos == "CCONJ"
        words = self.text[tree.tokens[below[0]].start : tree.tokens[last].end].strip(_LOOSE)
        words = _NUMBER.sub("", words, count=1)
        common = tree.tokens[below[0]].tag in ("NN", "NNS") or _ARTICLE.match(words) is not None
        return words[0].lower() + words[1:] if common else words

    def _before_verb(self, subject: int) -> int:
        """The last token of what stands right before the verb and its helpers."""
        tree, verb = self.tree, self._verb
        helpers = [kid for kid in tree.kids(verb, "aux", "auxpass", "advmod", "neg") if subject < kid < verb]
        last = min([verb, *helpers]) - 1
        between = range(subject + 1, last + 1)
        nominal = all(tree.tokens[one].pos in _NOMINAL for one in between)
        return last if subject < last and nominal else subject

    def _behind(self, end: int) -> str:
        """The words behind the verb and its particle, without by whom a party has it done."""
        tree, verb = self.tree, self._verb
        skipped = {*tree.kids(verb, "prt"), *((verb + 1, verb + 2) if tree.word(verb) in PREFIXES else ())}
        after = next((one for one in range(verb + 1, self.draft.last + 1) if one not in skipped), None)
        if after is None:
            return ""
        start = tree.tokens[after].start
        agent = self._agent()
        if agent is None:
            return self.text[start:end].lstrip(_LOOSE).rstrip()
        kept = (self.text[start : agent[0]].strip(_LOOSE), self.text[agent[1] : end].strip(_LOOSE))
        return " ".join(part for part in kept if part)

    def _agent(self) -> tuple[int, int] | None:
        """Where the words stand that say by whom something is done in the passive, where these are the parties."""
        tree, mentions = self.tree, self.who.mentions
        for by in tree.kids(self._verb, "agent") if self._is_passive() else ():
            nouns = [member for noun in tree.kids(by, "pobj") for member in tree.members(noun)]
            near = [one for noun in nouns if (one := mentions.at(tree.tokens[noun].start)) is not None]
            parties = self.who.undertakers(near)
            if parties and not self._are_others(parties):
                return tree.tokens[by].start, max(one.end for one in near)
            counted = [noun for noun in nouns if not near and tree.lemma(noun) in _COUNTED]
            if counted:
                return tree.tokens[by].start, tree.tokens[counted[0]].end
        return None
