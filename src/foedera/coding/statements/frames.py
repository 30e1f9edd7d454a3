"""How the content of a verb hangs on it: as a clause, an infinitive, an object, behind a preposition."""

from __future__ import annotations

from collections.abc import Iterator

from foedera.coding.statements.cues import Cue
from foedera.coding.statements.trees import VERBAL, Tree

RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
"""The tags of relative pronouns."""

_WITH_OBJECT = frozenset({"for", "as", "of", "with", "on", "to", "in", "over", "against", "from", "by"})
_CLAUSES = ("ccomp", "csubj")
_ASIDES = frozenset("although though while whereas as".split())
_PAUSES = frozenset({",", "—", "–"})


def contents(tree: Tree, verb: int, entry: Cue) -> Iterator[tuple[str, list[int], list[int]]]:
    """The frames that a verb fills, with the tokens of the content and those that join the cue."""
    yield from _clausal(tree, verb, entry)
    infinitive = tree.child(verb, "xcomp")
    if infinitive is not None and entry.kind == "seeming":
        seemer = tree.subject(verb)
        yield "infinitive", [i for c in (seemer, infinitive) if c is not None for i in tree.subtree(c, {verb})], []
        return
    if infinitive is not None:
        patient = tree.children(verb, ("dobj",))
        frame = "infinitive" if tree.tokens[infinitive].pos in VERBAL else "object"
        yield frame, [i for c in (*patient, infinitive) for i in tree.subtree(c)], []
    yield from _objects(tree, verb, entry)
    yield from prepositional(tree, verb, entry)
    yield from _relative(tree, verb)


def _clausal(tree: Tree, verb: int, entry: Cue) -> Iterator[tuple[str, list[int], list[int]]]:
    """The clause that a verb has, or the one into which it is put."""
    clauses = [c for c in tree.children(verb, _CLAUSES) if not _is_parted(tree, c, verb)]
    if clauses:
        chosen = [c for c in clauses if c > verb] or clauses
        yield "clause", [i for c in chosen for i in tree.subtree(c, _asides(tree, c))], []
        return
    host = _host(tree, verb, entry)
    if host is not None and not _is_parted(tree, host, verb):
        yield "clause", tree.subtree(host, {verb}), []


def _is_parted(tree: Tree, clause: int, verb: int) -> bool:
    """Whether a semicolon outside quotation marks ends a clause before another with a subject of its own begins."""
    subject = tree.subject(verb)
    marks = [i for i in range(clause, verb) if tree.tokens[i].text == ";" and not tree.quoted[i]]
    if not marks or subject is None or not marks[-1] < subject < verb:
        return False
    return all(i < marks[-1] for i in tree.subtree(clause, {verb}) if tree.is_word(i))


def _asides(tree: Tree, head: int) -> set[int]:
    """Clauses after a comma that a writer adds to what somebody says: "…, although nobody asked"."""
    return {
        i for i in tree.children(head, ("advcl",))
        if i > head and (first := tree.subtree(i)[0]) > 0
        and tree.tokens[first - 1].text in _PAUSES and tree.tokens[first].text.lower() in _ASIDES
    }  # fmt: skip


def _host(tree: Tree, verb: int, entry: Cue) -> int | None:
    """The clause into which a verb of saying is put: "Norvane, he said, would stay"."""
    token = tree.tokens[verb]
    if token.dep not in ("parataxis", "ccomp", "advcl", "dep", "conj") or entry.frames.get("quote", 0) < 0.5:
        return None
    head = tree.tokens[token.head]
    if head.pos not in (*VERBAL, "NOUN", "ADJ", "PROPN") or (token.dep == "conj" and entry.lemma != "say"):
        return None
    if token.dep in ("ccomp", "advcl", "conj") and (
        tree.child(verb, "mark") is not None or _after_comma(tree, verb) is False
    ):
        return None
    host = token.head
    while tree.tokens[host].pos not in VERBAL and tree.tokens[host].head != host:
        host = tree.tokens[host].head
    return host


def _after_comma(tree: Tree, verb: int) -> bool:
    """Whether a clause begins after a comma or mark, and is short."""
    inside = tree.subtree(verb)
    before = inside[0] - 1
    return before >= 0 and not tree.is_word(before) and len(inside) < 40


def _objects(tree: Tree, verb: int, entry: Cue) -> Iterator[tuple[str, list[int], list[int]]]:
    objects = tree.children(verb, ("dobj", "oprd", "attr" if entry.lemma != "be" else "dobj"))
    if not objects or (tree.tokens[objects[0]].tag in RELATIVE and len(objects) == 1):
        return
    first = objects[0]
    loose = {i for c in objects for i in tree.children(c, ("appos", "relcl")) if tree.tokens[c].dep == "oprd"}
    content = [i for c in objects for i in tree.subtree(c, loose)]
    frame = "object"
    for preposition in tree.children(verb, ("prep", "dative")):
        word = tree.lemma(preposition)
        if preposition > first and word in _WITH_OBJECT and (word in entry.frames or word in ("as", "for", "of")):
            content += tree.subtree(preposition)
            if entry.frames.get(word, 0) > entry.frames.get("object", 0):
                frame = word
    yield frame, content, []


def prepositional(tree: Tree, head: int, entry: Cue) -> Iterator[tuple[str, list[int], list[int]]]:
    """The prepositions of a cue that its entry knows, with what stands behind them."""
    for preposition in tree.children(head, ("prep", "agent", "prt", "advmod", "dative")):
        word = tree.lemma(preposition)
        if word not in entry.frames or tree.tokens[preposition].pos not in ("ADP", "SCONJ"):
            continue
        below = [i for c in tree.children(preposition) for i in tree.subtree(c)]
        goal = tree.child(head, "xcomp") if tree.tokens[head].pos == "VERB" and word == "on" else None
        if goal is not None and goal > preposition:
            yield "infinitive", [*below, *tree.subtree(goal)], [preposition]
        if below:
            yield word, below, [preposition]


def _relative(tree: Tree, verb: int) -> Iterator[tuple[str, list[int], list[int]]]:
    """What a relative clause says of its noun: "the plan that Norvane backs"."""
    token = tree.tokens[verb]
    if token.dep != "relcl":
        return
    subject = tree.child(verb, "nsubj")
    if subject is None or tree.tokens[subject].tag in RELATIVE:
        return
    moved = tree.child(verb, "dobj")
    if moved is not None and tree.tokens[moved].tag not in RELATIVE:
        return
    yield "object", tree.subtree(token.head, {verb}), []
