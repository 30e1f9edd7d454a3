"""Who undertakes what has no subject that names a party: whose promise it is, whom a pronoun goes back to, who speaks,
who undertook what stands before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from foedera.coding.commitments.clauses import QUALIFIERS, Syntax
from foedera.coding.commitments.operating import GREETING
from foedera.coding.commitments.parties import Parties
from foedera.coding.commitments.parting import TELLING, Draft
from foedera.coding.commitments.voices import saying
from foedera.model import ActorRef

By = Literal["named", "lead", "owner", "speaker", "context", "document"]
"""How the parties of an undertaking are known."""

TOLD = frozenset(
    "welcome applaud celebrate note commend recognize recognise acknowledge hail praise laud appreciate announce "
    "reaffirm reiterate reassert reconfirm affirm confirm restate underscore underline emphasise emphasize stress "
    "highlight share express support discuss secure obtain win receive gain extract".split()
)
"""Verbs that tell of a promise which may be another's."""

_AHEAD = ("will", "would", "ongoing")
"""Tenses of what somebody is still to do, or is doing."""

_PRONOUNS = frozenset("it they he she".split())
_PERSONS = frozenset("he she".split())


def promiser(who: Parties, tree: Syntax, draft: Draft) -> tuple[ActorRef, ...]:
    """Whose the promise is that somebody tells of: "welcomed Japan's decision to"."""
    noun = draft.path[1] if len(draft.path) > 1 else draft.path[0]
    verb = draft.clause.verb
    if tree.lemma(verb) not in TOLD or not tree.is_verb(verb):
        return ()
    if tree.is_verb(noun):
        return _doer(who, tree, noun) if len(draft.path) > 1 else _welcomed(who, tree, verb)
    between = tree.objects(noun, "between", "among")
    named = _mentioned(who, tree, [*tree.kids(noun, "poss"), *tree.objects(noun, "by", "from"), *between])
    named = named or _mentioned(who, tree, tree.kids(noun, "compound", "nmod"))  # "the US commitment to"
    return named or _welcomed(who, tree, verb)


def _doer(who: Parties, tree: Syntax, inner: int) -> tuple[ActorRef, ...]:
    """Who will do what somebody announces or confirms, where that has a subject of its own."""
    subject = next((kid for kid in tree.kids(inner, "nsubj") if kid < inner), None)
    if subject is None or tree.group(inner).tense not in _AHEAD or tree.tokens[subject].pos == "PRON":
        return ()
    return who.of(tree, subject)


def _welcomed(who: Parties, tree: Syntax, verb: int) -> tuple[ActorRef, ...]:
    """Whose the act is that somebody welcomes: "the conclusion of Fiji's review"."""
    if tree.lemma(verb) not in GREETING:
        return ()
    things = [word for thing in tree.kids(verb, "dobj") for word in (thing, *tree.objects(thing, "of", "in", "on"))]
    whose = [kid for thing in things for kid in tree.kids(thing, "poss")]
    return _concluded(who, tree, verb) or _mentioned(who, tree, whose)


def _concluded(who: Parties, tree: Syntax, verb: int) -> tuple[ActorRef, ...]:
    """Who concluded what somebody welcomes: "the conclusion of the treaty between Fiji and Tonga"."""
    if tree.lemma(verb) not in GREETING:
        return ()
    things = [word for thing in tree.kids(verb, "dobj") for word in (thing, *tree.objects(thing, "of"))]
    nouns = [*things, *(noun for thing in things for noun in tree.kids(thing, "prep"))]
    between = [noun for thing in nouns for noun in tree.objects(thing, "between")]
    found = _mentioned(who, tree, between)
    return found if len(found) > 1 else ()


def owners(who: Parties, tree: Syntax, subject: int) -> tuple[ActorRef, ...]:
    """Whose a subject is: "Japan's budget", "U.S. actions"."""
    whose = [*tree.kids(subject, *QUALIFIERS), *tree.objects(subject, "of", "by", "from", "among")]
    return _mentioned(who, tree, [*whose, *(kid for noun in whose for kid in tree.kids(noun, *QUALIFIERS))])


def speaker(who: Parties, tree: Syntax, verb: int) -> tuple[ActorRef, ...]:
    """Who says that something will be done."""
    above = saying(tree, verb)
    if above is not None:
        return tuple(ref for noun in tree.kids(above, "nsubj") for ref in who.of(tree, noun))
    token = tree.tokens[verb]
    if token.dep != "ccomp" or tree.lemma(token.head) not in TELLING:
        return ()
    said = token.head
    if tree.tokens[said].tag == "VBG" and tree.tokens[said].dep == "advcl":
        said = tree.tokens[said].head  # "confirmed the pact, underscoring that"
    clause = next((clause for clause in tree.clauses() if clause.verb == said), None)
    return () if clause is None or clause.subject is None else who.of(tree, clause.subject)


def inferred(who: Parties, tree: Syntax, draft: Draft, last: tuple[ActorRef, ...]) -> tuple[tuple[ActorRef, ...], By]:
    """The parties of an undertaking whose subject names none, and how they are known; `last` are those of the
    undertaking before."""
    subject, verb = draft.clause.subject, draft.clause.verb
    if draft.clause.group.passive and who.by_others(tree, verb):
        return (), "context"
    whose = () if subject is None else owners(who, tree, subject)
    if whose:
        return whose, "owner"
    if subject is not None and _is_officer(tree, subject):
        return (), "context"  # what an organisation's officer shall do its members do not undertake
    return _gathered(who, tree, draft, last)


def _gathered(who: Parties, tree: Syntax, draft: Draft, last: tuple[ActorRef, ...]) -> tuple[tuple[ActorRef, ...], By]:
    """Who says it, who speaks in the document, or who undertook what stands before."""
    subject, verb = draft.clause.subject, draft.clause.verb
    goes_back = subject is not None and tree.word(subject) in _PRONOUNS
    says = speaker(who, tree, verb)
    if says and (goes_back or not who.own):
        return says, "speaker"
    if who.own:
        return who.own, "document"
    unknown = goes_back and _is_told(tree, verb)
    return () if unknown else _before(who, tree, draft, last), "context"


def _is_told(tree: Syntax, verb: int) -> bool:
    """Whether somebody says it, of whom no party is known ("three of the powers said they would")."""
    above = saying(tree, verb)
    return above is not None and tree.has(above, "nsubj")


def _before(who: Parties, tree: Syntax, draft: Draft, last: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """The parties of the undertaking before, or those in the title of an official text, for a subject that names
    none."""
    subject = draft.clause.subject
    word = "" if subject is None else tree.word(subject)
    if word in _PERSONS:
        return ()  # whoever that is, it is nobody who undertook something before
    if who.official:
        # what a treaty provides for is not laid to whom its last article named
        return who.titled if word and word not in _PRONOUNS else last or who.titled
    goes_on = word in (*_PRONOUNS, "there") or (subject is not None and who.acts(tree, subject))
    return last if goes_on or draft.clause.group.passive else ()


def _is_officer(tree: Syntax, subject: int) -> bool:
    """Whether a subject is the secretary or director general of an organisation."""
    return tree.word(subject) == "general" and tree.word(subject - 1) in ("secretary", "director", "-")


def _mentioned(who: Parties, tree: Syntax, tokens: Iterable[int]) -> tuple[ActorRef, ...]:
    """The parties that these tokens mention, with those beside them."""
    every = [member for token in tokens for member in tree.members(token)]
    found = (who.mentions.at(tree.tokens[token].start) for token in every)
    return who.undertakers(mention for mention in found if mention is not None)
