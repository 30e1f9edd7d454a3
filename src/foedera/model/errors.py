"""The errors that a user may meet: one tree, one clear line each.

FoederaError
├── EdtfError            a date that is not EDTF level 1, or cannot be
├── ClaimError           a claim that breaks the contract
├── SourceError          a file, folder, address or feed that cannot be read
├── RecordError          a record that cannot be opened, read or written
│   ├── ErasedError      a document that was erased from the record
│   ├── ConflictError    a decision about something that has changed since it was looked at
│   └── QuestionError    a question or decision that makes no sense: a date that is none, a search for nothing
├── BaseError            a row of the actor base that is malformed or contradicts another
├── DatasetError         a data set, stream or structure file that is malformed or cannot be used
└── UsageError           options that do not fit together
"""

from __future__ import annotations


class FoederaError(Exception):
    """Any error that Foedera reports to a user.

    The message is one line that says what is wrong, where, and what to do.
    """

    exit_code = 1


class EdtfError(FoederaError, ValueError):
    """A date that is not EDTF level 1, or that no calendar has (1949-02-30)."""

    exit_code = 2


class ClaimError(FoederaError, ValueError):
    """A claim that breaks the claim contract."""


class SourceError(FoederaError):
    """A file, folder, address or feed that cannot be read."""

    exit_code = 3


class RecordError(FoederaError):
    """A record that cannot be opened, read or written."""

    exit_code = 4


class ErasedError(RecordError):
    """A document that was erased from the record: it is neither shown nor read again unasked."""


class ConflictError(RecordError):
    """A decision about a claim or an entry that somebody changed since it was looked at."""


class QuestionError(RecordError):
    """A question or decision that makes no sense to a record: a date that is none, a search for nothing."""

    exit_code = 2


class BaseError(FoederaError):
    """A row of the actor base that is malformed or contradicts another."""

    exit_code = 5


class DatasetError(FoederaError):
    """A data set, event stream or structure file that is malformed, in an unknown version, or too thin to be used."""

    exit_code = 6


class UsageError(FoederaError):
    """Options or arguments that do not fit together."""

    exit_code = 2
