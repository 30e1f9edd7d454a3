"""The second layout: notes beside the claims, and the entries that claims belong to."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables of the register, empty: it is filled when it is first asked for."""
    _notes()
    _memberships()
    _matches()


def _number(name: str) -> "sa.Column[int]":
    return sa.Column(name, NUMBER, primary_key=True, autoincrement=False)


def _hash(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.BigInteger, primary_key=True, autoincrement=False)


def _notes() -> None:
    op.create_table(
        "notes",
        _number("number"),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(120)),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("why", sa.Text),
    )
    op.create_index("ix_notes_kind", "notes", ["kind", "subject"])


def _memberships() -> None:
    op.create_table(
        "consolidations",
        _number("number"),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("model", sa.String(64), nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("note", sa.BigInteger, nullable=False),
        sa.Column("counts", sa.Text, nullable=False),
    )
    op.create_table(
        "memberships",
        _number("number"),
        sa.Column("lineage", NUMBER, sa.ForeignKey("lineages.number"), nullable=False),
        sa.Column("entry", sa.String(40), nullable=False),
        sa.Column("known_from", sa.BigInteger, nullable=False),
        sa.Column("known_to", sa.BigInteger, nullable=False),
        sa.Column("model", sa.String(64), nullable=False),
        sa.UniqueConstraint("lineage", "known_from", name="uq_memberships_lineage"),
    )
    op.create_index("ix_memberships_lineage", "memberships", ["lineage", "known_to"])
    op.create_index("ix_memberships_entry", "memberships", ["entry", "known_to"])


def _matches() -> None:
    op.create_table(
        "forms",
        sa.Column("lineage", NUMBER, sa.ForeignKey("lineages.number"), primary_key=True, autoincrement=False),
        sa.Column("form", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_forms_form", "forms", ["form"])
    op.create_table("blocks", _hash("key"), _hash("form"), sqlite_with_rowid=False)
    op.create_index("ix_blocks_form", "blocks", ["form"])
    op.create_table(
        "links", _hash("a"), _hash("b"), sa.Column("score", sa.SmallInteger, nullable=False), sqlite_with_rowid=False
    )
    op.create_index("ix_links_b", "links", ["b"])
