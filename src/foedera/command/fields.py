"""What a structure file may say, section by section: the one table from which the reader and the JSON Schema come."""

from __future__ import annotations

from typing import get_args

from foedera.command.forms import (
    COUNT,
    DATE,
    DUTY,
    HOURS,
    NUMBER,
    RANK,
    TEXT,
    TRUTH,
    WORD,
    WORDS,
    ZONE,
    Field,
    choice,
    item,
    several,
)
from foedera.command.terms import LinkType

_TYPE = choice(get_args(LinkType))

ITEM = (
    Field("when", DATE, "When it holds, in EDTF: 2031-10-01/2033-09-30, 2025-03-24/.. ; open where left out."),
    Field("source", WORDS, "Ids of sources that say so."),
    Field("variants", WORDS, "The variants to which it belongs; all where left out."),
    Field("note", TEXT, "A remark."),
)

ASK = (
    Field("post", WORD, "Who is asked.", required=True),
    Field("hours", HOURS, "Within how many hours an answer must come."),
    Field("silence", choice(("refused", "granted")), "What it means if none comes."),
    Field("together", TRUTH, "Whether both must be on duty at the same time."),
)

LIMIT = (
    Field("of", TEXT, "What is limited: ships, days, or a limit in words.", required=True),
    Field("most", NUMBER, "At most so much."),
    Field("least", NUMBER, "At least so much."),
)

_ASKS = several(item(ASK, "post", WORD))
_LIMITS = several(item(LIMIT, "of", TEXT))

SOURCES = (
    Field("title", TEXT, "The title.", required=True),
    Field("publisher", TEXT, "Who published it."),
    Field("date", DATE, "When it was published, in EDTF."),
    Field("address", TEXT, "Where it is found."),
    Field("sentence", TEXT, "The sentence that says so."),
    Field("claim", TEXT, "The id of the record's claim."),
    Field("document", TEXT, "The id of the record's document."),
)

DOCTRINES = (
    Field("name", TEXT, "The name.", required=True),
    Field("terms", several(_TYPE), "The terms of command that it knows.", required=True),
    Field("reserved", several(_TYPE), "Those of them that cannot be delegated."),
    Field("source", WORDS, "Ids of sources that say so."),
)

CHAINS = (
    Field("name", TEXT, "The name.", required=True),
    Field("sovereigns", WORDS, "Whose chain it is: one actor, or all those of a combined chain.", required=True),
    Field("doctrine", WORD, "The doctrine by which it names command: us, nato, or one of this file."),
    *ITEM,
)

POSTS = (
    Field("name", TEXT, "The name.", required=True),
    Field("chain", WORD, "The chain to which it belongs."),
    Field("seat", TEXT, "Where it sits."),
    Field("zone", ZONE, "The IANA time zone of its duty hours."),
    Field("duty", DUTY, "Hours of duty: always, or mon-fri 08:00-17:00; several parted by semicolons."),
    Field("capacity", COUNT, "How many matters its staff can work on at the same time."),
    Field("holder", TEXT, "Posts with the same holder are held by one person."),
    *ITEM,
)

LINKS = (
    Field("above", WORD, "The superior; of support, who is supported."),
    Field("below", WORD, "The subordinate; of support, who supports."),
    Field("between", WORDS, "Both ends of coordination or liaison."),
    Field("type", _TYPE, "The relationship; left out where the source does not say which."),
    Field("doctrine", WORD, "Whose term it is; that of the superior's chain where left out."),
    *ITEM,
)

KINDS = (
    Field("name", TEXT, "The name.", required=True),
    Field("arises", WORD, "The post where the need is first seen."),
    Field("deadline", HOURS, "Within how many hours it must be taken."),
    Field("priority", RANK, "0 goes first."),
    *ITEM,
)

AUTHORITIES = (
    Field("post", WORD, "Who may decide.", required=True),
    Field("kind", WORDS, "Which kind of decision, or which.", required=True),
    Field("consult", _ASKS, "Who must be consulted."),
    Field("consent", _ASKS, "Whose consent is needed."),
    Field("through", WORDS, "Posts through which the matter goes."),
    Field("limits", _LIMITS, "Within which limits."),
    *ITEM,
)

DELEGATIONS = (
    Field("from", WORD, "Who delegates.", required=True),
    Field("to", WORD, "To whom.", required=True),
    Field("kinds", WORDS, "Which kinds of decision; left out where that is not known."),
    Field("term", _TYPE, "Which authority is delegated, where the source names it."),
    Field("consult", _ASKS, "Who must be consulted."),
    Field("consent", _ASKS, "Whose consent is needed."),
    Field("limits", _LIMITS, "Within which limits."),
    Field("further", WORDS, "To whom it may be delegated further."),
    *ITEM,
)

REVIEWS = (
    Field("post", WORD, "Who reviews.", required=True),
    Field("kinds", WORDS, "Which kinds of decision.", required=True),
    Field("stage", choice(("before", "after")), "Before the decision (where left out), or after it."),
    Field("hours", HOURS, "Within how many hours."),
    *ITEM,
)

NAMED = {"doctrines": DOCTRINES, "sources": SOURCES, "chains": CHAINS, "posts": POSTS, "kinds": KINDS}
"""Sections whose items have ids: the keys under which they stand."""

LISTED = {"links": LINKS, "authorities": AUTHORITIES, "delegations": DELEGATIONS, "reviews": REVIEWS}
"""Sections that are lists."""
