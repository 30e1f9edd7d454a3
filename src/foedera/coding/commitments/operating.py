"""Which status a clause gives to what it undertakes: read from the outermost operator inwards, down to the act."""

from __future__ import annotations

import re

import msgspec

from foedera.coding.commitments.clauses import Clause, Syntax
from foedera.coding.commitments.lexicon import Lexicon, Operator
from foedera.model.vocabulary import CommitmentStatus

_KEPT = ("intended", "committed", "reaffirmed", "delayed", "suspended", "withdrawn")
_ORDER = (
    *("to", "ing", "that", "on", "upon", "for", "with", "of", "from", "in", "into", "toward", "towards", "at", "about"),
    "object",
)
_OF_NOUN = ("to", "ing", "of", "for", "on", "in", "toward", "towards", "regarding")
_TERMS = frozenset("include comprise entail cover contain envisage foresee stipulate require".split())
_STANDING = frozenset(
    "support provide fund finance host contribute lead operate maintain participate supply train sustain "
    "facilitate".split()
)
_PERFORMED = frozenset("establish launch create sign adopt approve authorise authorize designate found".split())
_LOOKS = re.compile(r"\b(?:possibilit|opportunit|option|feasib|ways? (?:to|in)\b|whether|potential)", re.IGNORECASE)
_LIGHT = frozenset(
    "make have share express state take set declare give secure obtain win receive gain extract reach".split()
)
_SHOWING = frozenset("advance outline present voice signal convey".split())
_KEEPING = frozenset("maintain keep sustain retain continue support remain preserve uphold".split())
_ALLOWING = frozenset(
    "allow permit authorise authorize oblige obligate commit call provide guarantee grant give bind".split()
)
_UNDER = frozenset("way construction development negotiation".split())
_AFOOT = frozenset("underway ongoing afoot".split())
_PASSAGES = frozenset("annex appendix article chapter section paragraph preamble schedule".split())
_RELATING = frozenset("amend supersede replace implement supplement modify".split())
_STRIKING = frozenset("reach strike clinch seal make hammer".split())
_TRIES = frozenset("seek aim try hope strive attempt".split())
_INTENDING = frozenset("intend plan aim hope expect".split())
_PLANS = frozenset("plan proposal deal agreement scheme arrangement accord".split())
_SHUT = ("may", "should")
GREETING = frozenset("welcome applaud celebrate commend hail praise laud".split())
"""Verbs that welcome what another does or has done."""

AHEAD = frozenset("upcoming planned forthcoming scheduled".split())
_OPENING = frozenset("announce launch begin start order commission conduct initiate undertake commence".split())
_REVIEWS = frozenset("review study assessment examination evaluation".split())
_LINKING = frozenset("be look appear seem remain become stand".split())
_DEEP = 5


class Undertaking(msgspec.Struct, frozen=True):
    """What a clause undertakes: the status of its outermost operator, the verbs and nouns passed on the way in
    (`path`, the outermost first, the act last), and whether the act only looks into something."""

    clause: Clause
    status: CommitmentStatus
    exploratory: bool
    path: tuple[int, ...]

    @property
    def act(self) -> int:
        """The token that names the act."""
        return self.path[-1]


def undertaking(tree: Syntax, lexicon: Lexicon, clause: Clause) -> Undertaking | None:
    """What a clause undertakes; None where it has no operator of a promise, nor reports a deed."""
    group = clause.group
    if group.tense in _SHUT or (group.tense == "bare" and not clause.shared and tree.infinitive(clause.verb)):
        return None
    if group.negated and group.tense not in ("will", "would", "present"):
        return None
    path, operators = inwards(tree, lexicon, clause.verb)
    status = _status(tree, lexicon, clause, path, operators)
    if status is None or (group.negated and group.tense == "present" and status != "intended"):
        return None
    explores = any(operator.exploratory for operator in operators) or looks_into(tree, lexicon, path[-1])
    return Undertaking(clause, status, explores or _is_review(tree, path[-1]), path)


def inwards(tree: Syntax, lexicon: Lexicon, verb: int) -> tuple[tuple[int, ...], list[Operator]]:
    """The heads from a verb through what its operators take to the act, and the operators."""
    path, operators = [verb], []
    for _ in range(_DEEP):
        step = _step(tree, lexicon, path[-1])
        if step is None:
            break
        operator, inner = step
        operators.append(operator)
        path.append(inner)
    return tuple(path), operators


def _step(tree: Syntax, lexicon: Lexicon, head: int) -> tuple[Operator, int] | None:
    """The operator at a head and the head of what it takes; None where the head is the act."""
    if tree.tokens[head].pos in ("NOUN", "PROPN") and not tree.is_verb(head):
        return _noun_step(tree, lexicon, head)
    if tree.lemma(head) in _LINKING:
        return _linking_step(tree, lexicon, head)
    lemma, verb = tree.lemma(head), tree.verb(head)
    if lemma == "take" and tree.says(("opportunity",), head, "dobj"):
        return _occasion_step(tree, lexicon, head)
    for takes, kid in _taken(tree, head):
        operator = lexicon.operator(verb, takes) or (lexicon.operator(lemma, takes) if verb == lemma else None)
        if operator is None or (takes == "object" and not _is_promise(tree, lexicon, kid)):
            continue
        return operator, kid
    return _light_step(tree, lexicon, head)


def _occasion_step(tree: Syntax, lexicon: Lexicon, head: int) -> tuple[Operator, int] | None:
    """ "take this opportunity to announce": what is done by saying so."""
    below = [kid for kid in tree.under(head) if tree.infinitive(kid)]
    said = lexicon.operator(tree.verb(below[0]), "object") if below else None
    return None if said is None else (said, below[0])


def _taken(tree: Syntax, head: int) -> list[tuple[str, int]]:
    """What a verb takes, what most tells a promise first."""
    return sorted(tree.complement(head), key=lambda pair: _ORDER.index(pair[0]) if pair[0] in _ORDER else len(_ORDER))


def _linking_step(tree: Syntax, lexicon: Lexicon, head: int) -> tuple[Operator, int] | None:
    """What "be" and its like pass on: "there will be a fund", "are ready to send", "are to send"."""
    if tree.has(head, "expl") and tree.lemma(head) == "be":
        things = tree.kids(head, "attr", "nsubj", "acomp", "npadvmod", "dobj", "conj")
        thing = next((kid for kid in things if kid > head), None)
        return None if thing is None else (Operator(None, False), thing)
    adjective = next(tree.kids(head, "acomp"), None)
    if adjective is not None and tree.says(("more", "better"), adjective, "advmod"):
        return None  # "more prepared than ever to"
    if adjective is not None:
        return _adjective_step(tree, lexicon, head, adjective)
    kid = next((kid for takes, kid in _taken(tree, head) if takes == "to"), None)
    return None if kid is None or tree.lemma(head) != "be" else (Operator("committed", False), kid)


def _adjective_step(tree: Syntax, lexicon: Lexicon, head: int, adjective: int) -> tuple[Operator, int] | None:
    """ "are committed to", "is set to", "are ready to": what an adjective takes, also where the parser has hung it on
    the verb before."""
    word = tree.word(adjective)
    beside = (pair for pair in tree.complement(head) if pair[1] > adjective and pair[0] == "in")
    for takes, kid in (*tree.complement(adjective), *beside):
        for lemma in (tree.lemma(adjective), word.removesuffix("ted"), word.removesuffix("ed"), word.removesuffix("d")):
            operator = lexicon.operator(lemma, takes)
            if operator is not None:
                return operator, kid
    return None


def _is_promise(tree: Syntax, lexicon: Lexicon, noun: int) -> bool:
    """Whether a noun promises or names an act, so that what it takes is the act."""
    found = lexicon.noun(tree.lemma(noun))
    return found is not None and found.sort == "operator" and tree.tokens[noun].pos != "PROPN"


def _light_step(tree: Syntax, lexicon: Lexicon, head: int) -> tuple[Operator, int] | None:
    """ "made a commitment", "have shared the goal": a noun that promises as the object of any verb."""
    for takes, kid in tree.complement(head):
        found = lexicon.noun(tree.lemma(kid)) if takes == "object" else None
        if found is None or found.sort != "operator" or tree.tokens[kid].pos == "PROPN":
            continue  # "the Action Plan" is an instrument
        intended = found.status == "intended"
        void = denied(tree, kid) and not (intended and any(tree.complement(kid)))
        light = tree.lemma(head) in _LIGHT or (intended and tree.lemma(head) in _SHOWING)
        if found.status is not None and light and not void:
            return Operator(found.status, False), kid
    return None


def denied(tree: Syntax, noun: int) -> bool:
    """Whether a noun is said not to be: "no plans"."""
    return tree.says(("no",), noun, "det")


def _noun_step(tree: Syntax, lexicon: Lexicon, noun: int) -> tuple[Operator, int] | None:
    found = lexicon.noun(tree.lemma(noun))
    if found is None or found.sort != "operator":
        return None
    if tree.says(("any",), noun, "det"):
        return None
    if denied(tree, noun) and found.status != "intended":
        return None
    for takes, kid in tree.complement(noun):
        if takes in _OF_NOUN:
            return Operator(found.status, False), kid
    return None


def _status(
    tree: Syntax, lexicon: Lexicon, clause: Clause, path: tuple[int, ...], operators: list[Operator]
) -> CommitmentStatus | None:
    """The status of the outermost operator that gives one."""
    given = next((operator.status for operator in operators if operator.status is not None), None)
    own = given or _of_object(tree, lexicon, clause.verb, passive=clause.group.passive)
    if clause.group.tense in ("will", "would", "was", "ongoing"):
        return _helped(tree, clause, own)
    tense, verb = clause.group.tense, clause.verb
    if tense == "past" and (_is_tried(tree, clause) or (own == "intended" and _is_over(tree, verb))):
        return None
    if (own in ("decided", "committed") and _describes(tree, path)) or _permits(tree, path):
        return None
    if own == "decided":
        own = _told(tree, verb, path)
    if own is not None:
        return _done(own, tree, lexicon, path) if operators else own
    return _past(tree, lexicon, verb) if tense == "past" else _standing(tree, lexicon, clause)


def _is_tried(tree: Syntax, clause: Clause) -> bool:
    """Whether somebody only tried something, or a thing was made: "was prepared for the summit"."""
    lemma = tree.lemma(clause.verb)
    return lemma in _TRIES or (lemma == "prepare" and clause.group.passive)


def _helped(tree: Syntax, clause: Clause, own: CommitmentStatus | None) -> CommitmentStatus | None:
    """The status that "will", "would", "was doing" and "is doing" give, where the operator alone would give `own`."""
    tense = clause.group.tense
    if tense == "will":
        return "reaffirmed" if own == "reaffirmed" else "committed"
    if tense == "would":
        return "committed" if _is_reported(tree, clause.verb) or _is_planned(tree, clause.verb) else None
    if tense == "was":
        return "ongoing" if _is_reported(tree, clause.verb) else None
    return own if own in _KEPT else "ongoing"


def _told(tree: Syntax, verb: int, path: tuple[int, ...]) -> CommitmentStatus:
    """The status of what is announced or welcomed: it is decided, unless somebody will do it or it is still to come."""
    if _foretold(tree, path, tree.lemma(verb)):
        return "intended" if _is_intent(tree, path) else "committed"
    return "intended" if tree.lemma(verb) in GREETING | {"note"} and _lies_ahead(tree, verb) else "decided"


def _lies_ahead(tree: Syntax, verb: int) -> bool:
    """Whether what is welcomed is still to come: "welcomed the forthcoming exercise"."""
    things = tree.kids(verb, "dobj")
    return any(tree.says(AHEAD, thing, "amod", "acl") for thing in things)


def _describes(tree: Syntax, path: tuple[int, ...]) -> bool:
    """Whether what is declared or decided only says how something is: "declare that we share a destiny"."""
    if len(path) < 2 or not tree.is_verb(path[1]) or tree.tokens[path[1]].dep != "ccomp":
        return False
    return tree.group(path[1]).tense == "present"


def _permits(tree: Syntax, path: tuple[int, ...]) -> bool:
    """Whether what is confirmed only says what others may do: "reiterate that there can be no excuse"."""
    inner = path[1] if len(path) > 1 else 0
    return inner > 0 and tree.is_verb(inner) and tree.tokens[inner].dep == "ccomp" and tree.group(inner).tense == "may"


def _foretold(tree: Syntax, path: tuple[int, ...], lemma: str) -> bool:
    """Whether something is announced that somebody will do."""
    if lemma not in ("announce", "declare", "confirm") or len(path) < 2 or not tree.is_verb(path[1]):
        return False
    return tree.group(path[1]).tense in ("will", "would") or _is_intent(tree, path)


def _is_intent(tree: Syntax, path: tuple[int, ...]) -> bool:
    """Whether what is announced is an intention: "announced that it intended to"."""
    return tree.lemma(path[1]) in _INTENDING and len(path) > 2


def _past(tree: Syntax, lexicon: Lexicon, verb: int) -> CommitmentStatus | None:
    """The status of what was done, by its verb alone."""
    if tree.lemma(verb) == "enter" and not any(tree.word(index) == "force" for index in tree.under(verb)):
        return None
    if tree.lemma(verb) in _STRIKING:
        return (
            "completed" if any(_is_agreed(tree, lexicon, kid) for kid in tree.kids(verb, "dobj", "nsubjpass")) else None
        )
    perfect = tree.says(("has", "have", "'ve", "’ve"), verb, "aux")
    if perfect and tree.lemma(verb) in _KEEPING:
        return "ongoing"
    return lexicon.past(tree.verb(verb))


def _is_agreed(tree: Syntax, lexicon: Lexicon, noun: int) -> bool:
    """Whether a noun names what parties reach: an instrument, or a plan that has a name."""
    found = lexicon.noun(tree.lemma(noun))
    named = tree.tokens[noun].pos == "PROPN" and tree.lemma(noun) == "plan"
    return named or (found is not None and found.sort == "instrument")


def _done(status: CommitmentStatus, tree: Syntax, lexicon: Lexicon, path: tuple[int, ...]) -> CommitmentStatus:
    """ "announced the intention", "welcomed the progress": the noun tells more than the verb of announcing does."""
    if status != "decided" or len(path) < 2 or tree.tokens[path[1]].pos not in ("NOUN", "PROPN"):
        return status
    found = lexicon.noun(tree.lemma(path[1]))
    told = None if found is None else found.status
    if told == "completed" and tree.lemma(path[0]) in ("announce", "unveil", "declare"):
        return status
    return status if told in (None, "reaffirmed") else told


def _of_object(tree: Syntax, lexicon: Lexicon, verb: int, *, passive: bool) -> CommitmentStatus | None:
    """The status that an operator gives to a direct object, which is the act itself ("announced a new fund"); in the
    passive also that of a plan ("a visit is expected")."""
    operator = lexicon.operator(tree.verb(verb), "object")
    if operator is None and passive:
        planned = lexicon.operator(tree.verb(verb), "to")
        operator = planned if planned is not None and planned.status == "intended" else None
    has = tree.has(verb, "dobj", "nsubjpass", "ccomp", "attr")
    return operator.status if operator is not None and has else None


def _standing(tree: Syntax, lexicon: Lexicon, clause: Clause) -> CommitmentStatus | None:
    """The status of what is said in the present: terms of a deal, an act by the words themselves, a standing
    support."""
    lemma = tree.lemma(clause.verb)
    if clause.group.tense != "present" or clause.group.passive:
        return None
    if lemma == "be" and _is_afoot(tree, clause.verb):
        return "ongoing"
    if lemma in _TERMS or (lemma in _ALLOWING and _is_instrument(tree, lexicon, clause.subject)):
        return "committed"
    if lemma in _PERFORMED and tree.tokens[clause.verb].tag != "VBZ":
        return "decided"
    return "ongoing" if _goes_on(tree, lexicon, clause) else None


def _goes_on(tree: Syntax, lexicon: Lexicon, clause: Clause) -> bool:
    """Whether somebody does in the present what can be checked; that the protocol amends a treaty, or a chapter forms
    part of one, nobody does."""
    lemma, verb = tree.lemma(clause.verb), tree.verb(clause.verb)
    passage = clause.subject is not None and tree.word(clause.subject) in _PASSAGES
    if passage or lemma in _RELATING:
        return False
    return lemma in _STANDING or (lexicon.knows(verb) and lexicon.act(verb) == "concrete")


def _is_afoot(tree: Syntax, verb: int) -> bool:
    """Whether something is being done: "is underway", "is under construction"."""
    under = any(tree.word(noun) in _UNDER for noun in tree.objects(verb, "under"))
    return under or tree.says(_AFOOT, verb)


def _is_instrument(tree: Syntax, lexicon: Lexicon, subject: int | None) -> bool:
    """Whether a subject is an agreement, which may allow for something."""
    noun = None if subject is None else lexicon.noun(tree.lemma(subject))
    return noun is not None and noun.sort == "instrument"


def _is_over(tree: Syntax, verb: int) -> bool:
    """Whether something had been so before: "he had planned to"."""
    return tree.says(("had",), verb, "aux")


def _is_reported(tree: Syntax, verb: int) -> bool:
    """Whether a clause is what somebody said."""
    token = tree.tokens[verb]
    while token.dep == "conj":
        token = tree.tokens[token.head]
    return token.dep in ("ccomp", "parataxis") and token.head != verb


def _is_planned(tree: Syntax, verb: int) -> bool:
    """Whether a plan that is named says what would be done: "under the new plan, the force would"."""
    return any(tree.lemma(noun) in _PLANS for noun in tree.objects(verb, "under"))


def _is_review(tree: Syntax, act: int) -> bool:
    """Whether an act begins a look into something: "announced a review of its policy"."""
    things = (tree.word(kid) for kid in tree.kids(act, "dobj"))
    return tree.lemma(act) in _OPENING and any(thing in _REVIEWS for thing in things)


def looks_into(tree: Syntax, lexicon: Lexicon, act: int) -> bool:
    """Whether an act only looks into something: "explore", "consult on", "identify possibilities"."""
    lemma = tree.lemma(act)
    if lexicon.act(lemma) != "exploratory" and lemma != "identify":
        return False
    if lemma in ("explore", "consider", "examine", "study", "evaluate", "investigate", "weigh", "contemplate"):
        return True
    words = " ".join(tree.word(index) for index in tree.under(act)[:25])
    if lemma == "consult":
        return tree.says(("on",), act, "prep") or _LOOKS.search(words) is not None
    return _LOOKS.search(words) is not None
