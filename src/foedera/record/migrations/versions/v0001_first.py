"""The first layout of the record."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

HASHED = 1 << 24
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table, index and full-text index of version 0001."""
    _documents()
    _claims()
    _mentions()
    _words()
    op.execute("INSERT INTO clock (id, last) VALUES (1, 0)")
    op.execute("INSERT INTO actors (number, label, id, name, folded) VALUES (0, '', NULL, '', '')")


def _number(name: str = "number") -> "sa.Column[int]":
    return sa.Column(name, NUMBER, primary_key=True, autoincrement=False)


def _to(column: str, name: str, *, nullable: bool = False) -> "sa.Column[int]":
    return sa.Column(name, NUMBER, sa.ForeignKey(column), nullable=nullable)


def _primary(column: str, name: str) -> "sa.Column[int]":
    return sa.Column(name, NUMBER, sa.ForeignKey(column), primary_key=True, autoincrement=False)


def _documents() -> None:
    op.create_table(
        "clock",
        sa.Column("id", sa.SmallInteger, primary_key=True, autoincrement=False),
        sa.Column("last", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "documents",
        _number(),
        sa.Column("id", sa.String(71), nullable=False, unique=True),
        sa.Column("added", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "texts",
        _primary("documents.number", "document"),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.Column("original", sa.LargeBinary),
    )
    op.create_table(
        "editions",
        _number(),
        _to("documents.number", "document"),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("known_from", sa.BigInteger, nullable=False),
        sa.Column("known_to", sa.BigInteger, nullable=False),
        sa.Column("published", sa.Integer),
        sa.Column("about", sa.Text),
        sa.UniqueConstraint("document", "version", name="uq_editions_version"),
    )
    op.create_index("ix_editions_published", "editions", ["published", "known_to", "known_from"])
    op.create_table(
        "erasures",
        _number(),
        _to("documents.number", "document"),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("lifted", sa.BigInteger),
    )
    op.create_index("ix_erasures_document", "erasures", ["document"])
    op.create_table(
        "readings",
        _number(),
        _to("documents.number", "document"),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("coders", sa.Text, nullable=False),
        sa.Column("base", sa.Text),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("counts", sa.Text, nullable=False),
    )
    op.create_index("ix_readings_document", "readings", ["document"])


def _claims() -> None:
    op.create_table(
        "lineages",
        _number(),
        _to("documents.number", "document"),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.UniqueConstraint("document", "key", name="uq_lineages_key"),
    )
    op.create_table(
        "ids",
        sa.Column("claim_id", sa.String(80), primary_key=True),
        _to("lineages.number", "lineage"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "versions",
        _number(),
        _to("lineages.number", "lineage"),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("known_from", sa.BigInteger, nullable=False),
        sa.Column("known_to", sa.BigInteger, nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("cause", sa.String(12), nullable=False),
        sa.Column("who", sa.Text),
        sa.Column("why", sa.Text),
        sa.Column("doubt", sa.SmallInteger),
        _to("lineages.number", "beside", nullable=True),
        sa.Column("claim", sa.Text),
        sa.Column("proposed", sa.Text),
        sa.UniqueConstraint("lineage", "version", name="uq_versions_version"),
    )
    op.create_index("ix_versions_known", "versions", ["known_from"])
    waiting = sa.text("doubt IS NOT NULL")
    op.create_index(
        "ix_versions_doubt", "versions", ["doubt", "number"], sqlite_where=waiting, postgresql_where=waiting
    )


def _mentions() -> None:
    op.create_table(
        "actors",
        _number(),
        sa.Column("label", sa.String(300), nullable=False, unique=True),
        sa.Column("id", sa.Text),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.String(300), nullable=False),
    )
    op.create_index("ix_actors_folded", "actors", ["folded"])
    op.create_table(
        "mentions",
        _primary("actors.number", "actor"),
        _primary("versions.number", "version"),
        sa.Column("kind", sa.SmallInteger, nullable=False),
        sa.Column("status", sa.SmallInteger, nullable=False),
        sa.Column("span", sa.SmallInteger, nullable=False),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("published", sa.Integer),
        sa.Column("known_to", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_mentions_valid",
        "mentions",
        ["actor", "span", "first", "version", "last", "published", "status", "kind", "known_to"],
    )
    dated = sa.text("published IS NOT NULL")
    op.create_index(
        "ix_mentions_published",
        "mentions",
        ["actor", "published", "version"],
        sqlite_where=dated,
        postgresql_where=dated,
    )


def _words() -> None:
    for table in ("claim_words", "passage_words"):
        if op.get_bind().dialect.name == "sqlite":
            # Without content: the words are found again in the claims and the texts, and need not be kept twice.
            op.execute(
                f"CREATE VIRTUAL TABLE {table} USING fts5(words, marks, content='',"
                " tokenize='unicode61 remove_diacritics 2')"
            )
            # The words of a transaction are written at once, and not a megabyte at a time to be merged again.
            op.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', {HASHED})")  # noqa: S608
        else:
            op.execute(f"CREATE TABLE {table} (rowid BIGINT PRIMARY KEY, words TSVECTOR, marks TSVECTOR)")
            op.execute(f"CREATE INDEX ix_{table}_words ON {table} USING gin (words)")
            op.execute(f"CREATE INDEX ix_{table}_marks ON {table} USING gin (marks)")
