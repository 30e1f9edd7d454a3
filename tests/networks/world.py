"""An invented system of five states, and files about it in the layouts of the field."""

from pathlib import Path

import polars as pl

from foedera.datasets.tables import Source, Table, read
from foedera.networks import Roster, roster_of

STATES = """stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version
ARL,901,Arlen,1816,1,1,1830,12,31,2016
BOR,902,Borea,1816,1,1,1822,6,30,2016
BOR,902,Borea,1826,1,1,1830,12,31,2016
CAD,903,Cadia,1818,3,5,1830,12,31,2016
DRN,904,Dorn,1816,1,1,1820,4,30,2016
ESK,905,Esk,1820,9,1,1830,12,31,2016
"""

SPANS = {
    901: [(1816, 1830)], 902: [(1816, 1822), (1826, 1830)], 903: [(1818, 1830)], 904: [(1816, 1820)],
    905: [(1820, 1830)],
}  # fmt: skip
"""The years of each state, as a reader of the table counts them."""

PLEDGED = """stateA,stateB,year,defense,offense,neutral,nonagg,consul,atopally,version
901,902,1816,1,0,0,1,0,1,5.1
902,901,1816,0,0,1,1,0,1,5.1
901,902,1817,1,0,0,1,0,1,5.1
902,901,1817,0,0,1,1,0,1,5.1
901,903,1820,0,0,0,0,0,1,5.1
903,901,1820,0,0,0,0,0,1,5.1
901,903,1817,0,1,0,0,0,1,5.1
901,999,1818,0,0,0,0,1,1,5.1
901,902,1815,1,0,0,0,0,1,5.1
"""
"""Of nine rows one is too early, one of a state before its time, one of no state."""


def written(folder: Path, name: str, text: str) -> Path:
    """The file with that text."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def states(folder: Path) -> Roster:
    """The roster of the invented system."""
    return roster_of(read("cow-states", written(folder, "states.csv", STATES)))


def table(id: str, frame: pl.DataFrame, first: int | None = None, last: int | None = None) -> Table:
    """A table as the reader gives it, of a data set that covers those years."""
    return Table(frame, id, (Source(id=id, title=id, version="1", first=first, last=last),), system="cow")
