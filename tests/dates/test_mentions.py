"""Dates in text, against a table of phrases and against dates rendered in many ways."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.dates import dates
from foedera.model import Edtf

WEDNESDAY = Edtf.parse("2024-04-10")
DAYS = st.dates(datetime.date(1500, 1, 1), datetime.date(2199, 12, 31))
ORDINAL = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


# Each phrase with the dates found in it, in order, as the words and the EDTF.
DATES: list[tuple[str, list[tuple[str, str]]]] = [
    # Days.
    ("signed on April 10, 2024 in Tokyo", [("April 10, 2024", "2024-04-10")]),
    ("signed on 10 April 2024 in Tokyo", [("10 April 2024", "2024-04-10")]),
    ("signed on 10 April, 2024", [("10 April, 2024", "2024-04-10")]),
    ("on April 10th, 2024", [("April 10th, 2024", "2024-04-10")]),
    ("on April 1st 2024", [("April 1st 2024", "2024-04-01")]),
    ("on the 10th of April, 2024", [("the 10th of April, 2024", "2024-04-10")]),
    ("10th of April 2024", [("10th of April 2024", "2024-04-10")]),
    ("Sept. 8, 1951", [("Sept. 8, 1951", "1951-09-08")]),
    ("Sep. 8, 1951", [("Sep. 8, 1951", "1951-09-08")]),
    ("Jan 19, 1960", [("Jan 19, 1960", "1960-01-19")]),
    ("JANUARY 19, 1960", [("JANUARY 19, 1960", "1960-01-19")]),
    ("19 JAN 1960", [("19 JAN 1960", "1960-01-19")]),
    ("Monday, September 23, 2019", [("Monday, September 23, 2019", "2019-09-23")]),
    ("Wednesday 10 April 2024", [("Wednesday 10 April 2024", "2024-04-10")]),
    ("Saturday, the 1st of September, 1951", [("Saturday, the 1st of September, 1951", "1951-09-01")]),
    ("February 29, 2024", [("February 29, 2024", "2024-02-29")]),
    ("April  10,\n2024", [("April  10,\n2024", "2024-04-10")]),
    ("(March 4, 1947)", [("March 4, 1947", "1947-03-04")]),
    ("the March 8, 1954 agreement", [("March 8, 1954", "1954-03-08")]),
    ("dated May 3, 1999.", [("May 3, 1999", "1999-05-03")]),
    ("2024-04-10", [("2024-04-10", "2024-04-10")]),
    ("at 2024-04-10T09:30:00Z", [("2024-04-10T09:30:00Z", "2024-04-10")]),
    ("2024/04/10", [("2024/04/10", "2024-04-10")]),
    ("13/04/2024", [("13/04/2024", "2024-04-13")]),
    ("04/13/2024", [("04/13/2024", "2024-04-13")]),
    ("13.04.2024", [("13.04.2024", "2024-04-13")]),
    ("5/5/2024", [("5/5/2024", "2024-05-05")]),
    ("4 July 1776", [("4 July 1776", "1776-07-04")]),
    # Days in words, as treaties have them.
    ("DONE at Canberra the twelfth day of July, 1951", [("the twelfth day of July, 1951", "1951-07-12")]),
    ("this first day of September, 1951", [("this first day of September, 1951", "1951-09-01")]),
    ("this twenty-first day of May 1960", [("this twenty-first day of May 1960", "1960-05-21")]),
    ("the thirty first day of August, 1951", [("the thirty first day of August, 1951", "1951-08-31")]),
    ("this 11th day of July, 2024", [("this 11th day of July, 2024", "2024-07-11")]),
    ("the Fourth day of April, 1949", [("the Fourth day of April, 1949", "1949-04-04")]),
    ("this tenth day of December in the year 1982", [("this tenth day of December in the year 1982", "1982-12-10")]),
    # Days in a row.
    ("on 10-14 April 2024", [("10-14 April 2024", "2024-04-10/2024-04-14")]),
    ("from 10 to 14 April 2024", [("10 to 14 April 2024", "2024-04-10/2024-04-14")]),
    ("April 10-14, 2024", [("April 10-14, 2024", "2024-04-10/2024-04-14")]),
    ("April 10–14, 2024", [("April 10–14, 2024", "2024-04-10/2024-04-14")]),
    ("April 10 to 14, 2024", [("April 10 to 14, 2024", "2024-04-10/2024-04-14")]),
    ("April 10 through 14, 2024", [("April 10 through 14, 2024", "2024-04-10/2024-04-14")]),
    ("April 10 and 11, 2024", [("April 10 and 11, 2024", "2024-04-10/2024-04-11")]),
    ("10 and 11 April 2024", [("10 and 11 April 2024", "2024-04-10/2024-04-11")]),
    ("April 10 and 15, 2024", [("April 10", "2024-04-10"), ("15, 2024", "2024-04-15")]),
    ("April 28 to May 2, 2024", [("April 28 to May 2, 2024", "2024-04-28/2024-05-02")]),
    ("28 April – 2 May 2024", [("28 April – 2 May 2024", "2024-04-28/2024-05-02")]),
    ("April 28 and May 2, 2024", [("April 28", "2024-04-28"), ("May 2, 2024", "2024-05-02")]),
    (
        "from April 10, 2024 to May 3, 2025",
        [("April 10, 2024 to May 3, 2025", "2024-04-10/2025-05-03")],
    ),
    ("from 10 April 2024 until 3 May 2025", [("10 April 2024 until 3 May 2025", "2024-04-10/2025-05-03")]),
    ("between April 10, 2024 and May 3, 2024", [("April 10, 2024 and May 3, 2024", "2024-04-10/2024-05-03")]),
    ("on April 10, 2024 and May 3, 2024", [("April 10, 2024", "2024-04-10"), ("May 3, 2024", "2024-05-03")]),
    # Months.
    ("in April 2024", [("April 2024", "2024-04")]),
    ("in April, 2024", [("April, 2024", "2024-04")]),
    ("in April of 2024", [("April of 2024", "2024-04")]),
    ("early April 2024", [("early April 2024", "2024-04")]),
    ("in mid-April 2024", [("mid-April 2024", "2024-04")]),
    ("at the end of March 2025", [("the end of March 2025", "2025-03")]),
    ("Dec. 1941", [("Dec. 1941", "1941-12")]),
    ("the August 2023 summit", [("August 2023", "2023-08")]),
    ("April to June 2024", [("April to June 2024", "2024-04/2024-06")]),
    ("April–June 2024", [("April–June 2024", "2024-04/2024-06")]),
    ("from May 2022 to July 2024", [("May 2022 to July 2024", "2022-05/2024-07")]),
    ("since May 2022", [("May 2022", "2022-05")]),
    ("in 2024-04", [("2024-04", "2024-04")]),
    # Years.
    ("in 2027", [("2027", "2027")]),
    ("since 1960", [("1960", "1960")]),
    ("In 1960, the two", [("1960", "1960")]),
    ("by 2030", [("2030", "2030")]),
    ("the treaty of 1951", [("1951", "1951")]),
    ("the 1960 treaty", [("1960", "1960")]),
    ("its 2022 strategy", [("2022", "2022")]),
    ("the 2024 NATO Summit", [("2024", "2024")]),
    ("the 2024 elections", [("2024", "2024")]),
    ("the Geneva Conventions (1949)", [("1949", "1949")]),
    ("Resolution 1701 (2006)", [("2006", "2006")]),
    ("in the year 1951", [("1951", "1951")]),
    ("in 1951, 1960 and 1978", [("1951", "1951"), ("1960", "1960"), ("1978", "1978")]),
    ("in 2014 and 2022", [("2014", "2014"), ("2022", "2022")]),
    ("in early 2024", [("early 2024", "2024")]),
    ("late 2021", [("late 2021", "2021")]),
    ("mid-2025", [("mid-2025", "2025")]),
    ("by the end of 2025", [("the end of 2025", "2025")]),
    ("at the beginning of 2026", [("the beginning of 2026", "2026")]),
    ("35 more than in 2022.", [("2022", "2022")]),
    ("as early as 2027", [("2027", "2027")]),
    ("2027 at the earliest", [("2027", "2027")]),
    ("2025 was a year of change", [("2025", "2025")]),
    ("throughout 2023", [("2023", "2023")]),
    ("from 1951 to 1960", [("1951 to 1960", "1951/1960")]),
    ("between 2025 and 2027", [("2025 and 2027", "2025/2027")]),
    ("the 2021–2024 period", [("2021–2024", "2021/2024")]),
    ("in 2024-2025", [("2024-2025", "2024/2025")]),
    ("(1951-1960)", [("1951-1960", "1951/1960")]),
    ("2024–25", [("2024–25", "2024/2025")]),
    ("1998-99", [("1998-99", "1998/1999")]),
    ("postponed from 2024 to 2025", [("2024", "2024"), ("2025", "2025")]),
    # Decades and centuries.
    ("the 1990s", [("1990s", "199X")]),
    ("the 1990's", [("1990's", "199X")]),
    ("a Cold War jet of the 1970s", [("1970s", "197X")]),
    ("the early 2030s", [("the early 2030s", "2030/2033")]),
    ("in the mid-2020s", [("the mid-2020s", "2024/2026")]),
    ("late 1980s", [("late 1980s", "1987/1989")]),
    ("the early 2000s", [("the early 2000s", "2000/2003")]),
    ("the 1900s", []),
    ("the 2000s", []),
    ("the nineteenth century", [("nineteenth century", "18XX")]),
    ("the 21st century", [("21st century", "20XX")]),
    ("a 20th-century war", [("20th-century", "19XX")]),
    ("the third century", []),
    # Seasons, quarters, halves.
    ("in the spring of 2024", [("spring of 2024", "2024-21")]),
    ("summer 2023", [("summer 2023", "2023-22")]),
    ("by fall of 2025", [("fall of 2025", "2025-23")]),
    ("in autumn 1956", [("autumn 1956", "1956-23")]),
    ("winter 2024", []),
    ("the winter of 2023-24", [("winter of 2023-24", "2023-24")]),
    ("the winter of 2023–2024", [("winter of 2023–2024", "2023-24")]),
    ("the first quarter of 2024", [("the first quarter of 2024", "2024-01/2024-03")]),
    ("Q3 2025", [("Q3 2025", "2025-07/2025-09")]),
    ("in the first half of 2025", [("the first half of 2025", "2025-01/2025-06")]),
    ("the second half of 2025", [("the second half of 2025", "2025-07/2025-12")]),
    # Fiscal years.
    ("Japan's fiscal year 2027", [("Japan's fiscal year 2027", "2027-04-01/2028-03-31")]),
    ("Japanese FY2027", [("Japanese FY2027", "2027-04-01/2028-03-31")]),
    ("JFY2027", [("JFY2027", "2027-04-01/2028-03-31")]),
    ("Japan’s FY 2023-2027", [("Japan’s FY 2023-2027", "2023-04-01/2028-03-31")]),
    ("U.S. fiscal year 2024", [("U.S. fiscal year 2024", "2023-10-01/2024-09-30")]),
    ("the United States’ fiscal year 2024", [("the United States’ fiscal year 2024", "2023-10-01/2024-09-30")]),
    ("the NDAA for Fiscal Year 2024", [("NDAA for Fiscal Year 2024", "2023-10-01/2024-09-30")]),
    ("India's fiscal year 2024-25", [("India's fiscal year 2024-25", "2024-04-01/2025-03-31")]),
    ("Australia's financial year 2024-25", [("Australia's financial year 2024-25", "2024-07-01/2025-06-30")]),
    ("FY2027", []),
    ("in fiscal year 2027", []),
    ("in fiscal 2027", []),
    ("by FY 2027", []),
    ("FY24", []),
    # No dates, or none that is sure.
    ("10/04/2024", []),
    ("04.10.2024", []),
    ("31 April 2024", []),
    ("April 31, 2024", []),
    ("February 29, 2023", []),
    ("30 February", []),
    ("June 31", []),
    ("the thirty-first day of June, 1951", []),
    ("2024-13-45", []),
    ("45 April 2024", []),
    ("2,024 soldiers", []),
    ("1945 soldiers", []),
    ("in 1945 soldiers", []),
    ("Resolution 1701", []),
    ("resolution 2024", []),
    ("the F-2000", []),
    ("$2027", []),
    ("€1951", []),
    ("of 2000 troops", []),
    ("of 1500 marines", []),
    ("the 2000 soldiers", []),
    ("1951.5 tons", []),
    ("2024%", []),
    ("a total of 2027 kilometers", []),
    ("No. 1949", []),
    ("Article 1960", []),
    ("room 2014", []),
    ("call 2024555", []),
    ("AB2024", []),
    ("version 1.2024", []),
    ("2024x", []),
    ("He may go", []),
    ("May it be so", []),
    ("they march on", []),
    ("March on, said he", []),
    ("the sun set", []),
    ("a decade of talks", []),
    ("10 April ships", [("10 April", "2024-04-10")]),
    ("12024", []),
    ("at 1930 hours", []),
    # Days without a year.
    ("April 10", [("April 10", "2024-04-10")]),
    ("on April 3", [("April 3", "2024-04-03")]),
    ("TOKYO, April 9 (Reuters) -", [("April 9", "2024-04-09")]),
    ("MANILA, Oct. 6 -", []),
    ("on 3 April", [("3 April", "2024-04-03")]),
    ("signed on Feb. 8", [("Feb. 8", "2024-02-08")]),
    ("said on Dec. 20", [("Dec. 20", "2023-12-20")]),
    ("will meet on May 3", [("May 3", "2024-05-03")]),
    ("met on May 3", []),
    ("will meet on April 3", []),
    ("on May 3", []),
    ("Wednesday, April 10", [("Wednesday, April 10", "2024-04-10")]),
    ("Monday, April 8", [("Monday, April 8", "2024-04-08")]),
    ("Tuesday, April 8", [("Tuesday, April 8", "2025-04-08")]),
    ("Friday, April 8", []),
    ("met on April 3-5", [("April 3-5", "2024-04-03/2024-04-05")]),
    ("In 1951, on April 3", [("1951", "1951")]),
    ("met on Oct. 25, 2023, and on April 3", [("Oct. 25, 2023", "2023-10-25")]),
    ("April 3 this year", [("April 3 this year", "2024-04-03")]),
    ("on April 3 last year", [("April 3 last year", "2023-04-03")]),
    # Months without a year.
    ("it began in March", [("March", "2024-03")]),
    ("will start in June", [("June", "2024-06")]),
    ("it began in June", []),
    ("in October", []),
    ("since January", [("January", "2024-01")]),
    ("in early March, they met", [("early March", "2024-03")]),
    ("last April", [("last April", "2023-04")]),
    ("last November", [("last November", "2023-11")]),
    ("last March", []),
    ("next April", [("next April", "2025-04")]),
    ("next February", [("next February", "2025-02")]),
    ("next May", []),
    ("this November", [("this November", "2024-11")]),
    ("in May last year", [("May last year", "2023-05")]),
    ("by March of next year", [("March of next year", "2025-03")]),
    ("May this year", [("May this year", "2024-05")]),
    # Weeks, months and years beside the document's.
    ("last week", [("last week", "2024-04-01/2024-04-07")]),
    ("this week", [("this week", "2024-04-08/2024-04-14")]),
    ("next week", [("next week", "2024-04-15/2024-04-21")]),
    ("earlier this week", [("earlier this week", "2024-04-08/2024-04-14")]),
    ("last month", [("last month", "2024-03")]),
    ("this month", [("this month", "2024-04")]),
    ("Next month", [("Next month", "2024-05")]),
    ("later this month", [("later this month", "2024-04")]),
    ("last year", [("last year", "2023")]),
    ("this year", [("this year", "2024")]),
    ("last year's summit", [("last year", "2023")]),
    ("next year", [("next year", "2025")]),
    ("later this year", [("later this year", "2024")]),
    ("over the last year", []),
    ("for the next year", []),
    ("during the past year", []),
    ("a year-long patrol", []),
    # Days beside the document's.
    ("yesterday", [("yesterday", "2024-04-09")]),
    ("Yesterday, the cabinet", [("Yesterday", "2024-04-09")]),
    ("the day before yesterday", [("the day before yesterday", "2024-04-08")]),
    ("tomorrow", [("tomorrow", "2024-04-11")]),
    ("the day after tomorrow", [("the day after tomorrow", "2024-04-12")]),
    ("tomorrow's wars", []),
    ("the leaders of tomorrow", []),
    ("he announced today that", [("today", "2024-04-10")]),
    ("they today announced", [("today", "2024-04-10")]),
    ("later today", [("later today", "2024-04-10")]),
    ("the alliance today", []),
    ("today's alliance", []),
    # Weekdays.
    ("he said on Wednesday", [("Wednesday", "2024-04-10")]),
    ("he said on Tuesday", [("Tuesday", "2024-04-09")]),
    ("he said Monday", [("Monday", "2024-04-08")]),
    ("he said on Thursday", []),
    ("he said on Friday", [("Friday", "2024-04-05")]),
    ("they will meet on Friday", [("Friday", "2024-04-12")]),
    ("they will meet on Wednesday", []),
    ("this Friday", [("Friday", "2024-04-12")]),
    ("the talks on Friday", []),
    ("agreed to meet on Friday", []),
    ("He said so. They will sail on Sunday", [("Sunday", "2024-04-14")]),
    ("It will end soon. It began on Sunday", [("Sunday", "2024-04-07")]),
    ("Black Friday", []),
    ("he said on Fridays", []),
    # Some time ago.
    ("three days ago", [("three days ago", "2024-04-07")]),
    ("10 days ago", [("10 days ago", "2024-03-31")]),
    ("two weeks ago", [("two weeks ago", "2024-03-27~")]),
    ("a month ago", [("a month ago", "2024-03~")]),
    ("two years ago", [("two years ago", "2022~")]),
    ("a decade ago", [("a decade ago", "2014~")]),
    ("more than two years ago", []),
    ("nearly a decade ago", []),
    ("seventy-four years ago", []),
    ("long ago", []),
    # Days, months and years in a row, and as data have them.
    ("10-Apr-2024", [("10-Apr-2024", "2024-04-10")]),
    ("April 10, 11 and 12, 2024", [("April 10", "2024-04-10"), ("11", "2024-04-11"), ("12", "2024-04-12")]),
    ("in March and April 2024", [("March", "2024-03"), ("April 2024", "2024-04")]),
    ("in June or July 2025", [("June", "2025-06"), ("July 2025", "2025-07")]),
    ("the first week of May 2025", [("the first week of May 2025", "2025-05")]),
    ("the last days of August 2021", [("the last days of August 2021", "2021-08")]),
    ("the week of April 15, 2024", [("the week of April 15, 2024", "2024-04-15/2024-04-21")]),
    ("the week beginning 6 May 2024", [("the week beginning 6 May 2024", "2024-05-06/2024-05-12")]),
    ("2014-present", [("2014-present", "2014/..")]),
    ("around 2030", []),
    ("by around 2030", [("2030", "2030~")]),
    ("in about 1960", [("1960", "1960~")]),
    ("from 2027", [("2027", "2027")]),
    ("starting in 2025", [("2025", "2025")]),
    ("beginning 2026", [("2026", "2026")]),
    ("until 2030", [("2030", "2030")]),
    ("through 2030", [("2030", "2030")]),
    ("since 1996", [("1996", "1996")]),
    ("no later than 2031", [("2031", "2031")]),
    ("at the close of 2025", [("2025", "2025")]),
    ("by year-end 2025", [("2025", "2025")]),
    ("more than 2000 were hurt", []),
    ("fewer than 1950", []),
    ("by 2000 GMT", []),
    ("in 2000 cases", []),
    ("a total of 1950", []),
    ("in 1500 sorties", []),
    ("the turn of the century", []),
    ("the '60s", [("the '60s", "196X")]),
    ("the early ’90s", [("the early ’90s", "199X")]),
    ("the '20s", []),
    ("the nineteen-fifties", [("the nineteen-fifties", "195X")]),
    # Years in words, and other calendars.
    ("in nineteen fifty-one", [("nineteen fifty-one", "1951")]),
    ("in the year one thousand nine hundred and sixty", [("one thousand nine hundred and sixty", "1960")]),
    ("of two thousand and four", [("two thousand and four", "2004")]),
    ("by twenty thirty-five", [("twenty thirty-five", "2035")]),
    (
        "this fourth day of April, one thousand nine hundred and forty-nine",
        [("this fourth day of April, one thousand nine hundred and forty-nine", "1949-04-04")],
    ),
    (
        "the twelfth day of July nineteen hundred and fifty-one",
        [("the twelfth day of July nineteen hundred and fifty-one", "1951-07-12")],
    ),
    ("of two thousand soldiers", []),
    ("in nineteen cases", []),
    ("by twenty percent", []),
    ("Reiwa 6", [("Reiwa 6", "2024")]),
    ("in Showa 35", [("Showa 35", "1960")]),
    ("Heisei 31", [("Heisei 31", "2019")]),
    ("Heisei 32", []),
    ("fiscal Reiwa 6", []),
    ("ROC year 113", [("ROC year 113", "2024")]),
    # Fiscal years in parts and in rows.
    ("the second quarter of U.S. fiscal 2026", [("the second quarter of U.S. fiscal 2026", "2026-01-01/2026-03-31")]),
    ("Q1 of U.S. FY2025", [("Q1 of U.S. FY2025", "2024-10-01/2024-12-31")]),
    (
        "the first half of Japan's fiscal year 2025",
        [("the first half of Japan's fiscal year 2025", "2025-04-01/2025-09-30")],
    ),
    ("the last quarter of JFY2025", [("the last quarter of JFY2025", "2026-01-01/2026-03-31")]),
    ("the second quarter of fiscal 2026", []),
    ("U.S. FY24", [("U.S. FY24", "2023-10-01/2024-09-30")]),
    ("Japan's FY2023-24", []),
    ("U.S. fiscal years 2024 to 2028", [("U.S. fiscal years 2024 to 2028", "2023-10-01/2028-09-30")]),
    ("India's FY2024", []),
    ("Britain's financial year 2024", []),
    ("Britain's financial year 2024/25", [("Britain's financial year 2024/25", "2024-04-01/2025-03-31")]),
    ("South Korea's fiscal year 2025", [("South Korea's fiscal year 2025", "2025-01-01/2025-12-31")]),
    ("Japan's next fiscal year", [("Japan's next fiscal year", "2025-04-01/2026-03-31")]),
    ("the current U.S. fiscal year", []),
    ("this fiscal year", []),
    # Weekdays.
    ("by Friday", [("Friday", "2024-04-12")]),
    ("left by Friday", []),
    ("agreed to leave by Friday", [("Friday", "2024-04-12")]),
    ("until Friday", []),
    ("will stay until Friday", [("Friday", "2024-04-12")]),
    ("since Monday", [("Monday", "2024-04-08")]),
    ("since Thursday", []),
    ("they will meet on Tuesday", []),
    ("on Tuesday next week", [("Tuesday next week", "2024-04-16")]),
    ("on Monday of last week", [("Monday of last week", "2024-04-01")]),
    ("next week on Friday", [("next week on Friday", "2024-04-19")]),
    ("Friday this week", [("Friday this week", "2024-04-12")]),
    ("last Friday", [("last Friday", "2024-04-05")]),
    ("last Monday", []),
    ("next Monday", [("next Monday", "2024-04-15")]),
    ("next Friday", []),
    ("met this Monday", [("Monday", "2024-04-08")]),
    ("this Monday", []),
    ("arrived late Tuesday", [("Tuesday", "2024-04-09")]),
    ("said early on Monday", [("Monday", "2024-04-08")]),
    ("In 2016 they met on Monday", [("2016", "2016")]),
    ("Friday-night talks", []),
    # Datelines.
    ("WASHINGTON, April 10 (Reuters) - The", [("April 10", "2024-04-10")]),
    ("MANILA, Philippines, April 8, 2024 -", [("April 8, 2024", "2024-04-08")]),
    ("SEOUL (AP) -", []),
    ("SEOUL, 9 April (Agency) -", [("9 April", "2024-04-09")]),
    # Parts of a month, year or decade that count from the document's date.
    ("by June 30", [("June 30", "2024-06-30")]),
    ("no later than 15 May", [("15 May", "2024-05-15")]),
    ("a mid-April visit", [("mid-April", "2024-04")]),
    ("will go there in mid-May", [("mid-May", "2024-05")]),
    ("by the first week of May", [("the first week of May", "2024-05")]),
    ("the first week of October", []),
    ("by the end of June", [("the end of June", "2024-06")]),
    ("the first half of this year", [("the first half of this year", "2024-01/2024-06")]),
    ("the last quarter of next year", [("the last quarter of next year", "2025-10/2025-12")]),
    ("the third half of this year", []),
    ("this summer", [("this summer", "2024-22")]),
    ("last summer", [("last summer", "2023-22")]),
    ("last spring", []),
    ("next spring", []),
    ("this winter", []),
    ("this decade", [("this decade", "202X")]),
    ("the end of the decade", [("the end of the decade", "202X")]),
    ("In the 1970s it fell by the end of the decade", [("1970s", "197X")]),
    ("early in the next decade", [("early in the next decade", "2030/2033")]),
    ("next decade", []),
    ("the 15th of this month", [("the 15th of this month", "2024-04-15")]),
    ("the 31st of this month", []),
    ("five years from now", [("five years from now", "2029~")]),
    ("ten days from now", [("ten days from now", "2024-04-20")]),
    ("this morning", [("this morning", "2024-04-10")]),
    ("here tonight", [("tonight", "2024-04-10")]),
    ("last night", []),
    # Too vague for any day.
    ("in the coming months", []),
    ("over the next decade", []),
    ("in recent years", []),
    ("soon", []),
    ("for five years", []),
    ("in the near future", []),
    ("mid-century", []),
    ("the following day", []),
]

# The same with a country whose fiscal years are meant.
FISCAL: list[tuple[str, str, list[tuple[str, str]]]] = [
    ("JPN", "by FY2027", [("FY2027", "2027-04-01/2028-03-31")]),
    ("JPN", "this fiscal year", [("this fiscal year", "2024-04-01/2025-03-31")]),
    ("JPN", "last fiscal year", [("last fiscal year", "2023-04-01/2024-03-31")]),
    ("JPN", "U.S. FY2027", [("U.S. FY2027", "2026-10-01/2027-09-30")]),
    ("USA", "the second quarter of fiscal 2026", [("the second quarter of fiscal 2026", "2026-01-01/2026-03-31")]),
    ("USA", "the current fiscal year", [("the current fiscal year", "2023-10-01/2024-09-30")]),
    ("USA", "FY 2024–2028", [("FY 2024–2028", "2023-10-01/2028-09-30")]),
    ("USA", "FY27", [("FY27", "2026-10-01/2027-09-30")]),
    ("USA", "FY27 troops", [("FY27", "2026-10-01/2027-09-30")]),
    ("AUS", "FY2027", []),
    ("AUS", "financial year 2026-27", [("financial year 2026-27", "2026-07-01/2027-06-30")]),
    ("KOR", "fiscal year 2025", [("fiscal year 2025", "2025-01-01/2025-12-31")]),
    ("PHL", "the last quarter of FY2025", [("the last quarter of FY2025", "2025-10-01/2025-12-31")]),
    ("XXX", "FY2027", []),
    ("AUS", "last summer", []),
]

# The same without a document's date: what counts from it is left out.
ALONE: list[tuple[str, list[tuple[str, str]]]] = [
    ("April 10", []),
    ("in April", []),
    ("he said on Wednesday", []),
    ("yesterday", []),
    ("last week", []),
    ("this month", []),
    ("next year", []),
    ("two years ago", []),
    ("April last year", []),
    ("April 10, 2024, two years ago", [("April 10, 2024", "2024-04-10")]),
]


def read(text: str, anchor: Edtf | None) -> list[tuple[str, str]]:
    """The words and the EDTF of every date in a text."""
    return [(text[m.start : m.end], str(m.when)) for m in dates(text, anchor)]


@pytest.mark.parametrize(("text", "expected"), DATES, ids=[text for text, _ in DATES])
def test_phrases(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text, WEDNESDAY) == expected


@pytest.mark.parametrize(("text", "expected"), ALONE, ids=[text for text, _ in ALONE])
def test_phrases_without_an_anchor(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text, None) == expected


@pytest.mark.parametrize(("country", "text", "expected"), FISCAL, ids=[f"{c} {t}" for c, t, _ in FISCAL])
def test_fiscal_years_of_a_known_country(country: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[m.start : m.end], str(m.when)) for m in dates(text, WEDNESDAY, country)] == expected


@pytest.mark.parametrize("anchor", ["2024-04-10/2024-04-14", "2024-04-10~", "2024-21", "202X"])
def test_an_anchor_that_is_not_sure_anchors_no_day(anchor: str) -> None:
    assert read("yesterday and April 10", Edtf.parse(anchor)) == []


def test_an_anchor_known_to_the_month() -> None:
    month = Edtf.parse("2024-04")
    assert read("last month, last year, yesterday", month) == [("last month", "2024-03"), ("last year", "2023")]


def test_phrases_of_one_text_do_not_disturb_each_other() -> None:
    texts = [(t, e) for t, e in DATES if len(e) == 1 and e[0][0] == t and not t[0].islower()]
    whole = " ### ".join(t for t, _ in texts)
    found = read(whole, None)
    alone = [pair for t, _ in texts for pair in read(t, None)]
    assert found == alone
    assert len(found) > 30


@given(DAYS, st.integers(0, 7), st.sampled_from(["{}", "It was signed on {} in Rome.", "({})", "“{}”"]))
def test_a_day_written_in_any_way_is_read_back(day: datetime.date, way: int, frame: str) -> None:
    month, suffix = day.strftime("%B"), ORDINAL.get(day.day, "th")
    written = [
        f"{month} {day.day}, {day.year}",
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}{suffix}, {day.year}",
        f"the {day.day}{suffix} of {month}, {day.year}",
        f"{day:%A}, {month} {day.day}, {day.year}",
        f"{month[:3]}. {day.day}, {day.year}" if len(month) > 4 else f"{month} {day.day}, {day.year}",
        day.isoformat(),
        f"this {day.day}{suffix} day of {month}, {day.year}",
    ][way]
    assert read(frame.format(written), None) == [(written, day.isoformat())]


@given(DAYS, st.integers(1, 60), st.booleans())
def test_two_days_are_an_interval(day: datetime.date, length: int, american: bool) -> None:
    end = day + datetime.timedelta(days=length)
    form = "{0:%B} {0.day}, {0.year}" if american else "{0.day} {0:%B} {0.year}"
    text = f"from {form.format(day)} to {form.format(end)}"
    assert read(text, None) == [(text[5:], f"{day}/{end}")]


@given(DAYS)
def test_yesterday_is_the_day_before(day: datetime.date) -> None:
    before = day - datetime.timedelta(days=1)
    assert read("yesterday", Edtf.of(day)) == [("yesterday", before.isoformat())]
    assert read(f"he said on {before:%A}", Edtf.of(day)) == [(f"{before:%A}", before.isoformat())]


@given(st.text(max_size=200), st.one_of(st.none(), DAYS))
def test_any_text_is_read(text: str, day: datetime.date | None) -> None:
    at = 0
    for mention in dates(text, None if day is None else Edtf.of(day)):
        assert at <= mention.start < mention.end <= len(text)
        at = mention.end


@given(
    st.lists(
        st.sampled_from(
            ["April", "10", "2024", ",", "to", "-", "the", "early", "1990s", "May", "on", "Friday", "fiscal year",
             "last", "year", "of", "31", "and", "from", "by", "said", "will", "\n", "ago", "two", "FY", "Q1", "/", "."]
        ),
        max_size=14,
    )
)  # fmt: skip
def test_any_words_of_dates_are_read(words: list[str]) -> None:
    text = " ".join(words)
    at = 0
    for mention in dates(text, WEDNESDAY):
        assert at <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        at = mention.end


@pytest.mark.parametrize(
    "unit",
    [
        "2024 ",
        "April ",
        "1",
        "FY",
        "FY20",
        "fiscal year ",
        "nineteen ",
        "twenty twenty ",
        "on Friday ",
        "the end of ",
        "not until 2027 ",
        "in 2027 or ",
        "by the next ",
        "April 1, ",
        "10-",
        "April 10 to ",
        "in 2024, ",
        "last year ",
        "the ",
        "\n",
        "day",
    ],
)
def test_repetitions_take_linear_time(unit: str) -> None:
    text = unit * 20_000
    assert all(text[m.start : m.end].strip() for m in dates(text, WEDNESDAY))
