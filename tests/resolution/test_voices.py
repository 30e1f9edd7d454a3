"""For whom "we" speak: parties that present themselves, sides of a transcript, members of an alliance."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from foedera.actors import Base
from foedera.language import Parse
from foedera.model import Document
from foedera.resolution import Mentions, resolve
from foedera.resolution.mentions import Mention
from foedera.resolution.openings import opening

Resolved = Callable[..., Mentions]
TALK = (
    "PRESIDENT BIDEN: Welcome to all of you, my friends, and thank you for the long way that you came here. {}\n\n"
    "PRIME MINISTER KISHIDA: Thank you very much for the warm welcome in this house, which I shall remember. {}\n\n"
)
ANSWER = (
    "Q Thank you, Mr. President. What about the economy at home?\n\n"
    "PRESIDENT BIDEN: Well, as to the economy of which you ask me here today: {}"
)


def who(mentions: Mentions, words: str) -> list[list[str]]:
    return [[(ref.id or ref.name).split(":")[1] for ref in m.refs] for m in mentions if m.text == words]


def published(parse: Parse, base: Base, publisher: str) -> Mentions:
    fields = {name: getattr(parse.document, name) for name in parse.document.__struct_fields__ if name != "publisher"}
    return resolve(Parse(Document(**fields, publisher=publisher), parse.sentences), base)


def test_who_presents_himself_as_we_speaks_through_the_text(resolved: Resolved) -> None:
    found = resolved(
        "We, Prime Minister Fumio Kishida and President Joe Biden, met today.\n\nOur work goes on. We agree."
    )
    assert who(found, "We") == [["fumio-kishida", "joe-biden"], ["JPN", "USA"]]
    assert who(found, "Our") == [["JPN", "USA"]]


@pytest.mark.parametrize(
    "text", ["We met Japan and China.", "We, Japan, agree.", "We the undersigned left Japan, China."]
)
def test_no_opening(resolved: Resolved, text: str) -> None:
    found = resolved(text)
    assert opening(text, found) is None
    assert who(found, "We") == []


@pytest.mark.parametrize(
    ("said", "word", "ids"),
    [
        ("Our alliance is strong.", "Our", ["JPN", "USA"]),
        ("Our military is strong.", "Our", ["JPN"]),
        ("The trust between us grew.", "us", ["JPN", "USA"]),
        ("Japan will invest, so that our workers gain.", "our", ["JPN"]),
        ("We will work hand in hand, together.", "We", ["JPN", "USA"]),
    ],
)
def test_a_speaker_means_his_state_or_all(resolved: Resolved, said: str, word: str, ids: list[str]) -> None:
    assert who(resolved(TALK.format("", said)), word)[-1] == ids


def test_our_world_is_nobody(resolved: Resolved) -> None:
    assert "our" not in [mention.text for mention in resolved(TALK.format("", "This is so in our world."))]


@pytest.mark.parametrize(("answer", "ids"), [("We built it.", []), ("America made it. Our army did.", [["USA"]])])
def test_an_answer_speaks_for_nobody_until_it_tells(resolved: Resolved, answer: str, ids: list[list[str]]) -> None:
    found = resolved(TALK.format("", "") + ANSWER.format(answer))
    assert who(found, "We") + who(found, "Our") == ids


def test_you_is_the_other_speaker_where_he_is_addressed(resolved: Resolved) -> None:
    said = "It is good to see you, Mr. Prime Minister. As you can see, it rains."
    found = resolved(TALK.format(said, "") + ANSWER.format("You know that."))
    assert who(found, "Mr. Prime Minister") == [["fumio-kishida"]]
    assert who(found, "you")[-1:] == [["fumio-kishida"]]
    assert who(found, "You") == []


def test_the_transatlantic_alliance_is_nato(resolved: Resolved) -> None:
    found = resolved("NATO met. He left the transatlantic military alliance, and an alliance with Japan.")
    assert who(found, "alliance") == [["nato"]]


def test_who_speaks_is_not_he(resolved: Resolved) -> None:
    found = resolved(TALK.format("He is not here, since he had to leave early.", ""))
    assert who(found, "He") + who(found, "he") == []


@pytest.mark.parametrize(
    ("text", "word", "members"),
    [
        ("Leaders of NATO will defend our citizens.", "our", 32),
        ("Allies of long standing: Allies will agree.", "Allies", 32),
        ("NATO stands with our Allies.", "our", 1),
        ("NATO grew, and the United States keeps our promise.", "our", 0),
    ],
)
def test_an_alliance_at_its_summit(
    parsed: Callable[..., Parse], base: Base, text: str, word: str, members: int
) -> None:
    parse = parsed(f"NATO will meet. {text}", title="FACT SHEET: The NATO Summit", published="2024-07-10")
    found = [len(ids) for ids in who(published(parse, base, "The White House"), word)]
    assert found[-1:] == ([members] if members else [])


@pytest.mark.parametrize("text", ["Some Gulf states agreed.", "European and Gulf states agreed."])
def test_some_of_a_region_are_no_set(resolved: Resolved, text: str) -> None:
    assert [mention for mention in resolved(text) if mention.how == "set"] == []


def test_a_region_is_its_members(resolved: Resolved) -> None:
    assert [len(mention.refs) for mention in resolved("The Gulf states agreed.") if mention.how == "set"] == [6]


@pytest.mark.parametrize(
    ("text", "words", "ids"),
    [
        ("Australia met Japan. Australia said its navy would sail.", "navy", ["royal-australian-navy"]),
        ("Australia agreed. Australians hope that Australia will win, and Australia said the government knew.",
         "government", ["AUS"]),
        ("Australia agreed. Australia won. Australia left. Australia came. The prime minister spoke.",
         "prime minister", ["anthony-albanese"]),
        ("Gen Nakatani, Japan's minister, said his country would help.", "country", ["JPN"]),
    ],
)  # fmt: skip
def test_bodies_of_the_state_spoken_of(resolved: Resolved, text: str, words: str, ids: list[str]) -> None:
    assert who(resolved(text), words) == [ids]


@pytest.mark.parametrize("text", ["The military spoke.", "Japan met China. Korea met India. The government spoke."])
def test_bodies_of_no_state_are_nobody(resolved: Resolved, text: str) -> None:
    assert [mention for mention in resolved(text) if mention.how == "role"] == []


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("The threat to Japan itself grew.", "itself"),
        ("Japan is the first of its kind.", "its"),
        ("As Japan put it, all is well.", "it"),
        ("Joe Biden wrote of World War I.", "I"),
    ],
)
def test_words_that_only_look_like_pronouns(resolved: Resolved, text: str, pronoun: str) -> None:
    assert who(resolved(text), pronoun) == []


def test_who_is_compared_is_not_the_subject(resolved: Resolved) -> None:
    found = resolved("Joe Biden spoke. Like Donald Trump, he criticised the plan.")
    assert ["donald-trump"] not in who(found, "he")


def test_mentions_are_apart(resolved: Resolved) -> None:
    found: list[Mention] = list(resolved("We, Japan and the United States, said our two countries and its navy agree."))
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_an_officer_of_a_service_belongs_to_its_state(resolved: Resolved) -> None:
    found = resolved("Captain Anna Kestrel of the Philippine Marines said the landing begins in October.")
    assert [ref.state for m in found if m.text == "Anna Kestrel" for ref in m.refs] == ["state:PHL"]
