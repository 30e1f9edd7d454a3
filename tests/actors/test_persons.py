import pytest

from foedera.actors import load
from foedera.actors.check import check
from foedera.model import Edtf

BASE = load()
HOLDERS = tuple(row for row in BASE.rows("holders") if row.person.startswith("person:"))
POSTS = {row.post: row for row in BASE.rows("posts")}


def who(post: str, on: str) -> list[str | None]:
    return [BASE.name_of(row.person) for row in BASE.holders(post, Edtf.parse(on))]


def test_nothing_contradicts_itself() -> None:
    persons = [
        found
        for found in check(BASE)
        if found.table in ("posts", "holders") or any(id.startswith("person:") for id in found.ids)
    ]
    assert persons == []


def test_every_holder_is_a_person_in_a_post_of_an_existing_body() -> None:
    for row in HOLDERS:
        actor = BASE.actor(row.person)
        assert actor is not None and actor.kind == "person", row
        assert BASE.actor(POSTS[row.post].body) is not None, row
    # Several spokespersons of one ministry serve at a time, and a post has one holder.
    others = {"person:mao-ning", "person:wang-wenbin", "person:zhao-lijian"}
    persons = {row.id for row in BASE.rows("actors") if row.kind == "person"}
    assert persons - others == {row.person for row in HOLDERS}


def test_every_row_names_its_source() -> None:
    rows = [*HOLDERS, *POSTS.values()]
    rows += [row for row in BASE.rows("actors") if row.kind == "person"]
    rows += [row for row in BASE.rows("names") if row.actor.startswith("person:")]
    assert [row for row in rows if len(row.source) < 8] == []


def test_terms_reach_into_this_century_and_end_after_they_begin() -> None:
    for row in HOLDERS:
        assert row.when.first == 0 or 1945_00_00 < row.when.first < 2027_00_00, row
        assert row.when.last > 1999_12_31, row
        assert row.when.first < row.when.last, row


def test_a_surname_alone_names_nobody() -> None:
    single = {row.name for row in BASE.rows("names") if row.actor.startswith("person:") and " " not in row.name}
    assert single <= {"Akihito", "Naruhito", "Willem-Alexander", "Vajiralongkorn", "Jokowi", "Sugiono"}


@pytest.mark.parametrize(
    ("post", "on", "name"),
    [
        ("president-of-the-united-states", "2003-03-20", "George W. Bush"),
        ("secretary-of-state-of-the-united-states", "2013-06-01", "John Kerry"),
        ("secretary-of-defense-of-the-united-states", "2022-05-01", "Lloyd Austin"),
        ("prime-minister-of-japan", "2014-07-01", "Shinzo Abe"),
        ("prime-minister-of-japan", "2023-05-19", "Fumio Kishida"),
        ("minister-of-defense-of-japan", "2008-01-01", "Shigeru Ishiba"),
        ("president-of-south-korea", "2018-04-27", "Moon Jae-in"),
        ("prime-minister-of-australia", "2021-09-15", "Scott Morrison"),
        ("prime-minister-of-the-united-kingdom", "2021-09-15", "Boris Johnson"),
        ("prime-minister-of-the-united-kingdom", "2023-03-13", "Rishi Sunak"),
        ("president-of-the-philippines", "2016-12-01", "Rodrigo Duterte"),
        ("chancellor-of-germany", "2010-01-01", "Angela Merkel"),
        ("president-of-russia", "2009-01-01", "Dmitry Medvedev"),
        ("secretary-general-of-nato", "2022-06-29", "Jens Stoltenberg"),
        ("secretary-general-of-the-united-nations", "2008-01-01", "Ban Ki-moon"),
        ("secretary-general-of-asean", "2010-01-01", "Surin Pitsuwan"),
        ("chairman-of-the-joint-chiefs-of-staff", "2020-01-01", "Mark Milley"),
        ("commander-of-the-united-states-indo-pacific-command", "2022-01-01", "John Aquilino"),
        ("chief-cabinet-secretary-of-japan", "2011-03-11", "Yukio Edano"),
        ("prime-minister-of-south-korea", "2025-09-01", "Kim Min-seok"),
        ("minister-for-defence-of-australia", "2014-06-01", "David Johnston"),
        ("president-of-the-european-commission", "2008-01-01", "José Manuel Barroso"),
        ("president-of-finland", "2024-04-01", "Alexander Stubb"),
        ("supreme-allied-commander-europe-allied-command-operations", "2023-01-01", "Christopher Cavoli"),
        ("commander-united-nations-command", "2020-01-01", "Robert Abrams"),
        ("chief-of-staff-japan-joint-staff", "2024-06-01", "Yoshihide Yoshida"),
        ("prime-minister-of-hungary", "2001-01-01", "Viktor Orbán"),
        ("president-of-syria", "2016-01-01", "Bashar al-Assad"),
    ],
)
def test_well_known_terms(post: str, on: str, name: str) -> None:
    assert who(post, on) == [name]


def test_namesakes_are_kept_apart() -> None:
    assert {actor.id for actor in BASE.find("David Johnston")} == {"person:david-johnston", "person:david-johnston-2"}


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Kishida Fumio", "person:fumio-kishida"),
        ("Joseph R. Biden", "person:joe-biden"),
        ("Lloyd J. Austin III", "person:lloyd-austin"),
        ("Ferdinand R. Marcos Jr.", "person:bongbong-marcos"),
        ("Yoon Suk Yeol", "person:yoon-suk-yeol"),
        ("Francois Hollande", "person:francois-hollande"),
    ],
)
def test_other_forms_of_a_name_are_found(name: str, id: str) -> None:
    assert [actor.id for actor in BASE.find(name)] == [id]
