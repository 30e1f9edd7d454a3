"""Posts beside a person's name: a title before it, an apposition behind it, or a verb that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from foedera.coding.affiliations import patterns
from foedera.coding.affiliations.bodies import Bodies
from foedera.coding.affiliations.lexicon import Lexicon
from foedera.coding.coder import Reading
from foedera.dates import dates
from foedera.language import Sentence
from foedera.model import ActorRef, Edtf, Modality
from foedera.model.vocabulary import Standing
from foedera.resolution import Mention

_REACH = 130
_WINDOW = 110
_LONGEST = 9
_LONG = 12  # characters of a title behind its first words ("secretary of defense")


class Post(msgspec.Struct, frozen=True):
    """That a person holds or held a post in a group; evidence is the text from `start` to `end`."""

    member: ActorRef
    group: ActorRef
    role: str | None
    standing: Standing
    start: int
    end: int
    how: str
    when: Edtf | None = None
    modality: Modality = "actual"


class Posts:
    """Finds the posts of the persons of one document."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self.reading, self.lexicon = reading, lexicon
        self.text = reading.document.text
        self.bodies = Bodies(reading)

    def found(self) -> Iterator[Post]:
        """All posts, in the order of the persons' mentions."""
        for mention in self.reading.mentions:
            sentence = self.reading.parse.at(mention.start)
            if sentence is None or not _is_person(mention) or patterns.HEADLINE.search(mention.text):
                continue
            told = [*self._titled(mention, sentence), *self._behind(mention, sentence)]
            yield from told
            yield from self._working(mention, sentence)
            if not told:
                yield from self._roleless(mention, sentence)

    def _working(self, mention: Mention, sentence: Sentence) -> Iterator[Post]:
        """Where somebody works or which body he led: "..., who works at", "... who ran the agency"."""
        high = min(sentence.end, mention.end + _REACH)
        for pattern, standing in ((patterns.WORKS, "holder"), (patterns.RAN, "former")):
            match = pattern.match(self.text, mention.end, high)
            group = self.bodies.home(match.end(), sentence.end, every=True) if match is not None else None
            if match is not None and group is not None:
                former = standing == "former" or match["past"] is not None
                yield Post(
                    mention.refs[0], group, None, "former" if former else "holder", mention.start, group.end, "verb"
                )
                return

    def _roleless(self, mention: Mention, sentence: Sentence) -> Iterator[Post]:
        """Where somebody belongs without a role: "CSIS's NAME", "NAME of CSIS", "his predecessor, NAME"."""
        own = patterns.OWN.search(self.text, sentence.start, mention.start)
        group = self.bodies.ending(own.start()) if own is not None else None
        if group is not None and group.refs[0].kind == "organisation" and group.refs[0].sector != "IGO":
            yield Post(mention.refs[0], group.refs[0], None, "holder", group.start, mention.end, "apposition")
            return
        behind = patterns.FROM.match(self.text, mention.end, sentence.end)
        home = self.bodies.home(behind.end(), sentence.end) if behind is not None else None
        if home is not None:
            yield Post(mention.refs[0], home, None, "holder", mention.start, home.end, "apposition")
        state = mention.refs[0].state
        before = patterns.PREDECESSOR.search(self.text, sentence.start, mention.start)
        if before is not None and state is not None:
            whose = self.bodies.state(state, before.start(), before.end())
            if whose is not None:
                yield Post(mention.refs[0], whose, None, "former", before.start(), mention.end, "apposition")

    def _titled(self, mention: Mention, sentence: Sentence) -> Iterator[Post]:
        """The post of a title before the name ("Japanese Prime Minister NAME", "his adviser, NAME")."""
        low = max(sentence.start, mention.start - _WINDOW)
        joint = patterns.BEFORE.search(self.text, low, mention.start)
        if joint is None:
            return
        role = self._role_before(low, mention.start - 1) or self._role_before(low, joint.start())
        if role is None or (joint[1] and not self._apposes(*role, low)):
            return
        start, end = role
        group, words = self._titled_group(mention, start, end, low)
        if group is None and not self.lexicon.of_state(words):
            group = self.bodies.leading(sentence, start)
        if group is None or not words.strip():
            return
        first = min(start, group.start)
        past = patterns.FORMER_LEAD.search(self.text, max(sentence.start, first - 12), first) is not None
        past = past or patterns.FORMER_LEAD.search(self.text, max(sentence.start, start - 12), start) is not None
        yield self._post(mention, group, words, (start, max(mention.end, group.end)), "title", past=past)

    def _titled_group(self, mention: Mention, start: int, end: int, low: int) -> tuple[ActorRef | None, str]:
        """Whose post a title is, and its words without the group's."""
        words = self.text[start:end]
        group = self.bodies.before(start, low) or self.bodies.of(mention.end) or self.bodies.inside(start, end)
        if group is not None and group.sector == "IGO" and patterns.SENT.search(words):
            words, group = self.text[min(start, group.start) : end], None  # sent to it by a state
        elif group is not None and start <= group.start and group.end <= end:
            words = _without(words, start, group)
        state = mention.refs[0].state
        own = self.lexicon.only_of(words) or (state if self.lexicon.of_state(words) else None)
        if group is None and own is not None:
            group = self.bodies.state(own, start, end)
        return group, words

    def _role_before(self, low: int, end: int) -> tuple[int, int] | None:
        """Where the role that ends at `end` begins with its fields, and where it ends without a rank."""
        heads = [each for each in self.lexicon.role.finditer(self.text, low, end) if self._reaches(each.end(), end)]
        if not heads:
            return None
        head = next((each for each in heads if "," not in self.text[each.end() : end]), heads[0])
        start = head.start()
        while start > low and self.text[start - 1] == " ":
            word = patterns.WORD.search(self.text, low, start - 1)
            if word is None or self.bodies.named(word.start()) or not self._is_field(word[0]):
                break
            start = word.start()
        rank = patterns.RANKED.search(self.text, head.end(), end)
        return start, rank.start() if rank is not None else end

    def _reaches(self, start: int, end: int) -> bool:
        """Whether a role's head goes on from `start` to `end` as part of one post ("Minister of Foreign Affairs")."""
        if patterns.REST.fullmatch(self.text, start, end) is None:
            return False
        return not any(_is_person(mention) for mention in self.reading.mentions.within(start, end))

    def _is_field(self, word: str) -> bool:
        return word.lower().rstrip(".") in self.lexicon.fields

    def _apposes(self, start: int, end: int, low: int) -> bool:
        """Whether words before a comma and a name describe who is named: "the president, NAME", "President of STATE,
        NAME"."""
        if self.text[low:start].lower().endswith(patterns.OWNERS) or self.bodies.ending(start - 1) is not None:
            return True
        inside = self.bodies.inside(start, end)
        return self.text[start].isupper() and inside is not None and inside.end == end

    def _behind(self, mention: Mention, sentence: Sentence) -> Iterator[Post]:
        """The post of a verb or an apposition behind the name."""
        high = min(sentence.end, mention.end + _REACH)
        for pattern, standing in patterns.VERBS:
            match = pattern.match(self.text, mention.end, high)
            found = self._phrase(mention, match.end(), high, "verb", standing) if match is not None else None
            if found is not None:
                yield found
                return
        joint = patterns.OPENED.match(self.text, mention.end, high)
        found = self._phrase(mention, joint.end(), high, "apposition", "holder") if joint is not None else None
        if found is not None:
            yield found

    def _phrase(self, mention: Mention, start: int, high: int, how: str, standing: str) -> Post | None:
        """The post that the words from `start` on tell."""
        stop = patterns.END.search(self.text, start, high)
        end = stop.start() if stop is not None else high
        determiner = patterns.DETERMINER.match(self.text, start, end)
        at = determiner.end() if determiner is not None else start
        head = self.lexicon.role.search(self.text, at, end)
        if head is None or not self._leads(at, head.start()) or self._of_another(head.end()):
            return None
        group, close, only = self._owner(at, head, end)
        group = group or self._served(mention, at, close)
        if group is None or patterns.SUPERLATIVE.match(self.text, at, close):
            return None
        words = self._title(at, close, None if only else group)
        if not words.strip(" ,") or ((how, standing) == ("verb", "former") and patterns.VAGUE.search(words)):
            return None
        past = standing == "former" or bool(patterns.FORMER.search(self.text, start, head.end()))
        when = self._when(close, high) if how == "verb" else None
        return self._post(mention, group, words, (mention.start, close), how, past=past, when=when)

    def _title(self, at: int, close: int, group: ActorRef | None) -> str:
        """The words of a title, without those that name whose it is (None: they belong to it)."""
        words, inside = self.text[at:close], group is not None and at <= group.start and group.end <= close
        return _without(words, at, group) if inside and group is not None else words

    def _served(self, mention: Mention, start: int, end: int) -> ActorRef | None:
        """The state of a person whose post tells only that it is one of a state: for which he or she signs, or else
        the one that is known; None where it does not even tell that."""
        if not self.lexicon.of_state(self.text[start:end]):
            return None
        state = mention.refs[0].state
        signed = self.bodies.ending(mention.start - 2) if self.text.endswith(": ", 0, mention.start) else None
        if signed is not None and signed.refs[0].kind == "state":
            return signed.refs[0]
        return None if state is None else self.bodies.state(state, start, end)

    def _owner(self, at: int, head: re.Match[str], end: int) -> tuple[ActorRef | None, int, bool]:
        """Whose a post is, where its words end, and whether the title alone tells that."""
        group, close = self._group(at, head, end)
        only = self.lexicon.only_of(self.text[at : head.end() + _LONG])
        if only is not None and (group is None or (group.kind == "state" and group.id != only)):
            group, close = self.bodies.state(only, at, head.end()), max(close, self._field(head.end(), end))
        return group, close, only is not None

    def _field(self, start: int, end: int) -> int:
        """Where what a post is about ends behind its title ("of defense for China")."""
        match = patterns.SUBJECT.match(self.text, start, end)
        return start if match is None else match.end()

    def _leads(self, start: int, head: int) -> bool:
        """Whether the words before a role's head only specify it, so that it is the head of the phrase."""
        between = self.text[start:head]
        if len(between.split()) > _LONGEST or "," in between or patterns.CLAUSE.search(between):
            return False
        return sum(_is_person(mention) for mention in self.reading.mentions.within(start, head)) < 2

    def _of_another(self, end: int) -> bool:
        """Whether the role stands before another person's name and so is that one's title."""
        people = (mention for mention in self.reading.mentions.within(end, end + _WINDOW) if _is_person(mention))
        person = next(people, None)
        return person is not None and patterns.TITLED.fullmatch(self.text, end, person.start) is not None

    def _group(self, start: int, head: re.Match[str], end: int) -> tuple[ActorRef | None, int]:
        """The group in a phrase, and where the phrase ends: behind the head by a preposition, else before it."""
        before = self.bodies.last(start, head.start())
        if before is not None and patterns.SENT.search(head[0]):
            return before, head.end()
        stop = patterns.STOP.search(self.text, head.end(), end)
        limit = stop.start() if stop is not None else end
        behind = self.bodies.behind(head.end(), limit)
        if behind is not None:
            return behind, behind.end
        field = patterns.FIELD_BEHIND.match(self.text, head.end(), limit)
        return before, field.end() if field is not None else head.end()

    def _when(self, start: int, high: int) -> Edtf | None:
        """The time of a post that stands right behind it ("from 2013 to 2017")."""
        found = dates(self.text[start:high], self.reading.document.published)[:1]
        lead = patterns.WHEN.fullmatch(self.text, start, start + found[0].start) if found else None
        if lead is None:
            return None
        when = found[0].when
        return Edtf.parse(f"{when}/") if lead[1] in ("since", "on") and not when.is_interval else when

    @staticmethod
    def _post(
        mention: Mention, group: ActorRef, words: str, span: tuple[int, int], how: str, *, past: bool,
        when: Edtf | None = None,
    ) -> Post:  # fmt: skip
        past = past or patterns.FORMER.search(words + " ") is not None
        candidate = patterns.CANDIDATE.search(words) is not None
        role = patterns.LEADING.sub("", patterns.FORMER.sub("", words).strip(" ,."), count=1)
        planned: Modality = "planned" if patterns.ELECT.search(role) and not candidate else "actual"
        standing: Standing = "former" if past else "candidate" if candidate else "holder"
        return Post(mention.refs[0], group, role, standing, span[0], span[1], how, when, planned)


def _is_person(mention: Mention) -> bool:
    """Whether a mention names one person."""
    return mention.how in ("name", "surname") and [ref.kind for ref in mention.refs] == ["person"]


def _without(words: str, start: int, group: ActorRef) -> str:
    """The words of a post without the group's name and what joins them."""
    before, after = words[: group.start - start].rstrip(), words[group.end - start :]
    before = patterns.TRAILING.sub("", before + " ").strip()
    after = re.sub(r"^(?:[’']s?)?[ ,]*", "", after)
    return f"{before} {after}".strip()
