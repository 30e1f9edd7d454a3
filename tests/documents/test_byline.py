from __future__ import annotations

import pytest

from foedera.documents import byline


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("April 10, 2024", "2024-04-10"),
        ("10 April 2024", "2024-04-10"),
        ("Wed 10 Apr 2024 06.00 BST", "2024-04-10"),
        ("Wednesday, April 10, 2024 at 3:04 PM EDT", "2024-04-10"),
        ("Published: 10 Apr 2024, 08:15 GMT", "2024-04-10"),
        ("First published on April 9, 2024 | Updated April 10, 2024", "2024-04-09"),
        ("Updated 11 April 2024 | Published 10 April 2024", "2024-04-10"),
        ("Published April 10, 2024 Last Updated April 12, 2024", "2024-04-10"),
        ("Harrowmere, 10 April 2031", "2031-04-10"),
        ("2024-04-10", "2024-04-10"),
        ("25/04/2024", "2024-04-25"),
        ("Sept. 3rd, 2024", "2024-09-03"),
        ("Posted on 3 May 2024 by admin", "2024-05-03"),
        ("Updated April 10, 2024", None),
        ("Last modified: 10 April 2024", None),
        ("04/05/2024", None),
        ("April 2024", None),
        ("April 31, 2024", None),
        ("Sept. 22", None),
        ("– President Halvard, February 19, 2031", None),
        ("The treaty was signed on 8 September 1951 in San Francisco", None),
    ],
)
def test_date_lines(line: str, expected: str | None) -> None:
    found = byline.published_in_line(line)
    assert (None if found is None else str(found)) == expected


def test_an_authority_before_the_date_counts_only_at_the_head() -> None:
    line = "Joint Defence Commission of Norvane and Ilmara, 9 April 2032"
    assert str(byline.published_in_line(line, issuer=True)) == "2032-04-09"
    assert byline.published_in_line(line) is None
    assert byline.published_in_line("It was approved by the cabinet, 9 April 2032", issuer=True) is None


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("TOVASEL, April 18, 2031 (Courier) - When the minister came home", "2031-04-18"),
        ("PORT RUVANE, Ilmara, 18 April 2031 — The fleet sailed", "2031-04-18"),
        ("MANILA, Sept. 22 (Agency) -- The militaries are to hold", None),
        ("WASHINGTON (Agency) - On April 10, 2024 the leaders met", None),
        ("The leaders met on April 10, 2024 (see below)", None),
    ],
)
def test_datelines_need_a_year(paragraph: str, expected: str | None) -> None:
    found = byline.dateline_date(paragraph)
    assert (None if found is None else str(found)) == expected


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("DONE at Tovasel this twelfth day of May, 1974, in two originals.", "1974-05-12"),
        ("In witness whereof they have signed. Done at Keth on 3 June 1988.", "1988-06-03"),
        ("Opened for signature at Keth the 10th day of December 1981.", "1981-12-10"),
        ("The Treaty signed at Tovasel on 12 May 1974 remains in force.", None),
        ("It was done in 1974.", None),
    ],
)
def test_signing_dates(paragraph: str, expected: str | None) -> None:
    found = byline.signing_date(paragraph)
    assert (None if found is None else str(found)) == expected


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("BY ANN LEE AND BO BERG", ("Ann Lee", "Bo Berg")),
        ("By Ann Lee, Bo Berg and Cy Day in Tovasel", ("Ann Lee", "Bo Berg", "Cy Day")),
        ("By Ann Lee, Defence Correspondent", ("Ann Lee",)),
        ("By Ann Lee | 10 April 2031", ("Ann Lee",)),
        ("By: Dr. Ann van der Lee", ("Ann van der Lee",)),
        ("Analysis by Ann Lee, Ledger", ("Ann Lee",)),
        ("By the Editorial Board", ()),
        ("By Staff Writer", ()),
        ("By 2035 spending will have doubled", ()),
        ("By sea and by air", ()),
        ("Ann Lee", ()),
    ],
)
def test_bylines(line: str, names: tuple[str, ...]) -> None:
    assert byline.authors_in(line) == names


def test_closing_credits() -> None:
    line = "(Reporting by Ann Lee and Bo Berg in Tovasel; Additional reporting by Cy Day; Editing by Di Eck)"
    assert byline.reporters_in(line) == ("Ann Lee", "Bo Berg")
    assert byline.reporters_in("The reporting by Ann Lee was thorough.") == ()
