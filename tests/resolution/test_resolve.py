from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedera.actors import Base
from foedera.language import Parse
from foedera.resolution import Mentions, resolve

Resolved = Callable[..., Mentions]


def ids(mentions: Mentions) -> list[tuple[str, list[str]]]:
    """Each mention's words and who they are: ids, or names after a tilde where the base does not know them."""
    return [(m.text, [ref.id or "~" + ref.name for ref in m.refs]) for m in mentions]


def test_names_and_adjectives_give_states_and_places_stay_out(resolved: Resolved) -> None:
    found = resolved("Japan and Chinese officials discussed the South China Sea and the Taiwan Strait.")
    assert ids(found) == [("Japan", ["state:JPN"]), ("Chinese", ["state:CHN"])]
    assert [mention.how for mention in found] == ["name", "adjective"]


def test_a_capital_acts_as_its_government_and_is_a_city_where_something_happens(resolved: Resolved) -> None:
    text = "Tokyo rejected the demand. They met in Tokyo. Pressure from Beijing grew. He flew to Tokyo, Japan."
    assert ("Tokyo", ["state:JPN"]) in ids(resolved(text))
    assert [m.start for m in resolved(text) if m.text == "Tokyo"] == [0]
    assert ("Beijing", ["state:CHN"]) in ids(resolved(text))


def test_a_dateline_is_a_city(resolved: Resolved) -> None:
    assert ids(resolved("SEOUL (Reuters) - South Korea said no."))[-1] == ("South Korea", ["state:KOR"])
    assert all(mention.text != "SEOUL" for mention in resolved("SEOUL (Reuters) - South Korea said no."))


@pytest.mark.parametrize(
    ("text", "published", "id"),
    [
        ("Germany signed the treaty.", "1960-01-01", "state:DEU"),
        ("Germany signed the treaty.", "1930-01-01", "state:gw-255"),
        ("Germany attacked Poland in 1939.", "2024-01-01", "state:gw-255"),
        ("The Soviet Union tested it.", "2024-01-01", "state:SUHH"),
        ("Korea signed the treaty.", "1890-01-01", "state:gw-730"),
        ("The ROK signed the treaty.", "2024-01-01", "state:KOR"),
    ],
)
def test_the_date_decides(resolved: Resolved, text: str, published: str, id: str) -> None:
    assert [ref.id for ref in resolved(text, published=published)[0].refs] == [id]


def test_the_date_of_the_sentence_is_only_taken_from_past_years(resolved: Resolved) -> None:
    assert ids(resolved("Germany will spend more in 2030."))[0] == ("Germany", ["state:DEU"])


def test_an_ambiguous_name_keeps_its_candidates_unless_the_document_decides(resolved: Resolved) -> None:
    (mention,) = resolved("Congo held an election.")
    assert mention.refs == ()
    assert set(mention.candidates) == {"state:COG", "state:COD"}
    assert ids(resolved("Congo held an election. Kinshasa said it was fair."))[0] == ("Congo", ["state:COD"])


def test_georgia_is_the_state_of_the_caucasus_only_where_something_backs_it(resolved: Resolved) -> None:
    assert resolved("Georgia held an election.")[0].refs == ()
    assert ids(resolved("Ukraine, Georgia and Moldova applied."))[1] == ("Georgia", ["state:GEO"])


def test_names_of_persons_hide_no_state(resolved: Resolved) -> None:
    assert ids(resolved("Michael Jordan praised Japan.")) == [
        ("Michael Jordan", ["~Michael Jordan"]), ("Japan", ["state:JPN"])
    ]  # fmt: skip


def test_a_shared_name_is_that_of_the_state_beside_it(resolved: Resolved) -> None:
    text = "The Chinese Foreign Ministry protested. Japan's defence ministry did not. The Navy of Spain came."
    found = dict(ids(resolved(text)))
    assert found["Chinese Foreign Ministry"] == ["organisation:china-foreign-ministry"]
    assert found["defence ministry"] == ["organisation:japan-defence-ministry"]
    assert found["Navy"] == ["organisation:spain-navy"]


def test_a_shared_name_without_a_state_is_left_open(resolved: Resolved) -> None:
    assert ids(resolved("The army advanced.")) == []


def test_persons_are_one_through_the_document(resolved: Resolved) -> None:
    text = "Australian Foreign Minister Penny Wong met officials. Later Wong left. Ms Wong smiled."
    refs = [mention.refs[0] for mention in resolved(text) if mention.refs[0].kind == "person"]
    assert {ref.name for ref in refs} == {"Penny Wong"}
    assert {(ref.id, ref.state, ref.sector) for ref in refs} == {("person:penny-wong", "state:AUS", "GOV")}
    assert [ref.text for ref in refs] == ["Penny Wong", "Wong", "Wong"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The ambassador, the Honourable P. C. Marbrook K.C., signed. Marbrook was glad.", "P. C. Marbrook"),
        ("Sir Adam Brandvold, M.P., spoke in Oslo. Brandvold was glad.", "Adam Brandvold"),
        ("They met Jane Holmgaard PhD in Oslo. Holmgaard was glad.", "Jane Holmgaard"),
    ],
)
def test_letters_behind_a_name_are_no_part_of_it(resolved: Resolved, text: str, name: str) -> None:
    assert {person for _, who in ids(resolved(text)) for person in who} == {f"~{name}"}


@pytest.mark.parametrize(
    ("text", "name", "state", "sector"),
    [
        ("Prime Minister Anthony Albanese of Australia spoke.", "Anthony Albanese", "state:AUS", "GOV"),
        ("Fumio Kishida, Japan's prime minister, spoke.", "Fumio Kishida", "state:JPN", "GOV"),
        ("John Smith, professor of history at Keio University, spoke.", "John Smith", None, "EDU"),
        ("Gen. Tobias Quill spoke.", "Tobias Quill", None, "MIL"),
        ("John Smith spoke.", "John Smith", None, None),
        ("Former Prime Minister John Howard spoke.", "John Howard", "state:AUS", None),
    ],
)
def test_titles_and_appositions_give_affiliations(
    resolved: Resolved, text: str, name: str, state: str | None, sector: str | None
) -> None:
    person = next(ref for mention in resolved(text) for ref in mention.refs if ref.kind == "person")
    assert (person.name, person.state, person.sector) == (name, state, sector)


def test_two_persons_of_one_surname_are_not_confused(resolved: Resolved) -> None:
    found = resolved("Hillary Clinton met Bill Clinton. Clinton spoke.")
    assert [ref.name for mention in found for ref in mention.refs] == ["Hillary Clinton", "Bill Clinton", "Clinton"]


def test_an_acronym_in_brackets_is_its_expansion(resolved: Resolved) -> None:
    text = "The National Defense Strategy Institute (NDSI) said so. Later NDSI officials agreed."
    assert [who for _, who in ids(resolved(text))] == [["~National Defense Strategy Institute"]] * 3


def test_roles(resolved: Resolved) -> None:
    text = (
        "Penny Wong met the Japanese foreign minister. The Bhutanese ambassador stayed away. "
        "The president of Chad came. Foreign Minister Penny Wong thanked her Indonesian counterpart."
    )
    found = dict(ids(resolved(text)))
    assert found["foreign minister"] == ["person:yoko-kamikawa"]
    assert found["Japanese"] == ["state:JPN"]
    assert found["ambassador"] == ["~Bhutanese ambassador"]
    assert found["counterpart"] == ["person:retno-marsudi"]
    role = next(mention for mention in resolved(text) if mention.text == "president").refs[0]
    assert (role.id, role.state, role.sector) == (None, "state:TCD", "GOV")


def test_a_title_beside_a_name_is_no_role(resolved: Resolved) -> None:
    text = "Japan's foreign minister, Yoko Kamikawa, met Penny Wong, the Australian foreign minister."
    assert [text for text, _ in ids(resolved(text))] == ["Japan", "Yoko Kamikawa", "Penny Wong", "Australian"]


def test_sets(resolved: Resolved) -> None:
    assert ids(resolved("Japan met Australia. Both countries agreed."))[-1] == (
        "Both countries", ["state:JPN", "state:AUS"]
    )  # fmt: skip
    assert ids(resolved("Japan met Australia and China. The two countries agreed."))[-1] == ("The two countries", [])
    assert ids(resolved("AUKUS partners agreed.")) == [
        ("AUKUS", ["organisation:aukus"]), ("partners", ["state:AUS", "state:GBR", "state:USA"])
    ]  # fmt: skip
    assert ids(resolved("Some NATO allies agreed.")) == [("NATO", ["organisation:nato"])]
    assert len(resolved("NATO allies agreed.", published="2024-04-11")[1].refs) == 32
    assert len(resolved("NATO allies agreed.", published="1950-04-11")[1].refs) == 12


def test_we_of_a_joint_statement(resolved: Resolved) -> None:
    title = "Joint Statement of Japan and the United States"
    assert ids(resolved("We will cooperate.", title=title)) == [("We", ["state:JPN", "state:USA"])]
    assert ids(resolved("We will cooperate.", title="Remarks by Japan and the United States")) == []


def test_pronouns_only_where_syntax_makes_them_safe(resolved: Resolved) -> None:
    assert ids(resolved("Japan said it would go."))[-1] == ("it", ["state:JPN"])
    assert ids(resolved("Penny Wong said she would go."))[-1] == ("she", ["person:penny-wong"])
    assert ids(resolved("Japan and Australia said they would go."))[-1] == ("they", ["state:JPN", "state:AUS"])
    assert ids(resolved("It rained in Japan."))[0] == ("Japan", ["state:JPN"])
    two = resolved("Penny Wong met Yoko Kamikawa. It was late. He said no.")
    assert [mention.text for mention in two] == ["Penny Wong", "Yoko Kamikawa"]


def test_sentences_that_were_not_parsed_still_give_names(resolved: Resolved) -> None:
    found = resolved("Japan's Foreign Minister Yoko Kamikawa met NATO in Tokyo.", wanted=False)
    assert ids(found) == [
        ("Japan", ["state:JPN"]), ("Yoko Kamikawa", ["person:yoko-kamikawa"]), ("NATO", ["organisation:nato"])
    ]  # fmt: skip


def test_without_a_date_only_what_holds_now_is_meant(resolved: Resolved) -> None:
    assert ids(resolved("Germany agreed.", published=None)) == [("Germany", ["state:DEU"])]


def test_within_and_at(resolved: Resolved) -> None:
    found = resolved("Japan met Australia. China stayed.")
    assert [mention.text for mention in found.within(0, 20)] == ["Japan", "Australia"]
    assert found.at(11) == found[1]
    assert found.at(6) is None
    assert found.within(12, 14) == ()


WORDS = st.sampled_from(
    ["Japan", "Tokyo", "the two countries", "he said", "Mr Li", "President Xi Jinping", "NATO allies", "(NATO)", "\n",
     ".", ",", "We", "U.S.", "Foreign Ministry", "its", "it would go", "and", "\u200b", "\u4e2d\u56fd", "Georgia", "'s",
     "of", "counterpart", "Japanese", "both sides", "\u201c", "\u201d", "prime minister", "1939"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(WORDS, min_size=1, max_size=25).map(" ".join))
def test_spans_equal_their_slices_and_two_runs_agree(text: str, parsed: Callable[..., Parse], base: Base) -> None:
    parse = parsed(text, title="Joint Statement of Japan and Australia")
    found = resolve(parse, base)
    past = 0
    for mention in found:
        assert past <= mention.start < mention.end
        past = mention.end
        assert text[mention.start : mention.end] == mention.text
        for ref in mention.refs:
            assert (ref.start, ref.end, ref.text) == (mention.start, mention.end, mention.text)
    assert list(resolve(parse, base)) == list(found)
