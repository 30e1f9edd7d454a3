"""Which language a text is in: English by its small words, others by py3langid, which takes half a second to load."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

from foedera.model import Paragraph

_SAMPLE = 2_000
_SHORTEST = 60
_LEAST = 0.8
_SMALL = frozenset("the of and to that with were which from have this their his its would been for by on as at".split())
_ENOUGH = 0.17


def language_of(text: str, paragraphs: Iterable[Paragraph]) -> str | None:
    """The ISO 639-1 code of the language of the body, from its first 2,000 characters; None where it cannot be told."""
    body = _body(text, paragraphs)
    sample = (text if len(body) < _SHORTEST else body)[:_SAMPLE]
    if len(sample) < _SHORTEST:
        return None
    return "en" if _is_english(sample) else _identified(sample)


def _body(text: str, paragraphs: Iterable[Paragraph]) -> str:
    """The start of the body, long enough for a sample."""
    parts: list[str] = []
    size = 0
    for paragraph in paragraphs:
        if paragraph.role == "body" and size < _SAMPLE:
            parts.append(text[paragraph.start : min(paragraph.end, paragraph.start + _SAMPLE)])
            size += len(parts[-1])
    return " ".join(parts)


def _identified(sample: str) -> str | None:
    language, probability = _identifier().classify(sample)
    return str(language) if probability >= _LEAST else None


def _is_english(sample: str) -> bool:
    """Whether so many of the words are small words of English that it can be nothing else."""
    words = sample.lower().split()
    return sum(word in _SMALL for word in words) >= _ENOUGH * len(words)


@functools.cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
