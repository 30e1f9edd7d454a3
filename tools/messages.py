"""Prints the words of the reading room for translators, as a gettext template (.pot).

`python tools/messages.py > foedera.pot`. What is within templates, the words of our own vocabulary that come as values,
the labels of drawings, and, with contexts, how a language writes days and numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files

from jinja2 import Environment

from foedera.model import KINDS
from foedera.register.stages import STAGES
from foedera.web.charts import counts, events, network, spans, world
from foedera.web.language import MONTHS, SHORT
from foedera.web.pages import PAGES

WRITTEN = {
    "month": MONTHS, "weekday": SHORT, "number": (",", "."), "format": ("{day} {month} {year}", "{month} {year}"),
    "first weekday": ("Monday",),
}  # fmt: skip
Message = tuple[str, str, str | None]
"""A context (empty: none), a message, and its plural."""

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


def main() -> None:
    """Prints every message once, with the places where it stands."""
    found: dict[Message, list[str]] = {}
    for place, message in (*in_templates(), *in_code()):
        found.setdefault(message, []).append(place)
    print(HEADER)
    for (context, text, plural), places in found.items():
        print("#: " + " ".join(dict.fromkeys(places)))
        if context:
            print(f"msgctxt {quoted(context)}")
        print(f"msgid {quoted(text)}")
        if plural is None:
            print('msgstr ""\n')
        else:
            print(f'msgid_plural {quoted(plural)}\nmsgstr[0] ""\nmsgstr[1] ""\n')


def in_templates() -> Iterator[tuple[str, Message]]:
    """The messages of the templates, each with its file and line."""
    reader = Environment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"], autoescape=True)
    for file in sorted((files("foedera.web") / "templates").iterdir(), key=lambda each: each.name):
        for line, _, said in reader.extract_translations(file.read_text("utf-8")):  # type: ignore[attr-defined]
            parts = [said] if isinstance(said, str) else [part for part in said if part is not None]
            yield f"{file.name}:{line}", ("", parts[0], parts[1] if len(parts) > 1 else None)


def in_code() -> Iterator[tuple[str, Message]]:
    """The words that come to templates as values."""
    for page in PAGES:
        if page.nav is not None:
            yield "pages", ("", page.nav, None)
    for word in (*KINDS, *(stage for track in STAGES.values() for stage in track)):
        yield "vocabulary", ("", word, None)
    for chart in (events, counts, spans, network, world):
        yield "charts.py", ("", chart.label, None)
    for context, words in WRITTEN.items():
        yield from (("language.py", (context, word, None)) for word in words)


def quoted(text: str) -> str:
    """A message as the format has it."""
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    main()
