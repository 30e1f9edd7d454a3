import pytest

from tests.coding.events.conftest import Find


def who(refs: tuple[object, ...]) -> list[str]:
    return [(getattr(ref, "id", None) or getattr(ref, "name", "")).removeprefix("state:") for ref in refs]


@pytest.mark.parametrize(
    ("text", "type", "actors", "recipients"),
    [
        ("China condemned Russia's invasion of Ukraine.", "ACCUSE", ["CHN"], ["RUS"]),
        ("Russian forces were attacked by Ukrainian drones.", "ASSAULT", ["UKR"], ["RUS"]),
        ("An agreement was signed by Japan and Australia in Tokyo.", "SUPPORT", ["JPN", "AUS"], []),
        ("Japan and the United States signed an agreement on Tuesday.", "SUPPORT", ["JPN", "USA"], []),
        ("The attack by Ukraine on Russia surprised everybody.", "ASSAULT", ["UKR"], ["RUS"]),
        ("Talks between North Korea and the United States began on Monday.", "CONSULT", ["PRK", "USA"], []),
        ("The EU imposed sanctions on Russian officials.", "COERCE", ["organisation:european-union"], ["RUS"]),
        ("Israel threatened to attack Iran.", "THREATEN", ["ISR"], ["IRN"]),
        ("Russia refused to withdraw its troops from Ukraine.", "REJECT", ["RUS"], ["UKR"]),
        ("Japan urged China to release its citizens.", "REQUEST", ["JPN"], ["CHN"]),
        ("Britain expelled 23 Russian diplomats.", "SANCTION", ["GBR"], ["RUS"]),
        ("The US has sent 31 tanks to Ukraine.", "AID", ["USA"], ["UKR"]),
        ("Iran released two American prisoners.", "RETREAT", ["IRN"], ["USA"]),
        ("Greece said that Turkey must withdraw its ships.", "REQUEST", ["GRC"], ["TUR"]),
        ("Norway announced the arrest of three Russian sailors.", "COERCE", ["NOR"], ["RUS"]),
        ("France is ready to send instructors to Armenia.", "AGREE", ["FRA"], ["ARM"]),
    ],
)
def test_who_did_what_to_whom(find: Find, text: str, type: str, actors: list[str], recipients: list[str]) -> None:
    found = [c for c in find(text) if c.entries[0].type == type]
    assert [(who(c.actors), who(c.recipients)) for c in found[:1]] == [(actors, recipients)]


def test_a_counterpart_is_the_one_beside_it(find: Find) -> None:
    (one,) = find("Philippine Foreign Minister Enrique Manalo met with his Japanese counterpart Yoko Kamikawa.")
    assert who(one.actors) == ["person:enrique-manalo"]
    assert who(one.recipients) == ["person:yoko-kamikawa"]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Japan condemned China.", "actual"),
        ("Japan will visit China.", "planned"),
        ("Japan plans to sanction China.", "planned"),
        ("Japan may sanction China.", "possible"),
        ("Japan said it would sanction China.", "planned"),
        ("Japan wants to sanction China.", "possible"),
        ("Japan did not sanction China.", "denied"),
    ],
)
def test_modality(find: Find, text: str, modality: str) -> None:
    assert [c.mood.modality for c in find(text)] == [modality]


def test_a_denied_act_is_denied(find: Find) -> None:
    found = {c.entries[0].type: c.mood.modality for c in find("Ukraine denied attacking Russia.")}
    assert found["ASSAULT"] == "denied"


@pytest.mark.parametrize(
    "text",
    [
        "If China attacked Taiwan, Japan would be drawn in.",
        "Did China attack Taiwan?",
        "Japan should sanction China.",
        "Any attack by China on Taiwan would be a mistake.",
        "Japan lies north of China.",
        "Japan, China, Taiwan, Russia, France and Ghana.",
    ],
)
def test_conditions_questions_duties_and_lists_are_no_acts(find: Find, text: str) -> None:
    assert find(text) == []


def test_attribution(find: Find) -> None:
    (named,) = find("Japan attacked China, according to Russia.")
    assert (named.mood.attribution.voice, who(named.mood.attribution.sources)) == ("named", ["RUS"])
    (unnamed,) = find("Japan imposed sanctions on Russia, officials said.")
    assert unnamed.mood.attribution.voice == "unnamed"
    (author,) = find("Japan imposed sanctions on Russia.")
    assert author.mood.attribution.voice == "author"


def test_odd_text_makes_no_crash(find: Find) -> None:
    assert find("CHINA. JAPAN. " * 200) == []
    long = "Japan and " + "the very " * 2000 + "large China met."
    assert all(c.actors for c in find(long))
    find("JAPAN CONDEMNED CHINA'S ATTACK ON TAIWAN.")
    assert find("Der japanische Minister verurteilte China und Russland am Montag.") == []


@pytest.mark.parametrize(
    ("text", "type", "actors", "recipients"),
    [
        ("China drew fierce criticism from Western officials.", "ACCUSE", ["Western officials"], ["CHN"]),
        ("Russia would retaliate if Ukraine attacked Belarus.", "THREATEN", ["RUS"], ["UKR"]),
        ("Numerous governments condemned North Korea.", "ACCUSE", ["Numerous governments"], ["PRK"]),
        ("Russia's war of aggression against Ukraine shocked Europe.", "ASSAULT", ["RUS"], ["UKR"]),
    ],
)
def test_parties_far_from_the_act(find: Find, text: str, type: str, actors: list[str], recipients: list[str]) -> None:
    found = [c for c in find(text) if c.entries[0].type == type]
    assert [(who(c.actors), who(c.recipients)) for c in found] == [(actors, recipients)]


def test_habits_and_what_stays_within_a_state_are_no_acts(find: Find) -> None:
    assert find("Japan regularly exercises with the United States.") == []
    assert find("Japan urged Tokyo to wait.") == []


@pytest.mark.parametrize(
    ("text", "type", "actors", "recipients"),
    [
        ("Donald Trump discussed it during a visit to Japan.", "CONSULT", ["person:donald-trump"], ["JPN"]),
        ("The Pentagon planned the withdrawal of US soldiers from Syria.", "RETREAT", ["USA"], ["SYR"]),
        ("The attack was carried out by Ukraine.", "ASSAULT", ["UKR"], []),
        ("U.S.-China talks resumed on Monday.", "CONSULT", ["USA", "CHN"], []),
        ("France condemned the US-led invasion of Iraq.", "ASSAULT", ["USA"], ["IRQ"]),
        ("Canada was disappointed by China's decision.", "ACCUSE", ["CAN"], ["CHN"]),
        ('"We urge Iran to stop," Japan said.', "REQUEST", ["JPN"], ["IRN"]),
        ("Japan and the Philippines took part in exercises.", "COOPERATE", ["JPN", "PHL"], []),
        ("Japan carried out exercises in the Pacific.", "MOBILIZE", ["JPN"], []),
        ("The President said China warned Japan against a visit.", "REQUEST", ["CHN"], ["JPN"]),
    ],
)
def test_parties_of_nouns_quotations_and_feelings(
    find: Find, text: str, type: str, actors: list[str], recipients: list[str]
) -> None:
    found = [c for c in find(text) if type in [entry.type for entry in c.entries]]
    assert [(who(c.actors), who(c.recipients)) for c in found[:1]] == [(actors, recipients)]


@pytest.mark.parametrize(
    "text",
    [
        "Japan will continue to work with China.",
        "Japan works with China.",
        "The Moscow summit angered everybody in Kenya.",
        "Experts predicted a Russian attack on Ukraine.",
        "It is essential that Japan attack China.",
        "Neither Japan nor China attacked at all.",
        "The Parties undertake to consult Japan.",
    ],
)
def test_intentions_places_predictions_and_duties_are_no_acts(find: Find, text: str) -> None:
    assert find(text) == []


def test_a_victim_is_not_accused(find: Find) -> None:
    (one,) = (c for c in find("NATO condemned Russia's attack on Ukraine.") if c.entries[0].type == "ACCUSE")
    assert who(one.recipients) == ["RUS"]
    assert all(
        "CHN" not in who(c.recipients)
        for c in find("Japan condemned the attack on China.")
        if c.entries[0].type == "ACCUSE"
    )


def test_it_is_who_was_spoken_of(find: Find) -> None:
    from foedera.coding.events.candidates import candidates, spoken_of
    from foedera.coding.events.lexicon import lexicon
    from tests.coding.events.conftest import reading

    read = reading("South Korea expelled two Chinese diplomats. It also blacklisted three North Korean officials.")
    first, second = read.sentences()
    before = spoken_of(read, first, lexicon())
    found = list(candidates(read, second, lexicon(), before=before))
    assert [(who(c.actors), who(c.recipients)) for c in found] == [(["KOR"], ["PRK"])]


@pytest.mark.parametrize(
    ("text", "type", "actors", "recipients"),
    [
        ("James Mattis resigned on Thursday.", "RETREAT", ["person:james-mattis"], []),
        ("Russia ordered the withdrawal of its troops from Syria.", "RETREAT", ["RUS"], ["SYR"]),
        ("US troops left the country on Sunday.", "RETREAT", ["USA"], []),
        ("The US is bringing its troops home.", "RETREAT", ["USA"], []),
        ("ISIS claimed three attacks in Iraq.", "ASSAULT", ["organisation:islamic-state"], ["IRQ"]),
        ("ISIS claimed responsibility for the bombing.", "ASSAULT", ["organisation:islamic-state"], []),
        ("NATO spoke of Russia's further aggression against Ukraine.", "ASSAULT", ["RUS"], ["UKR"]),
        ("The Japan-South Korea meeting was long.", "CONSULT", ["JPN", "KOR"], []),
        ("Iran is the target of American sanctions.", "COERCE", ["USA"], ["IRN"]),
        ("China was the first destination of Joe Biden, who visited in May.", "CONSULT", ["person:joe-biden"], ["CHN"]),
        ("Joe Biden became the first president to visit Kenya.", "CONSULT", ["person:joe-biden"], ["KEN"]),
        ("Japan and Australia vowed during a summit to arm.", "CONSULT", ["JPN", "AUS"], []),
    ],
)
def test_acts_without_a_recipient_and_parties_elsewhere(
    find: Find, text: str, type: str, actors: list[str], recipients: list[str]
) -> None:
    found = [c for c in find(text) if type in [entry.type for entry in c.entries]]
    assert [(who(c.actors), who(c.recipients)) for c in found] == [(actors, recipients)]


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Mike Pence clashed with Donald Trump.", "ASSAULT"),
        ("The director has alleged ties to Iran.", "ACCUSE"),
        ("Japan is ready to deepen its cooperation with Kenya.", "AGREE"),
        ("Turkey will soon begin an attack.", "ASSAULT"),
        ("Kenya will win when Germany and Japan agree.", "AGREE"),
        ("Japan decided to increase spending on defense.", "MOBILIZE"),
    ],
)
def test_quarrels_readiness_and_predictions_are_no_acts(find: Find, text: str, type: str) -> None:
    assert [who(c.actors) for c in find(text) if c.entries[0].type == type] == []


def test_he_is_the_one_person_spoken_of() -> None:
    from foedera.coding.events.candidates import candidates, spoken_of
    from foedera.coding.events.lexicon import lexicon
    from tests.coding.events.conftest import reading

    first, second = reading("Joe Biden met Fumio Kishida."), reading("He applauded Japan's decision.")
    before = spoken_of(first, *first.sentences(), lexicon())
    found = list(candidates(second, *second.sentences(), lexicon(), before=before))
    assert [(who(c.actors), who(c.recipients)) for c in found] == [(["person:joe-biden"], ["JPN"])]
