import hashlib
from datetime import date
from pathlib import Path

import msgspec
import polars as pl
import pyreadstat
import pytest

from foedera.datasets.tables import Table, dataset, read
from foedera.model.errors import DatasetError
from tests.networks.world import PLEDGED, STATES, written

NMC = "stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version\nARL,901,2012,5,-9,1,2,3.5,1,0.25,x\n"


def refused(match: str, id: str, file: Path, **how: str) -> None:
    with pytest.raises(DatasetError, match=match) as caught:
        read(id, file, **how)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)
    assert file.name in str(caught.value)


def test_a_file_is_read_with_its_version_and_hash(tmp_path: Path) -> None:
    file = written(tmp_path, "ddyr.csv", PLEDGED)
    table = read("atop-ddyr", file)
    assert table.frame.columns[:4] == ["ccode1", "ccode2", "year", "atop_defense"]
    assert table.frame["ccode1"].dtype == pl.Int64 and len(table) == 9
    (source,) = table.sources
    assert (source.version, source.first, source.last, source.file) == ("5.1", 1815, 1820, "ddyr.csv")
    assert source.gaps == (1819,) and source.covers(1818) and not source.covers(1819) and not source.covers(1821)
    assert source.sha256 == hashlib.sha256(PLEDGED.encode()).hexdigest()
    assert table.column("atop_nonagg").label == "Obligation not to attack"
    few, described, unread = table.report.notes
    assert "was not compared with a published file" in described
    assert "rows of 1815 to 1820 without 1819" in few
    assert unread == "ATOP, directed dyad-years: columns not read: atopally"


def test_separators_are_named_and_never_guessed(tmp_path: Path) -> None:
    semicolons = written(tmp_path, "states.csv", STATES.replace(",", ";"))
    refused("columns are separated by semicolons: say separator ';'", "cow-states", semicolons)
    assert len(read("cow-states", semicolons, separator=";")) == 6
    refused("columns are separated by tabulators", "cow-states", written(tmp_path, "t.csv", STATES.replace(",", "\t")))
    assert len(read("cow-states", written(tmp_path, "t.tsv", STATES.replace(",", "\t")))) == 6
    refused("columns are separated by commas", "cow-states", written(tmp_path, "c.tsv", STATES))


def test_encodings_are_named_and_never_guessed(tmp_path: Path) -> None:
    file = tmp_path / "latin.csv"
    file.write_bytes(STATES.replace("Cadia", "Cädia").encode("latin-1"))
    refused(r"line 5: byte 0xe4 is no UTF-8; if it is Latin-1, say encoding latin-1", "cow-states", file)
    assert "Cädia" in read("cow-states", file, encoding="latin-1").frame["statenme"].to_list()
    refused("encoding utf-16 is not known; known are utf-8, latin-1", "cow-states", file, encoding="utf-16")
    marked = tmp_path / "marked.csv"
    marked.write_bytes(b"\xef\xbb\xbf" + STATES.encode())
    assert len(read("cow-states", marked)) == 6


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    file = written(tmp_path, "ddyr.csv", PLEDGED.replace("stateB", "other"))
    refused(r"column stateB is missing \(nearest of 2 known layouts: atop\)", "atop-ddyr", file)
    refused("column statenme is missing", "cow-states", written(tmp_path, "s.csv", STATES.replace("statenme", "name")))


def test_numbers_of_the_other_system_are_another_data_set(tmp_path: Path) -> None:
    file = written(tmp_path, "nmc.csv", NMC.replace("ccode", "gwcode"))
    refused(r"column ccode is missing; a file with Gleditsch-Ward numbers \(gwcode\) is another data set", "nmc", file)


def test_versions_come_from_the_file_or_the_caller(tmp_path: Path) -> None:
    unmarked = "\n".join(line.rpartition(",")[0] for line in PLEDGED.splitlines())
    file = written(tmp_path, "old.csv", unmarked)
    refused(r"does not say its version; say which: 3\.0, 4\.0, 4\.01, 5\.0, 5\.1", "atop-ddyr", file)
    assert read("atop-ddyr", file, version="4.0").sources[0].version == "4.0"
    refused("version 5.0 was asked for; the file's column version says 5.1", "atop-ddyr",
            written(tmp_path, "new.csv", PLEDGED), version="5.0")  # fmt: skip
    strange = written(tmp_path, "strange.csv", PLEDGED.replace("5.1", "6.2"))
    refused("version 6.2 is not known; known are", "atop-ddyr", strange)
    alone = "tssr_id,rivalry,ccode1,ccode2,start,end,positional,spatial,ideological,interventionary\n"
    alone += "1,a,1,2,1900,1901,,,,\n"
    assert read("rivalries-tss", written(tmp_path, "r.csv", alone)).sources[0].version == "2021"
    cow = "version4id,ccode1,ccode2,year,defense,neutrality,nonaggression,entente,version\n1,2,3,1900,1,0,0,0,4.0\n"
    refused("version 4.0 is not known; known are 4.1", "cow-alliances-ddyr", written(tmp_path, "a.csv", cow))
    with pytest.raises(DatasetError, match="version 6 is not known"):
        read("atop-ddyr", file, version="6")


def test_the_last_year_tells_versions_of_capabilities(tmp_path: Path) -> None:
    table = read("nmc", written(tmp_path, "nmc.csv", NMC))
    assert table.sources[0].version == "5.0"
    assert table.frame["milper"].to_list() == [None]
    assert table.frame["milex"].dtype == pl.Int64 and table.frame["tpop"].to_list() == [3.5]
    refused("the last year is 2013, which is that of no known version", "nmc",
            written(tmp_path, "n.csv", NMC.replace("2012", "2013")))  # fmt: skip


def test_a_known_hash_tells_the_version(tmp_path: Path) -> None:
    content = "\n".join(line.rpartition(",")[0] for line in PLEDGED.splitlines())
    file = written(tmp_path, "old.csv", content)
    digest = hashlib.sha256(content.encode()).hexdigest()
    data = dataset("atop-ddyr")
    first = msgspec.structs.replace(data.versions[0], sha256=(digest,))
    known = msgspec.structs.replace(data, versions=(first, *data.versions[1:]))
    assert read(known, file).sources[0].version == "3.0"


def test_cells_that_are_no_values_are_named(tmp_path: Path) -> None:
    words = written(tmp_path, "n.csv", NMC.replace(",5,", ",five,"))
    refused(r"row 1( \(line \d+\))?, column milex: 'five' is no number", "nmc", words)
    refused(r"row 1( \(line \d+\))?, column milex: '5.5' is no whole number", "nmc",
            written(tmp_path, "m.csv", NMC.replace(",5,", ",5.5,")))  # fmt: skip
    pledge = PLEDGED.replace("901,902,1816,1", "901,902,1816,7")
    refused(
        r"row 1( \(line \d+\))?, column defense: '7' is none of 0, 1", "atop-ddyr", written(tmp_path, "p.csv", pledge)
    )
    day = STATES.replace("1822,6,30", "1822,6,31")
    refused(r"row 2( \(line \d+\))?, columns endyear, endmonth, endday: 1822-6-31 is no day", "cow-states",
            written(tmp_path, "d.csv", day))  # fmt: skip


def test_what_may_occur_once_may_not_occur_twice(tmp_path: Path) -> None:
    twice = PLEDGED + "901,902,1816,1,0,0,1,0,1,5.1\n"
    refused(
        r"row 1( \(line 2\)) and row 10 \(line 11\): ccode1 901, ccode2 902, year 1816 occurs twice",
        "atop-ddyr",
        written(tmp_path, "p.csv", twice),
    )
    own = PLEDGED + "901,901,1816,1,0,0,1,0,1,5.1\n"
    refused(r"row 10( \(line \d+\))?: state 901 is a dyad with itself", "atop-ddyr", written(tmp_path, "o.csv", own))


def test_rows_of_another_length_and_empty_files_are_refused(tmp_path: Path) -> None:
    refused("no table", "cow-states", written(tmp_path, "r.csv", STATES + "ARL,901,x,1,1,1,1,1,1,1,1,1,1\n"))
    refused("no table: line 8 has 3 cells, and 10 were expected", "cow-states",
            written(tmp_path, "t.csv", STATES + "ARL,901,x\n"))  # fmt: skip
    quoted = STATES.replace("Arlen", '"Arlen, Great"') + 'ARL,"901,x\n'
    refused("no table: line 8 has 2 cells", "cow-states", written(tmp_path, "q.csv", quoted))
    refused("no table", "cow-states", written(tmp_path, "e.csv", ""))
    refused("the file has no rows", "atop-ddyr", written(tmp_path, "h.csv", PLEDGED.partition("\n")[0]))
    assert len(read("cow-states", written(tmp_path, "b.csv", STATES + "\n\n"))) == 6


def test_a_column_that_stands_twice_is_named(tmp_path: Path) -> None:
    refused("line 1: column defense occurs twice", "atop-ddyr",
            written(tmp_path, "d.csv", PLEDGED.replace("atopally", "Defense")))  # fmt: skip


@pytest.mark.parametrize(
    ("start", "what"),
    [(b"\xff\xfes", "UTF-16"), (b"PAR1x", "Parquet"), (b"PK\x03\x04", "a ZIP"), (b"\x1f\x8b", "compressed")],
)
def test_what_is_no_text_is_named(start: bytes, what: str, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(start)
    refused(what, "nmc", file, encoding="latin-1")


def test_a_pledge_that_is_missing_is_never_taken_for_none(tmp_path: Path) -> None:
    gone = PLEDGED.replace("901,902,1816,1", "901,902,1816,NA")
    refused(r"row 1 \(line 2\): defense is missing", "atop-ddyr", written(tmp_path, "p.csv", gone))


def test_cells_of_wide_files_are_named_by_their_own_column(tmp_path: Path) -> None:
    wide = "ccode,year,state,league,union\n901,2014,arl,1,-1\n902,2014,bor,3,none\n"
    refused(r"row 2 \(line 3\), column union: 'none' is no number", "igo-members", written(tmp_path, "i.csv", wide))


def test_files_of_other_kinds_are_named(tmp_path: Path) -> None:
    refused("is not published as a workbook: save the sheet as CSV", "nmc", written(tmp_path, "s.xlsx", ""))
    refused("no workbook", "sipri-milex", written(tmp_path, "s.xlsx", "text"))
    refused("R's own files are not read", "nmc", written(tmp_path, "n.rds", ""))
    refused("no known kind of file", "nmc", written(tmp_path, "n.json", ""))
    refused("cannot be read: no such file", "nmc", tmp_path / "none.csv")
    refused("cannot be read: no such file", "nmc", tmp_path / "none")
    refused("no Parquet file", "nmc", written(tmp_path, "n.parquet", "text"))
    refused("no Stata file", "nmc", written(tmp_path, "n.dta", "text"))


def test_stata_and_parquet_give_what_text_gives(tmp_path: Path) -> None:
    plain = read("cow-states", written(tmp_path, "s.csv", STATES))
    raw = pl.read_csv(tmp_path / "s.csv")
    raw.write_parquet(tmp_path / "s.parquet")
    pyreadstat.write_dta(raw, str(tmp_path / "s.dta"))
    for name in ("s.parquet", "s.dta"):
        other = read("cow-states", tmp_path / name)
        assert other.frame.equals(plain.frame)
        assert other.sources[0].version == "2016"


def test_the_list_of_gleditsch_and_ward_has_tabs_and_no_header(tmp_path: Path) -> None:
    rows = "901\tARL\tÄrlen\t1816-01-01\t2020-12-31\n902\tBOR\tBorea\t05:03:1900\t31:12:2020\n"
    file = tmp_path / "ksgmdw.txt"
    file.write_bytes(rows.encode("latin-1"))
    table = read("gw-states", file)
    assert table.frame["statenme"].to_list() == ["Ärlen", "Borea"]
    assert table.frame["start"].to_list() == [date(1816, 1, 1), date(1900, 3, 5)]
    assert (table.system, table.sources[0].version) == ("gw", "7")
    file.write_bytes(("code\tabb\tname\tfrom\tto\n" + rows).encode("latin-1"))
    assert len(read("gw-states", file)) == 2


def test_layouts_that_were_compared_say_nothing_of_it(tmp_path: Path) -> None:
    assert read("cow-states", written(tmp_path, "s.csv", STATES)).report.notes == ()


def test_months_become_their_first_day(tmp_path: Path) -> None:
    text = "dyad,statelno,statelab,statehno,statehab,conttype,begin,end,notes,version\n"
    file = written(tmp_path, "contdir.csv", text + "9,901,ARL,902,BOR,1,181601,182206,,3.2\n")
    table = read("contiguity", file)
    assert table.frame.row(0) == (901, 902, 1, date(1816, 1, 1), date(1822, 6, 1))
    assert table.sources[0].version == "3.2"


def test_wide_files_become_long(tmp_path: Path) -> None:
    table = read(
        "igo-members",
        written(tmp_path, "i.csv", "ccode,year,state,league,union\n901,2014,arl,1,-1\n902,2014,bor,3,0\n"),
    )
    assert sorted(table.frame.rows()) == [(901, 2014, "league", 1), (902, 2014, "league", 3), (902, 2014, "union", 0)]
    bank = '"Data Source","World Development Indicators",\n\n"Last Updated Date","2024-01-01",\n\n'
    bank += '"Country Name","Country Code","Indicator Name","Indicator Code","1960","1961",\n'
    bank += '"Arlen","ARL","Military expenditure","MS.MIL.XPND.CD","","12.5",\n'
    money = read("wb-milex", written(tmp_path, "API_x.csv", bank))
    assert money.frame.rows() == [("Arlen", "ARL", "MS.MIL.XPND.CD", 1961, 12.5)]
    sipri = (
        "Military expenditure by country\nFigures in millions\nCountry,Notes,1948,1949\nArlen,,...,12.5\nBorea,,xxx,3\n"
    )
    spent = read("sipri-milex", written(tmp_path, "s.csv", sipri))
    assert spent.frame.rows() == [("Arlen", 1949, 12.5), ("Borea", 1949, 3.0)]
    refused("no line of the first 60 begins with Country", "sipri-milex", written(tmp_path, "t.csv", "a,b\n1,2\n"))


def test_a_table_describes_itself(tmp_path: Path) -> None:
    table = read("cow-states", written(tmp_path, "s.csv", STATES))
    said = table.described()
    assert said["rows"] == 6 and said["sources"][0]["id"] == "cow-states" and said["system"] == "cow"
    assert isinstance(table, Table) and table.column("none").name == "none"


def test_what_no_row_may_be_without_is_named(tmp_path: Path) -> None:
    refused(r"row 2( \(line \d+\))?: ccode is missing, and no row may be without it", "cow-states",
            written(tmp_path, "s.csv", STATES.replace("BOR,902,Borea,1816", "BOR,,Borea,1816")))  # fmt: skip
    years = "ccode,year,milex,milper,irst,pec,tpop,upop,cinc\n901,NA,1,2,1,2,3.5,1,0.25\n901,2012,1,2,1,2,3.5,1,0.2\n"
    refused(r"row 1( \(line \d+\))?: year is missing", "nmc", written(tmp_path, "n.csv", years))
    ends = "statelno,statehno,conttype,begin,end,version\n901,902,1,181601,NA,3.2\n"
    refused(r"row 1( \(line \d+\))?: end is missing", "contiguity", written(tmp_path, "c.csv", ends))


def test_numbers_that_are_none_are_named(tmp_path: Path) -> None:
    refused("column milex: 'inf' is no number", "nmc", written(tmp_path, "i.csv", NMC.replace(",5,", ",inf,")))
    refused(
        "column milex: '1e300' is no whole number", "nmc", written(tmp_path, "h.csv", NMC.replace(",5,", ",1e300,"))
    )
    assert read("nmc", written(tmp_path, "f.csv", NMC.replace(",5,", ",5.0,"))).frame["milex"].to_list() == [5]


def test_long_files_of_memberships_are_read_too(tmp_path: Path) -> None:
    file = written(tmp_path, "long.csv", "ccode,year,igo,membership\n901,2014,league,1\n")
    assert read("igo-members", file).frame.rows() == [(901, 2014, "league", 1)]


def test_a_list_by_position_with_too_few_columns_is_refused(tmp_path: Path) -> None:
    refused("no table", "gw-states", written(tmp_path, "gw.txt", "901\tARL\tArlen\t1816-01-01\n"))
