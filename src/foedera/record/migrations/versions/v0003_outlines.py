"""The third layout: outlines of entries, by which lists of them are put in order and cut."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables of outlines, empty: they are filled when the register is next brought up to date."""
    op.add_column("consolidations", sa.Column("outlines", sa.String(16)))
    _promises()
    _items()
    _reports()


def _whole(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer, nullable=False)


def _flag(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.SmallInteger, nullable=False)


def _promises() -> None:
    op.create_table(
        "promises",
        sa.Column("entry", sa.String(40), primary_key=True),
        sa.Column("since", sa.Integer, primary_key=True, autoincrement=False),
        _whole("until"),
        _whole("due"),
        sa.Column("stage", sa.String(20)),
        _flag("overdue"),
        _flag("reaffirmed"),
        _flag("open"),
        _flag("noted"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_promises_due", "promises", ["due"])


def _items() -> None:
    op.create_table(
        "items",
        sa.Column("entry", sa.String(40), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        _whole("day"),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        _whole("since"),
        _whole("until"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_items_day", "items", ["day"])


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("lineage", NUMBER, sa.ForeignKey("lineages.number"), primary_key=True, autoincrement=False),
        sa.Column("entry", sa.String(40), nullable=False),
        _whole("day"),
        _whole("published"),
        _whole("learnt"),
    )
    op.create_index("ix_reports_entry", "reports", ["entry"])
    op.create_index("ix_reports_published", "reports", ["published"])
    op.create_index("ix_reports_learnt", "reports", ["learnt"])
