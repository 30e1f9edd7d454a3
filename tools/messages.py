"""Prints the words of the reading room for translators, as a gettext template (.pot).

`python tools/messages.py > foedera.pot`. What is within templates, the words of our own vocabulary that come as values,
the labels of drawings, and, with contexts, how a language writes days and numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Literal, get_args, get_origin

from jinja2 import Environment

from foedera.command.terms import WORDS
from foedera.model import vocabulary
from foedera.networks.tie import TIE_KINDS
from foedera.record.rows import Cause, Status
from foedera.register.force import Answer
from foedera.register.predictions import OUTCOMES
from foedera.register.stages import STAGES
from foedera.web import charts
from foedera.web.accounts import ROLES
from foedera.web.language import DECADE, DOUBTS, MONTHS, SEASONS, SHORT
from foedera.web.pages import PAGES, menu
from foedera.web.pages.network import TIES
from foedera.web.pages.outlook import STATUSES
from foedera.web.pages.spillover import BYS
from foedera.web.pictures import Chart
from foedera.wording.comparison import KINDS as DIFFERENCES

WRITTEN = {
    "month": MONTHS, "weekday": SHORT, "number": (",", "."),
    "format": ("{day} {month} {year}", "{month} {year}", "{year:04}-{month:02}-{day:02}", "{number} %"),
    "first weekday": ("Monday",),
}  # fmt: skip
OTHERS = (
    "other",
    "overdue",
    "known",
    "Too long",
    "Erased",
    "Somebody was quicker",
    "Still at work",
    "This did not work",
    "Not found",
    "Word, tracked changes",
    "HTML",
    "JSON",
    "closer",
    "wider",
    "everything",
    "earlier",
    "later",
    "quiet",
    "steady",
    "busy",
    "post",
    "link",
    "rule",
    "declared out of date",
    "no longer in force",
    "as given",
    "when",
    "modality",
    "according to",
    "words",
    "about",
    "type",
    "parties",
    "due",
    "since %(day)s",
    "until %(day)s",
    "%(first)s to %(last)s",
    "as it was",
    "only proposed",
    "disbanded",
    "forecast",
    "climatology",
    "no change",
    "all kinds",
    "party",
)
"""What views and claims call things, which are in no list."""
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
    for name in (*(page.nav for page in PAGES if page.nav is not None), *(group for group, _ in menu.GROUPS)):
        yield "pages", ("", name, None)
    for word in dict.fromkeys(in_vocabulary()):
        yield "vocabulary", ("", word, None)
    for chart in vars(charts).values():
        if isinstance(chart, Chart):
            yield "charts.py", ("", chart.label, None)
    for context, words in WRITTEN.items():
        yield from (("language.py", (context, word, None)) for word in words)


def in_vocabulary() -> Iterator[str]:
    """The words of the contract, and of what follows from it."""
    for found in vars(vocabulary).values():
        if get_origin(found) is Literal:
            yield from get_args(found)
    yield from (f"{kind}s" for kind in vocabulary.KINDS)
    yield from (*SEASONS, *DOUBTS.values(), DECADE)
    for track, stages in STAGES.items():
        yield from (track, *stages)
    for relation in get_args(vocabulary.RelationName):
        yield from (f"it {relation} %(other)s", f"%(other)s {relation} it")
    yield from (*get_args(Status), *get_args(Cause), *get_args(Answer), *OUTCOMES, *STATUSES, *ROLES)
    yield from (*WORDS.values(), *TIE_KINDS, *TIES, *BYS, *DIFFERENCES, *OTHERS)


def quoted(text: str) -> str:
    """A message as the format has it."""
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    main()
