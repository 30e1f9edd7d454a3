"""The card index: of every entry, at one moment of record time, the little that lists and drawings need.

Reading a hundred thousand claims takes seconds and half a gigabyte; their cards take a tenth of it, are made once for a
moment of record time, and answer for every day in the world.
"""

from foedera.networks.lasting import FOREVER
from foedera.web.cards.card import Card, Dated, Given, Promise, Promised, Standing
from foedera.web.cards.cards import Cards, Changed
from foedera.web.cards.claims import Learnt
from foedera.web.cards.dates import Items
from foedera.web.cards.forces import ANSWERS, Forces, Stales, Standings, begins
from foedera.web.cards.making import both
from foedera.web.cards.members import Members
from foedera.web.cards.promises import Stood
from foedera.web.cards.ties import Bonds, Bound, Doubts, Tied

__all__ = [
    "ANSWERS",
    "FOREVER",
    "Bonds",
    "Bound",
    "Card",
    "Cards",
    "Changed",
    "Dated",
    "Doubts",
    "Forces",
    "Given",
    "Items",
    "Learnt",
    "Members",
    "Promise",
    "Promised",
    "Stales",
    "Standing",
    "Standings",
    "Stood",
    "Tied",
    "begins",
    "both",
]
