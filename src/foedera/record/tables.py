"""The tables of a record, for SQLite and PostgreSQL alike.

Record time is in whole microseconds since 1970, UTC; `known_to` is `FOREVER` while a row is in force. Days are integers
as yyyymmdd. Numbers are given out by the writer, in the order of record time, so that a higher number is never older.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

FOREVER: Final = 2**63 - 1
HEAD: Final = "0003"
VERSION_TABLE: Final = "record_version"
ANY: Final = 0

METADATA = MetaData()
_NUMBER = BigInteger().with_variant(Integer(), "sqlite")


def _number(name: str = "number") -> Column[int]:
    return Column(name, _NUMBER, primary_key=True, autoincrement=False)


def _to(column: str, name: str, *, primary_key: bool = False, nullable: bool = False) -> Column[int]:
    options = {"autoincrement": False} if primary_key else {}
    return Column(name, _NUMBER, ForeignKey(column), primary_key=primary_key, nullable=nullable, **options)  # type: ignore[arg-type]


# One row: the last moment that was given out. Updating it is what makes writers wait for each other.
clock = Table(
    "clock",
    METADATA,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("last", BigInteger, nullable=False),
)

documents = Table(
    "documents",
    METADATA,
    _number(),
    Column("id", String(71), nullable=False, unique=True),
    Column("added", BigInteger, nullable=False),
)

# Both compressed with zlib. A document that was erased has no row here.
texts = Table(
    "texts",
    METADATA,
    _to("documents.number", "document", primary_key=True),
    Column("text", LargeBinary, nullable=False),
    Column("original", LargeBinary),
)

# What was known about a document besides its text. `published` is the last day of its publication date.
editions = Table(
    "editions",
    METADATA,
    _number(),
    _to("documents.number", "document"),
    Column("version", Integer, nullable=False),
    Column("known_from", BigInteger, nullable=False),
    Column("known_to", BigInteger, nullable=False),
    Column("published", Integer),
    Column("about", Text),
    UniqueConstraint("document", "version", name="uq_editions_version"),
    Index("ix_editions_published", "published", "known_to", "known_from"),
)

erasures = Table(
    "erasures",
    METADATA,
    _number(),
    _to("documents.number", "document"),
    Column("at", BigInteger, nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("lifted", BigInteger),
    Index("ix_erasures_document", "document"),
)

readings = Table(
    "readings",
    METADATA,
    _number(),
    _to("documents.number", "document"),
    Column("at", BigInteger, nullable=False),
    Column("coders", Text, nullable=False),
    Column("base", Text),
    Column("digest", String(64), nullable=False),
    Column("counts", Text, nullable=False),
    Index("ix_readings_document", "document"),
)

# A logical claim. `key` is that of its extraction.
lineages = Table(
    "lineages",
    METADATA,
    _number(),
    _to("documents.number", "document"),
    Column("kind", String(16), nullable=False),
    Column("key", String(32), nullable=False),
    UniqueConstraint("document", "key", name="uq_lineages_key"),
)

# Every claim id under which a lineage has been known.
ids = Table(
    "ids",
    METADATA,
    Column("claim_id", String(80), primary_key=True),
    _to("lineages.number", "lineage"),
    sqlite_with_rowid=False,
)

# What became of a claim, when, why and by whom. `claim` is what stands; `proposed` the coder's, where a person's edit
# stands. Both are empty after an erasure. `doubt` is the place in the queue of claims that wait for a person; `beside`
# is the decided claim beside which this one is offered.
versions = Table(
    "versions",
    METADATA,
    _number(),
    _to("lineages.number", "lineage"),
    Column("version", Integer, nullable=False),
    Column("known_from", BigInteger, nullable=False),
    Column("known_to", BigInteger, nullable=False),
    Column("status", String(12), nullable=False),
    Column("cause", String(12), nullable=False),
    Column("who", Text),
    Column("why", Text),
    Column("doubt", SmallInteger),
    _to("lineages.number", "beside", nullable=True),
    Column("claim", Text),
    Column("proposed", Text),
    UniqueConstraint("lineage", "version", name="uq_versions_version"),
    Index("ix_versions_known", "known_from"),
    Index(
        "ix_versions_doubt",
        "doubt",
        "number",
        sqlite_where=text("doubt IS NOT NULL"),
        postgresql_where=text("doubt IS NOT NULL"),
    ),
)

# Actors by id, or by folded name where the id is not known. Number 0 stands for any actor.
actors = Table(
    "actors",
    METADATA,
    _number(),
    Column("label", String(300), nullable=False, unique=True),
    Column("id", Text),
    Column("name", Text, nullable=False),
    Column("folded", String(300), nullable=False, index=True),
)

# The index of versions by actor, valid time, publication and record time; each version stands once under `ANY`.
mentions = Table(
    "mentions",
    METADATA,
    _to("actors.number", "actor", primary_key=True),
    _to("versions.number", "version", primary_key=True),
    Column("kind", SmallInteger, nullable=False),
    Column("status", SmallInteger, nullable=False),
    Column("span", SmallInteger, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("published", Integer),
    Column("known_to", BigInteger, nullable=False),
    # The columns after `version` are there to be read, not searched: a day is answered from this index alone.
    Index("ix_mentions_valid", "actor", "span", "first", "version", "last", "published", "status", "kind", "known_to"),
    Index(
        "ix_mentions_published",
        "actor",
        "published",
        "version",
        sqlite_where=text("published IS NOT NULL"),
        postgresql_where=text("published IS NOT NULL"),
    ),
    sqlite_with_rowid=False,
)

# What persons and programs wrote down beside the claims. Append-only; a note of kind `undo` takes another back.
notes = Table(
    "notes",
    METADATA,
    _number(),
    Column("at", BigInteger, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("subject", String(120)),
    Column("payload", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text),
    Index("ix_notes_kind", "kind", "subject"),
)

# Each time the register was brought up to date: by which model, and the last version and note that it took in; of which
# make the outlines of all entries were then (empty: none were kept yet).
consolidations = Table(
    "consolidations",
    METADATA,
    _number(),
    Column("at", BigInteger, nullable=False),
    Column("model", String(64), nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("note", BigInteger, nullable=False),
    Column("counts", Text, nullable=False),
    Column("outlines", String(16)),
)

# To which entry a claim belongs, and when the record held that. Nothing is overwritten.
memberships = Table(
    "memberships",
    METADATA,
    _number(),
    _to("lineages.number", "lineage"),
    Column("entry", String(40), nullable=False),
    Column("known_from", BigInteger, nullable=False),
    Column("known_to", BigInteger, nullable=False),
    Column("model", String(64), nullable=False),
    Index("ix_memberships_lineage", "lineage", "known_to"),
    Index("ix_memberships_entry", "entry", "known_to"),
    UniqueConstraint("lineage", "known_from", name="uq_memberships_lineage"),
)

# The form of each standing claim: what the model of the register looks at, as a hash. Claims of one form are alike to
# it. Forms, blocks and links are made from the claims, hold the present only, and go with an erased document.
forms = Table(
    "forms",
    METADATA,
    _to("lineages.number", "lineage", primary_key=True),
    Column("form", BigInteger, nullable=False, index=True),
)

# What forms may speak of the same thing: those that share a key, which is a hash.
blocks = Table(
    "blocks",
    METADATA,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("form", BigInteger, primary_key=True, autoincrement=False, index=True),
    sqlite_with_rowid=False,
)

# Pairs of forms (a < b) that are not surely apart, with their score in ten-thousandths; `a = b`: a form with itself.
links = Table(
    "links",
    METADATA,
    Column("a", BigInteger, primary_key=True, autoincrement=False),
    Column("b", BigInteger, primary_key=True, autoincrement=False, index=True),
    Column("score", SmallInteger, nullable=False),
    sqlite_with_rowid=False,
)

# Outlines of entries: the little by which lists of them are put in order and cut, so that only what is shown is read
# whole. They are made from entries, hold the present only, and go with an erased document. In what follows a day is 0
# where it is before all others, and `FAR` (of `foedera.record.time`) where it is after all others, or not known.

# Where a commitment stood from one day on until before another: when it falls due, its stage, whether it is overdue,
# was only reaffirmed, is open (neither delivered nor ended), and whether persons' notes were looked at.
promises = Table(
    "promises",
    METADATA,
    Column("entry", String(40), primary_key=True),
    Column("since", Integer, primary_key=True, autoincrement=False),
    Column("until", Integer, nullable=False),
    Column("due", Integer, nullable=False),
    Column("stage", String(20)),
    Column("overdue", SmallInteger, nullable=False),
    Column("reaffirmed", SmallInteger, nullable=False),
    Column("open", SmallInteger, nullable=False),
    Column("noted", SmallInteger, nullable=False),
    Index("ix_promises_due", "due"),
    sqlite_with_rowid=False,
)

# What is dated of an entry, and from which day of looking on until before which it is told.
items = Table(
    "items",
    METADATA,
    Column("entry", String(40), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("day", Integer, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("what", Text, nullable=False),
    Column("since", Integer, nullable=False),
    Column("until", Integer, nullable=False),
    Index("ix_items_day", "day"),
    sqlite_with_rowid=False,
)

# Of each claim in an entry the day of the thing itself, and those on which it was published and the record learnt it.
reports = Table(
    "reports",
    METADATA,
    _to("lineages.number", "lineage", primary_key=True),
    Column("entry", String(40), nullable=False, index=True),
    Column("day", Integer, nullable=False),
    Column("published", Integer, nullable=False),
    Column("learnt", Integer, nullable=False),
    Index("ix_reports_published", "published"),
    Index("ix_reports_learnt", "learnt"),
)

# The full-text indexes keep words, not text. They are made by the migrations, in each back end's own way.
_WORDS = MetaData()
claim_words = Table("claim_words", _WORDS, _number("rowid"), Column("words", Text), Column("marks", Text))
passage_words = Table("passage_words", _WORDS, _number("rowid"), Column("words", Text), Column("marks", Text))
