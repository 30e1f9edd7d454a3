import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.actors import Base, Name, Period, Place, bundled
from foedera.actors.forms import forms, plain
from foedera.actors.tables import Tables

BASE = bundled()
MORE = (*BASE.rows("names"), Name("state:JPN", "Zqxland", "alias", Period("1900/..", 19000101, 99999999), "x"))
ENLARGED = Base(Tables({**BASE._rows, "names": MORE}, "more"))


def found(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(text[match.start : match.end], match.actors) for match in BASE.scan(text)]


def test_names_adjectives_and_capitals_are_found_with_their_type() -> None:
    text = "Tokyo and the Soviet Union met; Japanese officials spoke."
    assert [(text[m.start : m.end], m.actors, m.type) for m in BASE.scan(text)] == [
        ("Tokyo", ("state:JPN",), "capital"),
        ("Soviet Union", ("state:SUHH",), "name"),
        ("Japanese", ("state:JPN",), "adjective"),
    ]


def test_only_whole_words_count() -> None:
    assert found("A Roman omen, a Malinese, USANA and Iranx, Ιran") == []


def test_typographic_apostrophes_and_possessives_do_not_hide_a_name() -> None:
    assert found("Côte d’Ivoire’s friends") == [("Côte d’Ivoire", ("state:CIV",))]


def test_offsets_are_code_points() -> None:
    text = "“𝔘” – Türkiye, naïve Iran"
    assert [text[m.start : m.end] for m in BASE.scan(text)] == ["Türkiye", "Iran"]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("South China Sea", []),
        ("the Taiwan Strait and the Korean Peninsula", []),
        ("New England and New Mexico", []),
        ("the East and South China Seas", []),
        ("the Indian Ocean, Latin American trade, the Indo-Pacific", []),
        ("the Treaty of Paris and the Korean War", []),
        ("South China Seaside", ["state:CHN"]),
        ("Papua New Guinea", ["state:PNG"]),
        ("Equatorial Guinea and Guinea-Bissau", ["state:GNQ", "state:GNB"]),
        ("Michael Jordan and Jordan Peterson", []),
        ("Jordan Foreign Minister Ayman Safadi", ["state:JOR"]),
        ("Let US go", ["state:USA"]),
        ("CONTACT US", []),
        ("tell us", []),
        ("the US and the U.S.-led talks", ["state:USA", "state:USA"]),
        ("roast turkey, cold Turkey sandwiches", []),
        ("the Washington Post", ["organisation:washington-post"]),
        ("George Washington", []),
        ("the Sino-Soviet split", ["state:CHN", "state:SUHH"]),
        ("visit japan.example and Japan.com, mail x@Japan", []),
        ("JAPAN AND SOUTH KOREA", ["state:JPN", "state:KOR"]),
        ("the United\nStates", ["state:USA"]),
        ("the United\n\nStates", []),
        ("United\u00a0States", ["state:USA"]),
        ("Guinea\u2011Bissau", ["state:GNB"]),
        ("Turkiye, T\u00fcrkiye, Tu\u0308rkiye", ["state:TUR"] * 3),
        ("Chi\u0219in\u0103u and Chi\u015fin\u0103u", ["state:MDA"] * 2),
    ],
)
def test_places_phrases_and_cautions_protect(text: str, actors: list[str]) -> None:
    assert [id for match in BASE.scan(text) for id in match.actors] == actors


@pytest.mark.parametrize(
    "text",
    [
        "Ir\u0430n", "\u0406ran", "\u0421hina", "Iran\u0301", "Iran\u200bian\u200b", "Omani\u0307ze", "Jap\u00adan",
        "\u202eJapan\u0421", "Chi\u200bna", "\u0416Japan", "Japan\u0416", "Japan\u200d\u0416",
    ],
)  # fmt: skip
def test_look_alikes_and_invisible_characters_never_match_falsely(text: str) -> None:
    assert BASE.scan(text) == []


@pytest.mark.parametrize(
    "text", ["Japan\u200b said", "\ufeffJapan", "\u201cJapan\u201d", "(Japan)", "\u65e5\u672c: Japan"]
)
def test_invisible_and_foreign_characters_beside_a_name_do_not_hide_it(text: str) -> None:
    (match,) = BASE.scan(text)
    assert text[match.start : match.end] == "Japan"


NAMES = sorted({row.name for table in ("names", "places") for row in BASE.rows(table)})
PIECES = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(
        [" ", ", ", "\n", "'s ", "\u2019s ", "-", ".", "\u200b", "\u0301", "\u0416", "\U0001d518", "\ud800"]
    ),
    st.text(max_size=5),
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@given(TEXTS)
def test_matches_are_sorted_apart_and_equal_a_name(text: str) -> None:
    past = 0
    for match in BASE.scan(text):
        assert past <= match.start < match.end <= len(text)
        past = match.end
        if match.names:
            words = " ".join(plain(text[match.start : match.end]).split())
            assert any(words in (f.rstrip("-") for f in forms(name.name)) for name in match.names)


@given(TEXTS)
def test_no_letter_or_digit_stands_beside_a_match(text: str) -> None:
    for match in BASE.scan(text):
        assert not text[: match.start][-1:].isalnum()
        assert not text[match.end :][:1].isalnum()


@given(TEXTS)
def test_a_new_name_changes_no_text_without_it(text: str) -> None:
    if "Zqx" not in text:
        assert ENLARGED.scan(text) == BASE.scan(text)


@given(st.sampled_from([row for row in BASE.rows("places") if len(row.name.split()) > 1]))
def test_nothing_is_found_within_a_place_name(row: Place) -> None:
    text = f"They met near {row.name} again."
    start, end = text.index(row.name), text.index(row.name) + len(row.name)
    inside = [match for match in BASE.scan(text) if start <= match.start and match.end <= end]
    assert [(match.start, match.end) for match in inside] == [(start, end)]
