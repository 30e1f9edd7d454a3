"""spaCy's small English pipeline, run in half the time and to the same result.

Most of its time goes into four things that need less: matrices are multiplied by a library that does not know every
processor; the vector of a word is computed anew wherever the word stands; names are decided one label at a time; and
the rules for parts of speech and lemmas are matched against every token, although their answer follows from the word,
its tag and its dependency, but for a few rules of two words. Here numpy multiplies, and what follows from a word alone
is remembered, up to a bound. What is remembered does not depend on what was read before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

Floats = NDArray[np.float32]
Kind = tuple[str, str]
"""The part of speech and the lemma of a token."""
Found = tuple[list[Kind], list[tuple[int, int, str]]]
"""What was found in a sentence: every token's kind, and the names: first token, the one behind the last, label."""

_WORDS = 20_000  # words whose vectors are remembered, of each of the two networks: eight megabytes
_TOKENS = 50_000  # words with tag and dependency whose part of speech and lemma are remembered
_ROWS = 64  # products of fewer rows come out otherwise in the last bit; with so many a row is the same in any batch
_LEAST = np.float32(1e-8)
_ODD = np.uint64(0x9E3779B97F4A7C15)


class Lean:
    """What a pipeline of spaCy's small English models finds, for several sentences at once."""

    def __init__(self, pipeline: Pipeline) -> None:
        """Takes the pipeline over: it is not to be used by itself any more."""
        from thinc.api import NumpyOps

        plain = NumpyOps(use_blis=False)
        parts: dict[str, Any] = dict(pipeline.components)
        for part in parts.values():
            for layer in () if getattr(part, "model", None) is None else part.model.walk():
                layer.ops = plain
        self._vectors = Vectors(parts["tok2vec"].model)
        self._steps = parts["tagger"], parts["parser"]
        self._kinds = Kinds(pipeline, parts["attribute_ruler"], parts["lemmatizer"])
        self._names = Names(parts["ner"])

    def read(self, docs: Sequence[Doc]) -> Iterator[Found]:
        """Tags and parses the documents, none of which is empty, and gives what else is found in each."""
        for doc, vectors in zip(docs, self._vectors.of(docs), strict=True):
            doc.tensor = cast(Any, vectors)
        for step in self._steps:
            step.set_annotations(docs, step.predict(docs))
        yield from zip(self._kinds.of(docs), self._names.of(docs), strict=True)


class Vectors:
    """The vectors of tokens in their sentence, by a network whose first half looks at each word alone."""

    def __init__(self, model: Any) -> None:
        words, context = model.layers
        self._columns = words.layers[0].attrs["columns"]
        self._embed = words.layers[2:4]
        self._pad: int = context.attrs["pad"]
        self._context = Context(context.layers[0])
        self._rows: dict[int, int] = {}
        self._known: Floats = np.empty((0, words.get_dim("nO")), np.float32)

    def of(self, docs: Sequence[Doc]) -> list[Floats]:
        """The vectors of each document, one row a token."""
        found, places = self.padded(docs)
        return [found[start:end] for start, end in places]

    def padded(self, docs: Sequence[Doc]) -> tuple[Floats, list[tuple[int, int]]]:
        """The vectors of all documents in one array with rows between them, and where each document's rows stand."""
        from spacy.attrs import NORM, ORTH, SPACY

        keys = np.concatenate([doc.to_array([ORTH, NORM, SPACY]) for doc in docs])
        rows = self._remembered(docs, (keys[:, 0] ^ keys[:, 1] * _ODD) + keys[:, 2])
        places, at, end = [], 0, self._pad
        for doc in docs:
            places.append((end, end + len(doc)))
            end += len(doc) + self._pad
        entered = np.zeros((max(end, _ROWS), self._known.shape[1]), np.float32)
        for start, stop in places:
            entered[start:stop] = self._known[rows[at : at + stop - start]]
            at += stop - start
        return self._context.of(entered), places

    def _remembered(self, docs: Sequence[Doc], keys: NDArray[np.uint64]) -> list[int]:
        """The row of each word in what is known."""
        words = keys.tolist()
        if any(word not in self._rows for word in words):
            self._learn(docs, words)
        return [self._rows[word] for word in words]

    def _learn(self, docs: Sequence[Doc], words: Sequence[int]) -> None:
        if len(self._rows) > _WORDS:
            self._rows, self._known = {}, self._known[:0]
        new = {word: at for at, word in enumerate(words) if word not in self._rows}
        features = np.concatenate([doc.to_array(self._columns) for doc in docs])[list(new.values())]
        entered: Any = np.concatenate([features, np.zeros((max(0, _ROWS - len(new)), features.shape[1]), np.uint64)])
        for layer in self._embed:
            entered = layer.predict(entered)
        self._rows |= zip(new, range(len(self._known), len(self._known) + len(new)), strict=True)
        self._known = np.concatenate([self._known, entered[: len(new)]])


class Context:
    """The second half of a network: layers that look at each word and its two neighbours, and add what they find.

    A layer takes the greatest of three products for each number (Goodfellow et al. 2013, maxout) and brings each row to
    mean 0 and variance 1 (Ba et al. 2016).
    """

    def __init__(self, model: Any) -> None:
        self._layers: list[tuple[Floats, Floats, Floats, Floats]] = []
        for layer in model.layers:
            maxout, norm = (
                next(part for part in layer.walk() if part.name == name) for name in ("maxout", "layernorm")
            )
            weights: Floats = maxout.get_param("W")  # (numbers, pieces, words)
            rows = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, weights.shape[2]))
            self._layers.append((rows.T, maxout.get_param("b").T.ravel(), norm.get_param("G"), norm.get_param("b")))

    def of(self, rows: Floats) -> Floats:
        """The vectors of words in their sentences, whose own vectors are rows with rows of zeros between sentences."""
        width = rows.shape[1]
        wide = np.zeros((len(rows), 3 * width), np.float32)
        for weights, bias, scale, shift in self._layers:
            wide[:, width : 2 * width] = rows
            wide[1:, :width], wide[:-1, 2 * width :] = rows[:-1], rows[1:]
            pieces = wide @ weights
            pieces += bias
            found = np.maximum(pieces[:, :width], pieces[:, width : 2 * width])
            np.maximum(found, pieces[:, 2 * width :], out=found)
            found -= found.mean(axis=1, keepdims=True)
            found *= ((np.einsum("ij,ij->i", found, found) / width + _LEAST) ** -0.5)[:, None]
            rows = rows + (found * scale + shift)
        return rows


class Kinds:
    """The parts of speech and the lemmas of tokens, by rules matched once for each word, tag and dependency."""

    def __init__(self, pipeline: Pipeline, ruler: Any, lemmatizer: Any) -> None:
        from spacy.matcher import Matcher

        self._vocab = pipeline.vocab
        self._rules = ruler, lemmatizer
        lemmas = lemmatizer.lookups.get_table("lemma_index")
        for part in list(lemmas):
            lemmas[part] = frozenset(lemmas[part])  # in the list it is, each word is looked for from end to end
        self._known: dict[tuple[int, ...], Kind | None] = {}
        self._longer = Matcher(self._vocab)
        firsts = [[pattern[0]] for rule in ruler.patterns for pattern in rule["patterns"] if len(pattern) > 1]
        self._longer.add("first of several", firsts)

    def of(self, docs: Sequence[Doc]) -> Iterator[list[Kind]]:
        """Part of speech and lemma of each token of each document."""
        from spacy.attrs import DEP, ORTH, TAG

        if len(self._known) > _TOKENS:
            self._known = {}
        rows = [list(map(tuple, doc.to_array([ORTH, TAG, DEP]).tolist())) for doc in docs]
        self._learn(dict.fromkeys(key for row in rows for key in row if key not in self._known))
        for doc, row in zip(docs, rows, strict=True):
            kinds = [kind for key in row if (kind := self._known[key]) is not None]
            yield kinds if len(kinds) == len(row) else self._matched(doc)

    def _learn(self, keys: Iterable[tuple[int, ...]]) -> None:
        """Remembers the answer for words as they stand alone; None for those with which a rule of several may begin."""
        new = self._doc(list(keys))
        first = {start for _, start, _ in self._longer(new[1], allow_missing=True)}
        self._known |= {key: None for at, key in enumerate(new[0]) if at in first}
        alone = self._doc([key for at, key in enumerate(new[0]) if at not in first])
        self._known |= zip(alone[0], self._matched(alone[1]), strict=True)

    def _doc(self, keys: list[tuple[int, ...]]) -> tuple[list[tuple[int, ...]], Doc]:
        """Words with their tags and dependencies, one after the other, as a document."""
        from spacy.attrs import DEP, TAG
        from spacy.tokens import Doc

        strings = self._vocab.strings
        doc = Doc(self._vocab, words=[strings[orth] for orth, _, _ in keys])
        given = np.array([key[1:] for key in keys], np.uint64).reshape(-1, 2)
        return keys, doc.from_array([TAG, DEP], cast(Any, given))

    def _matched(self, doc: Doc) -> list[Kind]:
        for rule in self._rules:
            doc = rule(doc)
        return [(token.pos_, token.lemma_) for token in doc]


class Names:
    """The names that spaCy's recognizer finds: of the moves that may follow, always the one with the highest score."""

    def __init__(self, recognizer: Any) -> None:
        network, self._lower, upper = recognizer.model.layers
        self._vectors = Vectors(network.layers[0])
        self._linear = network.layers[2]
        self._bias: Floats = self._lower.get_param("b").ravel()
        self._weights: Floats = upper.get_param("W").T
        self._offset: Floats = upper.get_param("b")
        system = recognizer.moves
        moves = [system.get_class_name(number).partition("-") for number in range(system.n_moves)]
        self._labels = ("", *dict.fromkeys(label for _, _, label in moves if label))
        self._acts = [act for act, _, _ in moves]
        self._label = np.array([self._labels.index(label) for _, _, label in moves])
        self._barred = np.array([[[self._bars(move, open_, last) for move in range(len(moves))] for last in (0, 1)]
                                 for open_ in range(len(self._labels))], np.float32)  # fmt: skip
        stays_open = np.array([act in "BI" for act in self._acts])
        self._next = np.where(stays_open, self._label, 0)

    def _bars(self, move: int, open_: int, last: int) -> float:
        """Minus infinity where a move may not follow: `open_` is the label of the name that is open, 0 for none."""
        act, label = self._acts[move], self._label[move]
        if act == "O":
            allowed = not open_
        elif act in "BU":
            allowed = not open_ and bool(label) and not (act == "B" and last)
        else:
            allowed = act in "IL" and bool(open_) and label == open_ and not (act == "I" and last)
        return 0.0 if allowed else -np.inf

    def of(self, docs: Sequence[Doc]) -> list[list[tuple[int, int, str]]]:
        """The names of each document, in order: first token, the one behind the last, label."""
        vectors, places = self._vectors.padded(docs)
        features = self._lower.predict(self._linear.predict(vectors)).reshape(len(vectors) + 1, 3, -1)
        order = sorted(range(len(docs)), key=lambda index: -len(docs[index]))
        moves = self._moves(features, np.array([places[i][0] for i in order]), np.array([len(docs[i]) for i in order]))
        found: list[list[tuple[int, int, str]]] = [[] for _ in docs]
        for row, index in enumerate(order):
            found[index] = self._spelled(moves[row, : len(docs[index])].tolist())
        return found

    def _moves(self, features: Floats, starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
        """The moves of documents, the longest first; those of all documents at one place are made together.

        The row of a token in `features` is one more than its number; row 0 stands for none.
        """
        many = len(starts)
        moves = np.zeros((many, lengths[0]), np.int64)
        open_, first = np.zeros(many, np.int64), np.zeros(many, np.int64)
        hidden = np.zeros((max(many, _ROWS), self._weights.shape[0]), np.float32)
        for step in range(lengths[0]):
            here = int(np.searchsorted(-lengths, -step))  # as many have a token at this place
            at, state, began = starts[:here] + step, open_[:here], first[:here]
            summed = features[at + 1, 0] + features[began, 1] + features[np.where(began, at, 0), 2] + self._bias
            hidden[:here] = summed.reshape(here, self._weights.shape[0], -1).max(axis=2)
            scores = (hidden @ self._weights)[:here] + self._offset
            move = (scores + self._barred[state, (lengths[:here] == step + 1).astype(int)]).argmax(axis=1)
            moves[:here, step] = move
            open_[:here] = self._next[move]
            first[:here] = np.where(open_[:here] == 0, 0, np.where(began, began, at + 1))
        return moves

    def _spelled(self, moves: Sequence[int]) -> list[tuple[int, int, str]]:
        """The names that moves make."""
        names, start = [], 0
        for at, move in enumerate(moves):
            act = self._acts[move]
            if act in "BU":
                start = at
            if act in "LU":
                names.append((start, at + 1, self._labels[self._label[move]]))
        return names
