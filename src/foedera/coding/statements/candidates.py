"""Candidate attributions from the syntax of a sentence: every word that may report somebody, with who and what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from foedera.coding.statements.cues import Cue, Lexicon
from foedera.coding.statements.trees import VERBAL, Tree

_WITH_OBJECT = frozenset({"for", "as", "of", "with", "on", "to", "in", "over", "against", "from", "by"})
_DEVOTED = frozenset({"commit", "determine", "resolve", "dedicate"})
"""Whoever "is committed to" something commits himself; he is no patient."""
_RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
_CLAUSES = ("ccomp", "csubj")
_LIGHT = frozenset("be have make give take get do express voice issue offer deliver raise show".split())
_ASIDES = frozenset("although though while whereas as".split())
_PAUSES = frozenset({",", "—", "–"})
_SILENT = frozenset({"comment", "answer", "respond", "elaborate", "speak", "reply"})
_CLOSING = frozenset('"”»') | {"''"}
_NAMING = ("PROPN", "PRON", "NOUN")
_FRAME = 30
_NONE = Cue("", "verb", "", {})


class Candidate(msgspec.Struct, frozen=True):
    """An attribution that a sentence may hold; tokens by number, in order.

    `head` is the word that reports, `cue` it and what belongs to it, `frame` how the content hangs on it, `form` the
    construction around it. `strength` is the lexicon's for this cue in this frame, 0 where it knows none.
    """

    head: int
    cue: tuple[int, ...]
    entry: Cue
    frame: str
    form: str
    strength: float
    source: tuple[int, ...]
    content: tuple[int, ...]
    speaker: int | None


_GENRES = frozenset(
    {"fact sheet", "joint statement", "press release", "statement", "readout", "remarks", "transcript", "memorandum",
     "video", "opinion", "analysis", "exclusive", "update", "explainer", "factbox", "timeline", "commentary",
     "editorial", "breaking"}
)  # fmt: skip
"""What a headline calls itself before a colon; it says nothing."""


def candidates(tree: Tree, lexicon: Lexicon) -> Iterator[Candidate]:
    """The candidates of one sentence, in the order of their heads; several for a head that may be read in several
    ways, the likelier first."""
    for index, token in enumerate(tree.tokens):
        if token.pos in VERBAL:
            yield from _verbs(tree, lexicon, index)
        elif token.pos in ("NOUN", "PROPN"):
            yield from _nouns(tree, lexicon, index)
        elif token.pos == "ADJ":
            yield from _adjectives(tree, lexicon, index)
        if token.text[:1] in "AaPpIiOo":
            yield from _phrases(tree, lexicon, index)
    yield from _colons(tree)
    yield from _dashes(tree)


def entry_of(tree: Tree, lexicon: Lexicon, verb: int) -> Cue:
    """The lexicon's entry of a verb with its particle, else of the verb alone; one without frames where it has none."""
    lemma = tree.lemma(verb)
    particle = tree.child(verb, "prt", "advmod")
    if particle is not None and particle > verb:
        found = lexicon.cue(f"{lemma} {tree.lemma(particle)}", "verb")
        if found is not None:
            return found
    return lexicon.cue(lemma, "verb") or msgspec.structs.replace(_NONE, lemma=lemma)


def _verbs(tree: Tree, lexicon: Lexicon, verb: int) -> Iterator[Candidate]:
    entry = entry_of(tree, lexicon, verb)
    if tree.tokens[verb].pos == "AUX" and not entry.frames:
        return
    if _is_passive(tree, verb):
        yield from _passives(tree, verb, entry)
        return
    speaker = tree.subject(verb)
    if speaker is None or (tree.quoted[speaker] and not tree.quoted[verb]) or speaker in tree.times:
        speaker = _beside(tree, verb) if entry.frames.get("quote", 0) >= 0.5 else speaker
    form = _form(tree, verb)
    if entry.kind == "seeming":
        speaker = None
    found = False
    for frame, content, extra in _contents(tree, verb, entry):
        made = _made(tree, verb, entry, frame, form, speaker, content, extra)
        if made is not None:
            found = True
            yield made
    if not found and entry.frames.get("quote", 0) > 0:
        yield _bare(tree, verb, entry, form, speaker)


def _beside(tree: Tree, verb: int) -> int | None:
    """Who stands right after a word of saying, or before it, outside the marks: for quotations that the parser takes
    for part of the sentence around them."""
    after = _name_after(tree, verb)
    if after is not None and tree.tokens[after].tag not in (*_RELATIVE, "PRP$"):
        return after
    start = verb
    while start > 0 and verb - start < _FRAME and not tree.quoted[start - 1]:
        start -= 1
    first = next((i for i in range(start, verb) if _may_name(tree, i)), None)
    while first is not None and first + 1 < verb and _may_name(tree, first + 1):
        first += 1
    return first


def _may_name(tree: Tree, index: int) -> bool:
    return tree.tokens[index].pos in _NAMING and index not in tree.times


def _name_after(tree: Tree, verb: int) -> int | None:
    """The last of the nouns that follow a verb at once, or a pronoun."""
    last = None
    for at in range(verb + 1, min(verb + 6, len(tree.tokens))):
        pos = tree.tokens[at].pos
        if (
            tree.quoted[at]
            or at in tree.times
            or (pos not in _NAMING and (pos not in ("DET", "ADJ") or last is not None))
        ):
            break
        if pos in _NAMING:
            last = at
        if pos == "PRON":
            break
    return last


def _form(tree: Tree, verb: int) -> str:
    """How a verb stands in its sentence."""
    token = tree.tokens[verb]
    if token.dep in ("conj", "relcl", "acl", "advcl", "pcomp", "xcomp", "ccomp", "parataxis"):
        return token.dep
    return "main"


def _contents(tree: Tree, verb: int, entry: Cue) -> Iterator[tuple[str, list[int], list[int]]]:
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
    yield from _prepositional(tree, verb, entry)
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
    if not objects or (tree.tokens[objects[0]].tag in _RELATIVE and len(objects) == 1):
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


def _prepositional(tree: Tree, head: int, entry: Cue) -> Iterator[tuple[str, list[int], list[int]]]:
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
    if subject is None or tree.tokens[subject].tag in _RELATIVE:
        return
    moved = tree.child(verb, "dobj")
    if moved is not None and tree.tokens[moved].tag not in _RELATIVE:
        return
    yield "object", tree.subtree(token.head, {verb}), []


def _is_passive(tree: Tree, verb: int) -> bool:
    if tree.child(verb, "nsubjpass", "csubjpass", "auxpass") is not None:
        return True
    token = tree.tokens[verb]
    return token.tag == "VBN" and (token.dep == "acl" or tree.child(verb, "agent") is not None)


def _passives(tree: Tree, verb: int, entry: Cue) -> Iterator[Candidate]:
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
        by, form = patient, _form(tree, verb)
    elif patient is not None and clause is None and tree.tokens[patient].tag != "EX":
        content += tree.subtree(patient, {verb})
    made = _made(tree, verb, entry, frame, form, by, content, joined)
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


def _nouns(tree: Tree, lexicon: Lexicon, noun: int) -> Iterator[Candidate]:
    entry = lexicon.cue(tree.lemma(noun), "noun")
    if entry is None:
        return
    head = tree.tokens[noun].head
    light = tree.tokens[noun].dep in ("dobj", "attr", "oprd") and tree.tokens[head].pos in VERBAL
    extra = [i for i in tree.children(noun, ("amod", "det", "neg")) if i < noun]
    extra += [head] if light and head < noun else []
    form = "light" if light and tree.lemma(head) in _LIGHT else "nominal"
    speaker = tree.possessor(noun)
    if speaker is None:
        speaker = _giver(tree, noun)
    for frame, content, joined in (*_noun_clauses(tree, noun), *_prepositional(tree, noun, entry)):
        if not joined or speaker not in content:
            made = _made(tree, noun, entry, frame, form, speaker, content, [*extra, *joined])
            if made is not None:
                yield made


def _noun_clauses(tree: Tree, noun: int) -> Iterator[tuple[str, list[int], list[int]]]:
    """The clauses of a noun with "that" or "to"."""
    for clause in tree.children(noun, ("acl", "ccomp", "relcl", "appos")):
        mark = tree.child(clause, "mark")
        if (mark is not None and tree.lemma(mark) == "that") or tree.tokens[clause].dep == "ccomp":
            yield "clause", tree.subtree(clause), []
        elif any(tree.tokens[c].tag == "TO" for c in tree.children(clause, ("aux",))):
            yield "infinitive", tree.subtree(clause), []


def _giver(tree: Tree, noun: int) -> int | None:
    """Whose a noun is by "from", "by" or "of"."""
    for word in ("by", "from", "of", "among"):
        for preposition in tree.children(noun, ("prep",)):
            if tree.lemma(preposition) == word:
                name = tree.child(preposition, "pobj")
                if name is not None and (word != "of" or tree.tokens[name].pos in ("PROPN", "PRON")):
                    return name
    before = tree.child(noun, "compound", "amod")
    return before if before is not None and tree.tokens[before].pos == "PROPN" else None


def _adjectives(tree: Tree, lexicon: Lexicon, adjective: int) -> Iterator[Candidate]:
    entry = lexicon.cue(tree.lemma(adjective), "adjective")
    if entry is None:
        return
    token = tree.tokens[adjective]
    verb = token.head
    if token.dep in ("acomp", "attr", "oprd", "xcomp", "ROOT") and tree.tokens[verb].pos in VERBAL:
        speaker = tree.subject(verb)
    elif token.dep in ("conj", "amod", "relcl", "acl", "appos"):
        speaker = tree.subject(tree.tokens[verb].head) if token.dep == "conj" else verb
    else:
        speaker = tree.child(adjective, "nsubj")
    extra = [i for i in range(verb, adjective) if tree.is_below(i, verb)] if verb < adjective else []
    for clause in tree.children(adjective, ("ccomp", "xcomp", "advcl")):
        frame = "infinitive" if tree.tokens[clause].dep == "xcomp" else "clause"
        made = _made(tree, adjective, entry, frame, "adjective", speaker, tree.subtree(clause), extra)
        if made is not None:
            yield made
    for frame, content, joined in _prepositional(tree, adjective, entry):
        made = _made(tree, adjective, entry, frame, "adjective", speaker, content, [*extra, *joined])
        if made is not None:
            yield made


def _phrases(tree: Tree, lexicon: Lexicon, first: int) -> Iterator[Candidate]:
    """ "According to the ministry", "in the words of a diplomat"."""
    words = " ".join(token.text.lower() for token in tree.tokens[first : first + 6])
    for phrase in lexicon.phrases:
        if not words.startswith(phrase + " "):
            continue
        entry = lexicon.cue(phrase, "phrase")
        last = first + phrase.count(" ")
        name = tree.child(last, "pobj", "pcomp")
        if entry is None or name is None:
            continue
        head = tree.tokens[first].head
        while tree.tokens[head].pos not in VERBAL and tree.tokens[head].head != head:
            head = tree.tokens[head].head
        content = [i for i in tree.subtree(head, {first}) if i < first or i > last]
        source = tree.subtree(name)
        content = [i for i in content if i not in set(source)]
        extra = list(range(first, last + 1))
        made = _made(tree, first, entry, "clause", "phrase", name, content, extra)
        if made is not None:
            yield made


def _colons(tree: Tree) -> Iterator[Candidate]:
    """ "Norvane: the treaty holds": a name, a colon, and what is said."""
    colon = next((i for i, token in enumerate(tree.tokens[:12]) if token.text == ":"), None)
    if colon is None or not 0 < colon < len(tree.tokens) - 3:
        return
    before = tree.tokens[:colon]
    if " ".join(token.text.lower() for token in before) in _GENRES:
        return
    if not all(t.pos in ("PROPN", "ADP", "DET", "NOUN", "CCONJ", "PUNCT") for t in before) or colon > 7:
        return
    named = [i for i in range(colon) if tree.tokens[i].pos == "PROPN" or (colon == 1 and before[0].text[0].isupper())]
    if not named:
        return
    speaker = named[-1]
    entry = Cue(":", "phrase", "speech", {"clause": 0.7})
    content = tree.trimmed(range(colon + 1, len(tree.tokens)))
    if content:
        yield Candidate(
            colon, (colon,), entry, "clause", "colon", 0.7, tuple(range(colon)), tuple(content), speaker
        )  # fmt: skip


def _dashes(tree: Tree) -> Iterator[Candidate]:
    """A dash and a name after a quotation, at the end: "… — Irma Dolen"."""
    dash = next(
        (i for i in range(len(tree.tokens) - 2, -1, -1) if tree.tokens[i].text in ("―", "—", "–", "-", "--")), None
    )
    if (
        dash is None
        or len(tree.tokens) - dash > 30
        or (dash > 0 and not tree.quoted[dash - 1] and tree.tokens[dash - 1].text not in _CLOSING)
    ):
        return
    name = next((i for i in range(dash + 1, len(tree.tokens)) if tree.tokens[i].pos == "PROPN"), None)
    if (
        name is None
        or name > dash + 3
        or tree.quoted[name]
        or any(t.pos in VERBAL for t in tree.tokens[dash + 1 : dash + 6])
    ):
        return
    entry = Cue("—", "phrase", "speech", {"quote": 0.8})
    source = tree.trimmed(range(dash + 1, len(tree.tokens)))
    yield Candidate(dash, (dash,), entry, "quote", "colon", 0.8, tuple(source), (), name)


def _cue_tokens(tree: Tree, head: int, extra: Sequence[int]) -> list[int]:
    """The word that reports with its auxiliaries and particles beside it."""
    beside = {head, *extra, *tree.children(head, ("aux", "auxpass", "neg", "prt"))}
    block = [head]
    for step in (-1, 1):
        at = head + step
        while at in beside:
            block.append(at)
            at += step
    return sorted({*block, *extra})


def _made(
    tree: Tree, head: int, entry: Cue, frame: str, form: str, speaker: int | None, content: Sequence[int],
    extra: Sequence[int],
) -> Candidate | None:  # fmt: skip
    """The candidate with its parts kept apart; None where nothing is left of its content."""
    cue = _cue_tokens(tree, head, extra)
    taken = set(cue)
    source: list[int] = []
    if speaker is not None and speaker not in taken:
        source = [i for i in tree.subtree(speaker, taken - {speaker}) if i not in taken]
        if not tree.quoted[speaker] and any(tree.quoted[i] for i in source):
            source = [i for i in source if not tree.quoted[i]]
        source = _named(tree, source, speaker)
    if frame == "infinitive" and len(content) <= 2 and any(tree.lemma(i) in _SILENT for i in content):
        return None
    inside = _kept(tree, [i for i in set(content) if i not in taken and i not in set(source)], head)
    if not inside:
        return None
    return Candidate(
        head, tuple(cue), entry, frame, form, entry.frames.get(frame, 0.0), tuple(source), tuple(inside), speaker
    )


def _kept(tree: Tree, content: Sequence[int], head: int) -> list[int]:
    """The tokens of a content without marks at the ends, and without the day at its end that is when it was said."""
    found = tree.trimmed(content)
    while len(found) > 1 and tree.tokens[found[-1]].pos == "CCONJ":
        found = tree.trimmed(found[:-1])
    last = len(found)
    while last > 1 and found[last - 1] in tree.times and found[last - 1] > head:
        last -= 1
    day = found[last:]
    if day and all(tree.tokens[i].dep in ("npadvmod", "compound", "nummod", "det", "amod") for i in day):
        return tree.trimmed(found[:last])
    return found


def _named(tree: Tree, source: Sequence[int], speaker: int) -> list[int]:
    """The tokens that name a speaker: without the possessive mark at the end, and no longer than a name may be."""
    found = tree.trimmed(source)
    if found and tree.tokens[found[-1]].tag == "POS":
        found = found[:-1]
    if len(found) > 40:
        found = [i for i in found if abs(i - speaker) < 20]
    return found


def _bare(tree: Tree, verb: int, entry: Cue, form: str, speaker: int | None) -> Candidate:
    """A verb of saying whose words stand elsewhere."""
    cue = _cue_tokens(tree, verb, [])
    source = [] if speaker is None else _named(tree, tree.subtree(speaker, cue), speaker)
    if speaker is not None and not tree.quoted[speaker]:
        source = tree.trimmed(i for i in source if not tree.quoted[i])
    return Candidate(verb, tuple(cue), entry, "quote", form, entry.frames["quote"], tuple(source), (), speaker)
