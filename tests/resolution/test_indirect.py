"""Roles, sets and pronouns: who is meant by them, and when they stay open."""

from collections.abc import Callable

import pytest

from foedera.resolution import Mentions

Resolved = Callable[..., Mentions]


def who(mentions: Mentions, words: str) -> list[list[str]]:
    """The ids of every mention with these words; the name where the id is not known."""
    return [[ref.id or ref.name for ref in mention.refs] for mention in mentions if mention.text == words]


@pytest.mark.parametrize(
    ("text", "words", "ids"),
    [
        ("President Biden met Prime Minister Kishida.", "Biden", ["person:joe-biden"]),
        ("The Biden administration agreed.", "Biden", ["person:joe-biden"]),
        ("Former President Obama spoke.", "Obama", ["person:barack-obama"]),
        ("Prime Minister Fumio Kishida\u2019s determination grew.", "Fumio Kishida", ["person:fumio-kishida"]),
        ("PRESIDENT BIDEN: Thank you.\n\nPRIME MINISTER KISHIDA: Thank you.", "BIDEN", ["person:joe-biden"]),
        ("The Chinese military and US troops met.", "Chinese", ["state:CHN"]),
        ("The Chinese military and US troops met.", "US", ["state:USA"]),
        ("He criticised the ire of Beijing.", "Beijing", ["state:CHN"]),
        ("The Kenyan Senate agreed.", "Senate", ["Kenya: Senate"]),
        ("The Senate agreed, said the United States.", "Senate", ["organisation:us-senate"]),
    ],
)  # fmt: skip
def test_names(resolved: Resolved, text: str, words: str, ids: list[str]) -> None:
    assert who(resolved(text), words) == [ids]


@pytest.mark.parametrize(
    "text", ["He lives in Beijing.", "They flew to Tokyo.", "He teaches Japanese texts.", "Made in Davao."]
)
def test_places_and_languages_are_nobody(resolved: Resolved, text: str) -> None:
    assert list(resolved(text)) == []


@pytest.mark.parametrize(
    ("text", "words", "ids"),
    [
        ("Critics met. Lloyd Austin saw President Joe Biden. The president agreed.", "president", "joe-biden"),
        ("Adm. Samuel Paparo spoke. The admiral left.", "admiral", "samuel-paparo"),
        ("NATO met. NATO agreed. The alliance grew.", "alliance", "organisation:nato"),
    ],
)  # fmt: skip
def test_a_bare_role_is_its_only_bearer(resolved: Resolved, text: str, words: str, ids: str) -> None:
    (found,) = who(resolved(text, published="2024-06-01"), words)
    assert found[0].endswith(ids) or found == ["Samuel Paparo"]


def test_leaders_and_countries_of_a_joint_statement(resolved: Resolved) -> None:
    title = "Joint Statement of the United States and Japan"
    found = resolved("The leaders met. Both countries agreed. The two leaders left.", title=title)
    assert who(found, "The leaders") == [["person:joe-biden", "person:fumio-kishida"]]
    assert who(found, "The two leaders") == [["person:joe-biden", "person:fumio-kishida"]]
    assert who(found, "Both countries") == [["state:USA", "state:JPN"]]


def test_holders_of_an_office_in_a_list_of_states(resolved: Resolved) -> None:
    found = resolved(
        "The prime ministers of Japan and the United Kingdom met the Nordic countries.", published="2023-07-13"
    )
    assert who(found, "The prime ministers") == [["person:fumio-kishida", "person:rishi-sunak"]]
    assert [len(ids) for ids in who(found, "the Nordic countries")] == [5]


@pytest.mark.parametrize(
    ("text", "pronoun", "ids"),
    [
        ("China has defended its claims.", "its", ["state:CHN"]),
        ("Japan and Australia renewed their alliance.", "their", ["state:JPN", "state:AUS"]),
        ("Penny Wong spoke. She left.", "She", ["person:penny-wong"]),
        ("\u201cI agree,\u201d Penny Wong said.", "I", ["person:penny-wong"]),
        ("\u201cWe agree,\u201d Penny Wong said.", "We", ["state:AUS"]),
    ],
)
def test_pronouns(resolved: Resolved, text: str, pronoun: str, ids: list[str]) -> None:
    assert who(resolved(text), pronoun) == [ids]


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("It is clear that Japan will go.", "It"),
        ("Officials said they would go.", "they"),
        ("\u201cI agree,\u201d a senior official said.", "I"),
        ("Tokyo is far. We like it.", "We"),
    ],
)
def test_pronouns_that_are_not_sure_are_no_mentions(resolved: Resolved, text: str, pronoun: str) -> None:
    assert who(resolved(text), pronoun) == []


def test_speakers_of_a_transcript(resolved: Resolved) -> None:
    text = (
        "PRESIDENT BIDEN: Thank you all very much for coming. I am glad that we could meet again so soon.\n\n"
        "PRIME MINISTER KISHIDA: Thank you very much for the warm welcome. I am glad too, and our work goes on."
    )
    found = resolved(text)
    assert who(found, "I") == [["person:joe-biden"], ["person:fumio-kishida"]]
    assert who(found, "our") == [["state:JPN", "state:USA"]]


@pytest.mark.parametrize(
    "text",
    [
        "\u041a\u0438\u0442\u0430\u0439 \u0438 \u042f\u043f\u043e\u043d\u0438\u044f. "
        "\u65e5\u672c\u653f\u5e9c\u306f\u8ff0\u3079\u305f\u3002",
        "J\u0430pan s\u0430id it would go.",
        "Chi\u200bna\u200d \u202ejapan\u202c \u00ad\u00ad",
        "\U0001f600" * 3 + " the two leaders, both countries, his counterpart",
        "(((\u201c\u201c \u2019\u2019 ,, President , Minister of of",
    ],
)  # fmt: skip
def test_odd_text_is_nobody_and_does_no_harm(resolved: Resolved, text: str) -> None:
    assert [ref for mention in resolved(text) for ref in mention.refs if ref.id is not None] == []
