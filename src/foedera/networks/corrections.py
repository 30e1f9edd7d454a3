"""Where corrected panels differ from what peacesciencer gives: the whole list, each entry tested."""

from __future__ import annotations

import msgspec


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """A difference: where, what peacesciencer (and parity mode) gives, and what corrected mode gives."""

    id: str
    function: str
    parity: str
    corrected: str


CORRECTIONS = (
    Correction(
        id="contiguity-after",
        function="add_contiguity",
        parity="conttype is 0 in years after the data set's last",
        corrected="null, status not_covered",
    ),
    Correction(
        id="contiguity-none",
        function="add_contiguity",
        parity="a record of 0 (none) wins over a closer kind in the same year",
        corrected="the closest kind on any day of the year",
    ),
    Correction(
        id="majors-after",
        function="add_cow_majors",
        parity="cowmaj is 0 in years after the list's last",
        corrected="null, status not_covered",
    ),
    Correction(
        id="rivalry-after",
        function="add_strategic_rivalries",
        parity="ongoingrivalry is 1 for every dyad in years after the data set's last",
        corrected="null, status not_covered",
    ),
    Correction(
        id="rivalry-austria",
        function="add_strategic_rivalries",
        parity="rivalries of Austria-Hungary (300) are Austria's (305) from 1919",
        corrected="as the data set says; years in which 300 is no state are dropped and reported",
    ),
    Correction(
        id="status",
        function="all that join",
        parity="one NA for a missing value, a missing row and a year that is not covered",
        corrected="null with a status: unknown, not_covered or not_in_system; 0 only where the source says no",
    ),
    Correction(
        id="dropped",
        function="all that join",
        parity="rows of states outside the system go without a word (5,894 of ATOP 5.1)",
        corrected="the same rows go, and the report counts them by reason",
    ),
    Correction(
        id="leader-irregular",
        function="add_archigos",
        parity="irregular is 1 where the leader changed and one in office in the year left irregularly in any year",
        corrected="whether one left irregularly in the year",
    ),
    Correction(
        id="spell-gap",
        function="add_spells",
        parity="a unit's rows follow each other even where it was away for years",
        corrected="a unit that comes back begins at 0, marked as censored",
    ),
)
"""All differences of values. Start and end years are asked for in both modes, never taken from the clock."""
