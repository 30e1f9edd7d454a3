"""Candidate attributions of verbs in the passive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedera.coding.statements.candidate import Candidate, form_of, made_of
from foedera.coding.statements.cues import Cue
from foedera.coding.statements.trees import Tree

_DEVOTED = frozenset({"commit", "determine", "resolve", "dedicate"})
"""Whoever "is committed to" something commits himself; he is no patient."""


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether a verb is in the passive, with a subject or helper of it, or a participle behind a noun."""
    if tree.child(verb, "nsubjpass", "csubjpass", "auxpass") is not None:
        return True
    token = tree.tokens[verb]
    return token.tag == "VBN" and (token.dep == "acl" or tree.child(verb, "agent") is not None)


def passives(tree: Tree, verb: int, entry: Cue) -> Iterator[Candidate]:
    """ "The plan was praised by Norvane", "she is expected to go", "it was reported that", "he was accused of"."""
    agent = tree.child(verb, "agent")
    by = None if agent is None else tree.child(agent, "pobj")
    patient = _patient(tree, verb)
    clause = tree.child(verb, "ccomp")
    rest = tree.children(verb, ("xcomp", "oprd", "prep", "ccomp"))
    rest = [
        i for i in rest if tree.tokens[i].dep != "prep" or (i > verb and tree.lemma(i) in (*entry.frames, "as", "for"))
    ]
    content = [i for c in rest for i in tree.subtree(c)]
    frame = _passive_frame(tree, rest, entry)
    form, joined = "passive", [] if agent is None else [agent]
    if entry.lemma in _DEVOTED and by is None and content:
        by, form = patient, form_of(tree, verb)
    elif patient is not None and clause is None and tree.tokens[patient].tag != "EX":
        content += tree.subtree(patient, {verb})
    made = made_of(tree, verb, entry, frame, form, by, content, joined)
    if made is not None:
        yield made


def _patient(tree: Tree, verb: int) -> int | None:
    """What a verb in the passive is done to."""
    patient = tree.child(verb, "nsubjpass")
    if patient is not None:
        return patient
    token = tree.tokens[verb]
    return token.head if token.dep in ("acl", "relcl") else tree.subject(verb)


def _passive_frame(tree: Tree, rest: Sequence[int], entry: Cue) -> str:
    for index in rest:
        dep = tree.tokens[index].dep
        if dep == "ccomp":
            return "clause"
        if dep == "xcomp":
            return "infinitive"
        if dep == "prep" and tree.lemma(index) in entry.frames:
            return tree.lemma(index)
    return "object"
