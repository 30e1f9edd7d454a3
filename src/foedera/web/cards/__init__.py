"""The card index: of every entry, at one moment of record time, the little that lists and drawings need.

Reading a hundred thousand claims takes seconds and half a gigabyte; their cards take a tenth of it, are made once for a
moment of record time, and answer for every day in the world.
"""

from foedera.web.cards.card import Card, Dated, Given, Promise, Promised, Standing, Told
from foedera.web.cards.cards import Cards, Changed, Learnt, undertaken, wanted, within
from foedera.web.cards.making import both

__all__ = [
    "Card",
    "Cards",
    "Changed",
    "Dated",
    "Given",
    "Learnt",
    "Promise",
    "Promised",
    "Standing",
    "Told",
    "both",
    "undertaken",
    "wanted",
    "within",
]
