"""Sentences, syntax and names of a document, behind one small interface.

`english()` gives the parser; its `parse` turns documents into `Parse` values. Only the sentences that the caller wants
are parsed. `quotations()` finds the words in quotation marks and `amounts()` the
numbers that have a unit, without any parse.
"""

from foedera.language.amounts import Amount, Money, amounts, bound
from foedera.language.either import either
from foedera.language.english import english
from foedera.language.parse import Language, Name, Parse, Sentence, Token, Wanted
from foedera.language.quotations import Quotations, Quoted, quotations
from foedera.language.splitting import MAX_SENTENCE, sentence_bounds
from foedera.language.tree import Tree

__all__ = [
    "MAX_SENTENCE",
    "Amount",
    "Language",
    "Money",
    "Name",
    "Parse",
    "Quotations",
    "Quoted",
    "Sentence",
    "Token",
    "Tree",
    "Wanted",
    "amounts",
    "bound",
    "either",
    "english",
    "quotations",
    "sentence_bounds",
]
