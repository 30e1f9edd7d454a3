"""The data sets that are known: their versions, columns, coverage, citations and terms, each described in one file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Literal

import msgspec

from foedera.datasets.tables.table import System
from foedera.model.errors import DatasetError, QuestionError


class Field(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column as it is called here.

    Attributes:
        missing: numbers that stand for a missing value, such as -9.
        blank: texts that do, besides the empty one, `NA` and `.`.
        values: the only numbers allowed; empty for any.
        needed: no row may be without it; keys that have no codes for missing values are needed anyway.
    """

    name: str
    type: Literal["int", "float", "text", "date", "month"]
    label: str = ""
    unit: str | None = None
    missing: tuple[float, ...] = ()
    blank: tuple[str, ...] = ()
    values: tuple[float, ...] = ()
    required: bool = True
    needed: bool = False

    @property
    def certain(self) -> bool:
        """Whether the column is in every file and has no code for a missing value."""
        return self.required and not self.missing


class Layout(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a file of a data set is laid out.

    Attributes:
        columns: our name to the file's, where they differ; upper and lower case do not count.
        separator, encoding: of the publisher's text file, where it is no comma or no UTF-8.
        first_row: names by position, for a file whose own header is none or says something else.
        keep: in a file with a column for each year or organisation, the columns that are none of them.
        melt: our names for such a column's name and for its value.
        pattern: what the names of such columns look like.
        seek: the first name of the header, where other lines stand before it.
        compared: whether a published file of this layout was read; else it is described from codebooks and programs.
        sheet: what the sheet of a workbook is called, as a pattern; null where it is not published as one.
    """

    columns: dict[str, str] = {}
    separator: str | None = None
    encoding: str | None = None
    first_row: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    melt: tuple[str, str] | None = None
    pattern: str = ".+"
    seek: str | None = None
    sheet: str | None = None
    compared: bool = False


class Version(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A version of a data set, and how a file shows to be of it.

    Attributes:
        first, last: the years covered; null where the publisher adds to them.
        marker: what the file's own column `version` says.
        last_year: the last year in the file, where that tells the version from all others.
        sha256: hashes of published files; empty where none is known.
        address, member: where the publisher offers it, and the file's name within a ZIP.
    """

    version: str
    layouts: tuple[str, ...]
    first: int | None = None
    last: int | None = None
    marker: tuple[str, ...] = ()
    last_year: int | None = None
    sha256: tuple[str, ...] = ()
    citation: str | None = None
    address: str | None = None
    member: str | None = None


class Number(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A publisher's own number of a state that is another one in Correlates of War, from a first to a last year.

    Attributes:
        own: the publisher's number.
        cow: that of Correlates of War; null where another row is of that state in the year.
        first, last: the years; null for all before or after.
        name: the state, in words.
    """

    own: int
    name: str
    cow: int | None = None
    first: int | None = None
    last: int | None = None


class Dataset(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A data set: what it is, who made it, on what terms, and how to read it.

    Attributes:
        unit: what a row is.
        system: whose numbers its states have; null where it has names.
        keys: the columns that tell rows apart.
        absence: what it means that a state or dyad of a covered year has no row: `no`, or `unknown`.
        undirected: each pair stands in it once, in either order, or with the same values in both.
        every_year: the publisher's file has rows of every year that it covers.
        dates: dates that are made from columns of year, month and day.
        numbers: the numbers of the publisher's own that differ from those of Correlates of War; with any, the file's
            column `number` becomes `ccode` by them.
    """

    id: str
    title: str
    unit: str
    homepage: str
    citation: str
    terms: str
    keys: tuple[str, ...]
    fields: tuple[Field, ...]
    layouts: dict[str, Layout]
    versions: tuple[Version, ...]
    system: System | None = None
    absence: Literal["no", "unknown"] = "unknown"
    undirected: bool = False
    every_year: bool = False
    dates: dict[str, tuple[str, str, str]] = {}
    numbers: tuple[Number, ...] = ()

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns without which no row may be."""
        keys = {field.name for field in self.fields if field.certain}.intersection(self.keys)
        return tuple(field.name for field in self.fields if field.needed or field.name in keys)

    def version(self, name: str) -> Version:
        """The version of that name.

        Raises:
            DatasetError: there is none.
        """
        for version in self.versions:
            if version.version == name:
                return version
        known = ", ".join(version.version for version in self.versions)
        raise DatasetError(f"{self.title}: version {name} is not known; known are {known}")


@cache
def datasets() -> tuple[Dataset, ...]:
    """All known data sets in the order of their ids."""
    folder = resources.files("foedera.datasets.tables") / "data"
    made = [
        msgspec.convert(tomllib.loads(file.read_text("utf-8")), Dataset)
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    ]
    return tuple(sorted(made, key=lambda one: one.id))


def dataset(id: str) -> Dataset:
    """The data set of that id.

    Raises:
        QuestionError: none has it.
    """
    for one in datasets():
        if one.id == id:
            return one
    raise QuestionError(f"{id}: no known data set; known are {', '.join(one.id for one in datasets())}")
