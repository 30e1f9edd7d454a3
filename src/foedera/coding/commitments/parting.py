"""Where one commitment ends and the next begins: coordinated acts with objects of their own are parted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from foedera.coding.commitments.clauses import SUBJECTS, Clause, Syntax
from foedera.coding.commitments.endings import end_of, trimmed
from foedera.coding.commitments.lexicon import Lexicon
from foedera.coding.commitments.operating import Undertaking, undertaking
from foedera.model.vocabulary import CommitmentStatus

_CONTENT = frozenset("dobj attr prep dative xcomp ccomp oprd acomp agent npadvmod advcl".split())
_FINITE = ("VBG", "VBD", "VBZ", "VBN")
_ASIDE = frozenset("after before until when if once unless because since whether lest till whenever".split())
TELLING = frozenset(
    "say tell report claim state add confirm declare note reveal allege assert explain disclose write insist "
    "argue maintain acknowledge admit suggest indicate stress testify announce warn predict expect quote "
    "underscore underline highlight emphasize emphasise reaffirm reiterate affirm agree decide pledge promise vow "
    "commit reconfirm share believe understand think know learn hear assure reassure inform notify signal swear "
    "hint repeat recall answer reply stipulate provide respond comment clarify concede contend caution remark "
    "post tweet guarantee recommit hold".split()
)
"""Verbs whose content may be an undertaking of whom it speaks."""

_PROVIDED = frozenset("provided providing assuming supposing given".split())
"""Words before the clause on which another depends."""

_ASKING = frozenset("how whether what why when if".split())
_ASKED = ("ccomp", "pcomp", "advcl", "conj")
_INNER = ("xcomp", "pcomp", "acl")
_ANYBODY = frozenset("you who what whoever someone somebody anyone anybody everyone everybody".split())
"""Subjects that undertake nothing that could be laid to anybody."""


class Draft(msgspec.Struct, frozen=True):
    """A commitment in a sentence: its act, status and tokens from `first` to `last`. `path` are the heads from the
    outermost operator to the act; `led` says that its words begin with the subject; `done` is the verb of the sentence
    that leads in to a list of things."""

    clause: Clause
    status: CommitmentStatus
    exploratory: bool
    path: tuple[int, ...]
    first: int
    last: int
    led: bool
    done: str = ""

    @property
    def act(self) -> int:
        """The token that names the act."""
        return self.path[-1]


def drafts(tree: Syntax, lexicon: Lexicon) -> Iterator[Draft]:
    """The commitments that a sentence may hold, in the order of their clauses; they may overlap."""
    clauses = list(tree.clauses())
    by_verb = {clause.verb: clause for clause in clauses}
    for clause in clauses:
        if (clause.shared and not is_parted(tree, clause.verb)) or _is_aside(tree, clause):
            continue
        if clause.subject is not None and tree.word(clause.subject) in _ANYBODY:
            continue
        made = _undertaken(tree, lexicon, clause, by_verb)
        if made is not None:
            yield from parts(tree, made)


def _is_aside(tree: Syntax, clause: Clause) -> bool:
    """Whether a clause only says when or on what condition something else is so, or asks how."""
    token = tree.tokens[clause.verb]
    marks = [tree.word(kid) for kid in tree.kids(clause.verb, "mark", "advmod", "dobj", "attr") if kid < clause.verb]
    if token.dep == "advcl" and not _ASIDE.isdisjoint(marks):
        return True
    if _is_supposed(tree, clause) or (
        token.dep == "ccomp" and token.head < clause.verb and not _tells(tree, token.head)
    ):
        return True
    return token.dep in _ASKED and not _ASKING.isdisjoint(marks)


def _is_supposed(tree: Syntax, clause: Clause) -> bool:
    """Whether a clause is what another depends on: "if both agree", "provided that funds are found"."""
    head = tree.tokens[clause.verb].head
    if tree.word(head) in _PROVIDED and tree.tokens[head].dep in ("advcl", "prep", "mark"):
        return True
    if clause.subject is None or clause.shared:
        return False
    return tree.word(tree.left(clause.subject) - 1) == "if"


def _tells(tree: Syntax, verb: int) -> bool:
    """Whether the content of a verb may be an undertaking of whom it speaks."""
    return tree.lemma(verb) in TELLING


def _undertaken(tree: Syntax, lexicon: Lexicon, clause: Clause, by_verb: dict[int, Clause]) -> Undertaking | None:
    """What a clause undertakes by itself, or by the operator of the clause before whose helpers it shares."""
    if clause.outer is None:
        return undertaking(tree, lexicon, clause)
    outer = by_verb.get(clause.outer)
    above = None if outer is None else undertaking(tree, lexicon, outer)
    own = undertaking(tree, lexicon, msgspec.structs.replace(clause, outer=None))
    if above is None:
        return own
    path = own.path if own is not None else (clause.verb,)
    return Undertaking(clause, above.status, own is not None and own.exploratory, path)


def is_parted(tree: Syntax, verb: int) -> bool:
    """Whether a verb in conjunction does something else than the verb before it, which has an object of its own."""
    token = tree.tokens[verb]
    if token.dep != "conj":
        return True
    head = token.head
    if tree.has(verb, "aux", "auxpass") and not tree.infinitive(verb):
        return True
    if token.tag == "VB" and tree.tokens[head].tag in _FINITE and not tree.infinitive(verb):
        return _takes_infinitive(tree, head) and _has_content(tree, head, verb)
    return _has_content(tree, head, verb)


def _has_content(tree: Syntax, head: int, verb: int) -> bool:
    """Whether something that a verb takes stands between it and another."""
    return any(head < kid < verb for kid in tree.kids(head, *_CONTENT))


def _takes_infinitive(tree: Syntax, verb: int) -> bool:
    """Whether a verb takes an infinitive, which another may follow in conjunction: "committed to invest and build"."""
    return any(takes == "to" for takes, _ in tree.complement(verb))


def parts(tree: Syntax, made: Undertaking) -> Iterator[Draft]:
    """One draft for each act in conjunction under the operators of a clause."""
    verb = made.clause.verb
    acts = [made.act]
    if made.act != verb and tree.is_verb(made.act):
        acts += _beside(tree, made)
    elsewhere = [kid for kid in _conjoined(tree, verb) if is_parted(tree, kid) or _has_subject(tree, kid)]
    means = _means(tree, verb)
    for number, act in enumerate(acts):
        others = [kid for kid in (*acts, *elsewhere, *means) if kid not in (act, verb)]
        top = act if number else verb
        last = end_of(tree, top, max(act, top), others)
        first = act if number else _first(tree, made.clause)
        path = (*made.path[:-1], act)
        yield Draft(made.clause, made.status, made.exploratory, path, first, last, number == 0 and _leads(made.clause))
    for act in means:
        last = end_of(tree, act, act, [kid for kid in means if kid != act])
        yield Draft(made.clause, made.status, False, (verb, act), act, last, False)


def _beside(tree: Syntax, made: Undertaking) -> list[int]:
    """The verbs in conjunction with the act, as far as each is an act of its own."""
    found: list[int] = []
    todo = [one for one in reversed(made.path[1:]) if tree.is_verb(one)]
    while todo:
        here = todo.pop(0)
        for kid in tree.kids(here, "conj"):
            if kid > made.act and tree.is_verb(kid) and not tree.has(kid, *SUBJECTS) and _is_alike(tree, here, kid):
                todo.append(kid)
                if is_parted(tree, kid):
                    found.append(kid)
    return found or _in_a_row(tree, made)


def _is_alike(tree: Syntax, verb: int, beside: int) -> bool:
    """Whether a verb may stand in a row with another: "to expand ties on health and promoting trade" is one act."""
    if tree.tokens[verb].tag != "VB" or tree.tokens[beside].tag != "VBG":
        return True
    while tree.tokens[verb].head != verb:
        verb = tree.tokens[verb].head
        if tree.tokens[verb].tag == "VBG":
            return True
    return False


def _in_a_row(tree: Syntax, made: Undertaking) -> list[int]:
    """ "continue providing A, imposing B, and building C": acts behind commas that the parser takes for comments."""
    tag = tree.tokens[made.act].tag
    alike = ("VB", "VBP") if tag == "VB" else (tag,)
    if tag not in ("VB", "VBG"):
        return []
    for kid in sorted(kid for head in made.path for kid in tree.kids(head, "advcl", "acl")):
        mark = tree.word(kid - 1 - (tree.tokens[kid - 1].tag == "TO"))
        if kid < made.act or tree.tokens[kid].tag not in alike or mark not in (",", ";", "—", "–"):
            continue
        row = [kid, *(one for one in _conjoined(tree, kid) if tree.tokens[one].tag in alike)]
        if len(row) > 1 or mark == ";":
            return row
    return []


def _has_subject(tree: Syntax, verb: int) -> bool:
    return any(kid < verb for kid in tree.kids(verb, *SUBJECTS))


def _means(tree: Syntax, verb: int) -> list[int]:
    """The acts after "including by": each gerund is an act of its own."""
    for by in tree.under(verb):
        if not _lists_means(tree, by):
            continue
        found: list[int] = []
        todo = list(tree.kids(by, "pcomp"))
        while todo:
            here = todo.pop(0)
            if tree.tokens[here].tag == "VBG":
                found.append(here)
                todo += [kid for kid in tree.kids(here, "conj") if is_parted(tree, kid)]
        if found:
            return found
    return []


def _lists_means(tree: Syntax, by: int) -> bool:
    """Whether acts follow that a larger one consists of: "including by building"."""
    return tree.word(by) in ("by", "through") and by > 0 and tree.word(by - 1) in ("including", "particularly")


def _conjoined(tree: Syntax, verb: int) -> list[int]:
    found, todo = [], [verb]
    while todo:
        here = todo.pop(0)
        kids = [kid for kid in tree.kids(here, "conj") if tree.is_verb(kid)]
        todo += kids
        found += kids
    return found


def _leads(clause: Clause) -> bool:
    return clause.subject is not None and not clause.shared and clause.subject < clause.verb


def _first(tree: Syntax, clause: Clause) -> int:
    """The first token: that of the subject, or of the verb with its helpers where the subject is shared."""
    if _leads(clause):
        assert clause.subject is not None
        return tree.left(clause.subject)
    near = [kid for kid in tree.kids(clause.verb, "aux", "auxpass", "neg") if tree.tokens[kid].tag != "TO"]
    return min([clause.verb, *(kid for kid in near if kid < clause.verb)])


def apart(tree: Syntax, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts without overlaps: what stands within the content of another goes, an outer one ends before another
    that stands in a clause beside its act."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda draft: (draft.first, -draft.last)):
        if not kept or draft.first > kept[-1].last:
            kept.append(draft)
            continue
        before = kept[-1]
        nominal = not tree.is_verb(draft.clause.verb)
        if nominal and not tree.is_verb(before.clause.verb) and tree.word(draft.first - 1) == ",":
            kept[-1] = msgspec.structs.replace(before, last=trimmed(tree, before.first, draft.first - 1))
            kept.append(draft)
            continue
        if nominal or draft.first <= before.act or _is_content(tree, draft.clause.verb, before):
            continue
        kept[-1] = msgspec.structs.replace(before, last=trimmed(tree, before.first, draft.first - 1))
        kept.append(draft)
    return kept


def _is_content(tree: Syntax, verb: int, outer: Draft) -> bool:
    """Whether a clause is what another is about: "pledged that it will", "to ensure that weapons are never used"."""
    while tree.tokens[verb].head != verb:
        token = tree.tokens[verb]
        if verb in outer.path or token.dep == "ccomp" or (token.dep in _INNER and token.head in outer.path):
            return True
        if token.dep == "relcl":
            return True
        if token.dep == "parataxis" or (token.dep == "advcl" and not tree.infinitive(verb)):
            return False
        verb = token.head
    return False
