"""Whether a draft is specific enough that somebody could later check it: what speaks for and against it, by name. What
each of these is worth stands in the table of weights."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from foedera.coding.commitments.clauses import Syntax
from foedera.coding.commitments.context import TOLD, By
from foedera.coding.commitments.lexicon import Lexicon, Sort
from foedera.coding.commitments.operating import GREETING, denied
from foedera.coding.commitments.parting import Draft

_REGIONS = frozenset(
    "indo pacific indo-pacific asia europe africa atlantic euro euro-atlantic middle east west western eastern "
    "northern southern south north southeast northeast latin america americas world international global today".split()
)
_EFFECTS = frozenset(
    "enable help allow reflect demonstrate underscore represent permit benefit mark serve ensure lead make".split()
)
_CONTENT = ("dobj", "xcomp", "ccomp", "attr", "dative")
_WORTH: dict[Sort, int] = {
    "institution": 8, "instrument": 7, "deliverable": 7, "measure": 6, "operator": 4, "support": 2, "framing": 1,
    "attitude": 1,
}  # fmt: skip
_NAMED: tuple[Sort, ...] = ("institution", "instrument", "deliverable")
_SINCE = re.compile(r"\b[Ss]ince\b")
_NEEDED = re.compile(r"\bneed to (?:continue|further|complete|finish|keep)\b")
_NEAR = 110
_FAR = 60
_SHORT, _LONG = 4, 30
_VALUES = re.compile(
    r"\b(?:(?:common|shared|universal|democratic|fundamental) (?:\w+ )?values|"
    r"(?:commitment|support|committed) (?:to|for) (?:a |the )?"
    r"(?:free and open|rules-based|rule of law|multilateral|human rights|international law|democracy))\b",
    re.IGNORECASE,
)
_ATTESTING = frozenset("underscore underline emphasise emphasize stress note confirm acknowledge highlight".split())
_WELCOMING = GREETING | {"note", "recognize", "recognise", "acknowledge"}
_FORETELLS = frozenset("will shall remain remains commitment commitments committed".split())
_MARKING = ("mark", "advmod")
_MARKS = frozenset("while as because although though since whereas that so when after before if unless".split())
_AHEAD = re.compile(
    r"\b(?:by|in|before|until|from|starting|beginning|within|during|as early as) "
    r"(?:the |early |late |mid-?|end of |summer |fall )*"
    r"(?:20[0-9]{2}|January|February|March|April|May|June|July|August|September|October|November|December|"
    r"\d+ (?:days|months|"
    r"years)|next|coming)\b|\b(?:next|later this|this) (?:week|month|year|spring|summer|fall|autumn|winter)\b|"
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\btomorrow\b|\bannual(?:ly)?\b"
)
_VAGUE = re.compile(
    r"\b(?:further|closely|closer|greater|stronger|robust|together|tirelessly|steadfastly|wide range|range of|"
    r"various|all|"
    r"efforts?|approach|issues?|matters?|areas?|challenges?|ways?|forward|heights?|era|future)\b",
    re.IGNORECASE,
)
_NEW = frozenset(
    "new first additional annual regular joint trilateral bilateral permanent second third initial inaugural major "
    "more "
    "other extra further".split()
)
_ARTICLES = {
    "a": "a", "an": "a", "the": "the", "this": "the", "that": "the", "these": "the", "those": "the", "our": "own",
    "its": "own", "their": "own", "his": "own", "her": "own", "no": "no", "any": "no", "all": "all", "every": "all",
}  # fmt: skip
_WE = ("we", "i")
_ACRONYM = re.compile(r"[A-Z]{3,6}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\blast (?:year|month|week)\b|\bago\b|\bearlier\b")


class Seen(msgspec.Struct, frozen=True):
    """A draft as it is weighed: `words` is its text, `by` how its parties are known, `sole` are the tokens that do no
    more than name actors; `official` says that the document is one of governments, `opens` that it begins here."""

    tree: Syntax
    lexicon: Lexicon
    draft: Draft
    words: str
    by: By
    sole: frozenset[int]
    official: bool
    opens: bool


def reasons_of(seen: Seen) -> Iterator[str]:
    """What speaks for and against a draft."""
    draft, tree = seen.draft, seen.tree
    yield draft.status
    yield f"by {seen.by}"
    yield f"tense {_tense(tree, draft)}"
    if seen.official:
        yield "official"
        yield f"official {draft.status}"
    if draft.clause.shared:
        yield "shared"
    if seen.opens:
        yield "opens official" if seen.official else "opens"
    yield from _act(seen)
    yield from _objects(seen)
    yield from _place(seen)
    yield from _attitude(seen)
    yield from _wording(seen)
    if seen.by not in ("named", "lead"):
        yield from _nobody(seen)


def _tense(tree: Syntax, draft: Draft) -> str:
    """The tense of the clause; what has been done is told apart from what was."""
    tense = draft.clause.group.tense
    has = tree.says(("has", "have", "'ve", "’ve"), draft.clause.verb, "aux")
    return "perfect" if tense == "past" and has else tense


def _act(seen: Seen) -> Iterator[str]:
    """What sort of act it is."""
    tree, draft = seen.tree, seen.draft
    if len(draft.path) > 1:
        yield "operator"
    if not tree.is_verb(draft.act):
        yield "act noun"
        return
    verb = tree.verb(draft.act)
    sort = seen.lexicon.act(verb) if seen.lexicon.knows(verb) else "unknown"
    yield f"act {sort}"
    yield f"act {sort} {'passed on' if len(draft.path) > 1 else draft.status}"
    if not tree.has(draft.act, *_CONTENT, "prep", "nsubjpass"):
        yield "act alone"
    if tree.says(("shall",), draft.clause.verb, "aux"):
        yield "shall"
    if seen.by == "lead":
        yield f"lead {draft.status}"


def _place(seen: Seen) -> Iterator[str]:
    """Where the clause stands."""
    tree, draft = seen.tree, seen.draft
    if tree.is_verb(draft.clause.verb):
        yield from _clause(tree, draft)
    else:
        yield "noun listed" if seen.by == "lead" else "noun alone"
    if len(draft.path) > 1 and tree.is_verb(draft.path[1]):
        yield from _content(tree, draft.path[1])
    if draft.clause.group.negated or any(denied(tree, index) for index in draft.path):
        yield "denied"


def _clause(tree: Syntax, draft: Draft) -> Iterator[str]:
    """What sort of clause it is: a relative clause tells what something does, or its object stands outside."""
    verb = tree.tokens[draft.clause.verb]
    if verb.dep == "relcl":
        thing = draft.clause.subject == verb.head and not tree.tokens[verb.head].tag.startswith("NNP")
        gap = not thing and not tree.has(draft.clause.verb, *_CONTENT)
        yield "relative" if thing or gap else "aside"
    elif verb.dep == "advcl" and tree.says(_MARKS, draft.clause.verb, *_MARKING):
        yield "beside"
    elif verb.dep == "acl":
        yield "reduced"
    elif verb.dep in ("ccomp", "conj", "advcl", "xcomp"):
        yield f"clause {verb.dep}"


def _content(tree: Syntax, verb: int) -> Iterator[str]:
    """Whether what is promised is somebody else's to do, or only how something is."""
    subjects = [kid for kid in tree.kids(verb, "nsubj") if kid < verb]
    if any(tree.lemma(kid) in ("commitment", "obligation", "pledge") for kid in subjects):
        yield "promise"  # "confirmed that its commitment is ironclad"
    elif _states(tree, verb):
        yield "states"
    elif any(kid < verb for kid in tree.kids(verb, "nsubj")):
        yield "of others"


def _states(tree: Syntax, verb: int) -> bool:
    """Whether what is agreed or confirmed only says how something is: "agreed that ties form the bedrock"."""
    tense = tree.group(verb).tense
    bare = tense == "bare" and any(kid < verb for kid in tree.kids(verb, "nsubj"))
    return tree.tokens[verb].dep == "ccomp" and (bare or tense in ("present", "past"))


def _attitude(seen: Seen) -> Iterator[str]:
    """Whether a promise is confirmed, or only an opinion: "underscored its commitment", "expressed appreciation"."""
    tree, lexicon, draft = seen.tree, seen.lexicon, seen.draft
    verb = tree.lemma(draft.clause.verb)
    promises = any(_sort(tree, lexicon, index) == "operator" for index in draft.path[1:2])
    if promises:
        yield "promise of framing" if _sort(tree, lexicon, draft.act) == "framing" else "promise"
    if verb in _ATTESTING and not promises and not _foretells(tree, draft):
        yield "attests"
    if draft.status == "reaffirmed" and _NEEDED.search(seen.words):
        yield "needed"
    elif verb == "acknowledge" or (tree.is_verb(draft.act) and _opines(tree, lexicon, draft.act)):
        yield "attitude"
    yield from _welcome(seen, verb)


def _welcome(seen: Seen, verb: str) -> Iterator[str]:
    """Whether somebody only welcomes or tells of what is promised."""
    tree, draft = seen.tree, seen.draft
    if verb in _WELCOMING:
        greets = draft.clause.group.passive or any(kid in seen.sole for kid in tree.kids(draft.clause.verb, "dobj"))
        yield "greets" if greets else "welcomes" if len(draft.path) == 1 else "welcomes a promise"
    elif verb in TOLD:
        yield "told of"


def _wording(seen: Seen) -> Iterator[str]:
    """What single words tell."""
    words, draft = seen.words, seen.draft
    if _VALUES.search(words, 0, _NEAR):
        yield "values"
    if seen.lexicon.excluded("clause", words[: _far(seen)]):
        yield "excluded"
    if draft.status in ("completed", "decided") and _SINCE.search(words):
        yield "since"
    if draft.status in ("completed", "decided", "ongoing") and _YEAR.search(words):
        yield "dated"
    length = draft.last - draft.path[0]
    if length < _SHORT or length > _LONG:
        yield "short" if length < _SHORT else "long"
    yield from _tone(seen)


def _tone(seen: Seen) -> Iterator[str]:
    """Whether the words name a day, who speaks, and how much of them says nothing."""
    if _AHEAD.search(seen.words):
        yield "day named"
    vague = len(_VAGUE.findall(seen.words))
    if vague:
        yield "vague" if vague == 1 else "very vague"
    subject = seen.draft.clause.subject
    if subject is not None and seen.tree.word(subject) in _WE:
        yield "we"
    if subject is not None and seen.tree.lemma(subject) == "attack" and seen.draft.status == "committed":
        yield "answers an attack"
    if seen.tree.verb(seen.draft.act) in _EFFECTS:
        yield "effect of others" if seen.by != "named" else "helps"


def _far(seen: Seen) -> int:
    """How far into its words a draft still tells what it is: a little behind its act."""
    tokens = seen.tree.tokens
    return max(0, tokens[seen.draft.act].end - tokens[seen.draft.first].start) + _FAR


def _opines(tree: Syntax, lexicon: Lexicon, act: int) -> bool:
    """Whether the object of a verb is an attitude: "concern", "importance"."""
    return any(_sort(tree, lexicon, kid) == "attitude" for kid in tree.kids(act, "dobj", "attr"))


def _foretells(tree: Syntax, draft: Draft) -> bool:
    """Whether what is attested is itself an undertaking: "underscored that it remains committed", "will be met"."""
    return not _FORETELLS.isdisjoint(tree.word(index) for index in range(draft.path[0], draft.last + 1))


def _sort(tree: Syntax, lexicon: Lexicon, token: int) -> Sort | None:
    noun = lexicon.noun(tree.lemma(token)) if tree.tokens[token].pos in ("NOUN", "PROPN") else None
    return None if noun is None else noun.sort


def _objects(seen: Seen) -> Iterator[str]:
    """What the object names: the best of its nouns, proper names, numbers."""
    draft = seen.draft
    behind = draft.path[0] < draft.last and not draft.clause.group.passive
    places = range(draft.path[0] + 1 if behind else draft.first, draft.last + 1)
    inside = [index for index in places if index not in seen.sole and index not in draft.path[:-1]]
    nouns = [index for index in inside if seen.tree.tokens[index].pos in ("NOUN", "PROPN")]
    sorts = [_noun(seen, index) for index in nouns]
    yield from filter(None, (_named(seen.tree, index) for index in inside))
    if None in sorts:
        yield "noun"
    ranked = sorted({sort for sort in sorts if sort is not None}, key=lambda sort: (-_WORTH[sort], sort))
    yield f"object {ranked[0]}" if ranked else "object other" if nouns else "object none"
    if len(ranked) > 1:
        yield f"with {ranked[1]}"
    yield from _direct(seen)


def _named(tree: Syntax, index: int) -> str | None:
    """Whether a word is a name or a number."""
    token = tree.tokens[index]
    if token.pos == "PROPN" and tree.word(index) not in _REGIONS and token.text[0].isupper():
        return "name"
    return "number" if token.tag == "CD" else None


def _direct(seen: Seen) -> Iterator[str]:
    """What the act is done to."""
    tree, draft = seen.tree, seen.draft
    kids = list(tree.kids(draft.act, "dobj", "attr", "nsubjpass"))
    for kid in kids[:1]:
        sort = _noun(seen, kid)
        thing = sort or ("name" if tree.tokens[kid].pos == "PROPN" else "other")
        yield f"direct {thing}"
        if tree.is_verb(draft.act):
            yield f"{seen.lexicon.act(tree.verb(draft.act))} {thing}"
        if draft.status in ("completed", "decided", "reaffirmed", "ongoing"):
            yield f"{draft.status} {thing}"
        if draft.status in ("completed", "ongoing") and tree.has(kid, "nummod"):
            yield "a counted deed"
        yield from _described(tree, kid)


def _described(tree: Syntax, noun: int) -> Iterator[str]:
    """What the words before the object tell: a new thing, one that is known, nothing in particular."""
    before = [tree.word(kid) for kid in tree.kids(noun, "det", "poss", "amod", "nummod") if kid < noun]
    if not _NEW.isdisjoint(before):
        yield "a new thing"
    article = next((word for word in before if word in _ARTICLES), None)
    yield f"article {_ARTICLES[article]}" if article is not None else "article none"


def _noun(seen: Seen, index: int) -> Sort | None:
    """What a noun is worth, by itself or with the word before it."""
    tree, lexicon = seen.tree, seen.lexicon
    founded = tree.says(("a", "an"), index, "det")
    if founded and _ACRONYM.fullmatch(tree.tokens[index].text):
        return "institution"  # "launched an NCG"
    two = f"{tree.word(index - 1)} {tree.lemma(index)}" if index else ""
    found = lexicon.thing(two) or lexicon.thing(tree.lemma(index)) or lexicon.thing(tree.word(index))
    if found is None and tree.tokens[index].tag == "NNPS":  # names keep their plural: "signed Guidelines"
        named = lexicon.thing(tree.lemma(index).removesuffix("s"))
        return named if named in _NAMED else None
    return found


def _nobody(seen: Seen) -> Iterator[str]:
    """What speaks against a clause whose subject names no party: effects of things, comments."""
    tree, draft = seen.tree, seen.draft
    subject, act = draft.clause.subject, tree.verb(draft.act)
    sort = None if subject is None else _noun(seen, subject)
    if sort in ("instrument", "institution", "deliverable"):
        yield f"subject {sort}"
    if subject is None:
        yield "no subject"
    elif draft.clause.group.passive or (act == "take" and tree.says(("place",), draft.act)):
        yield "passive"
    elif act in _EFFECTS or draft.status == "ongoing":
        yield "effect"
    else:
        agent = tree.lemma(subject) in seen.lexicon.agents
        yield "pronoun" if tree.tokens[subject].pos == "PRON" else "agent" if agent else "thing"
