from foedera.actors import bundled

BASE = bundled()


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
