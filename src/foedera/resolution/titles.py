"""Titles and occupations that stand beside a person's name, and the sector that they tell."""

from __future__ import annotations

import re

_HONORIFIC = (
    r"(?:[Tt]he )?(?:Right )?Hono[u]?rable|Hon|Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|H\.E|His Excellency|"
    r"Her Excellency|Professor|Prof|Imam|Sayyid|Shahid|Mullah|Sheikh"
)
_MILITARY = (
    r"(?:Group|Wing) Captain|Wing Commander|"
    r"(?:Lt|Maj|Brig|Vice|Rear|Lieutenant|Major|Brigadier|Fleet)\.? ?(?:Gen(?:eral)?|Adm(?:iral)?|Col(?:onel)?|"
    r"Commander|Cmdr)\.?|Gen\.|Brigadier[- ]General|General|Adm\.?|Admiral|"
    r"Air (?:Chief )?(?:Vice[- ])?Marshal|Marshal|Col\.?|Colonel|"
    r"Capt\.?|Captain|Maj\.?|Major|Lt\.?|Lieutenant|Cmdr\.?|Commander|Commodore|Brigadier|Sgt\.?|Sergeant|"
    r"(?:Joint )?Chiefs? of (?:the )?(?:Defen[cs]e |Army |Navy |General |Joint |Air )?Staff"
)
_LEGISLATIVE = (
    r"Sens?\.?|Senators?|Reps?\.?|Representatives?|Congress(?:man|woman)|(?:House |Parliament )?Speaker|"
    r"(?:Senate |House )?(?:Majority|Minority) Leader|MPs?|Lawmakers?"
)
_RANK = (
    r"(?:(?:Acting|Interim|Deputy|Vice|Former|Then|Late|Assistant|Under|Senior|First|Chief|Principal|Special|Permanent|"
    r"Parliamentary|Incoming|Outgoing) ?-?)*"
)
_FIELD = (
    r"(?:(?:National|Foreign|Defen[cs]e|Affairs|Security|Home|Interior|Finance|Trade|Economic|Economy|Justice|State|"
    r"Cabinet|Press|Policy|Information|Unification|Industry|Energy|Military|Treasury|Commerce|Homeland|External|"
    r"General|Cooperation|International|Ministry|Pentagon|White House|Government|and|Army|Navy|Air Force|Department|"
    r"European|Commission|High|Intelligence|Development|Armed Forces|Veterans|Pacific|Fleet) )*"
)
_OFFICE = (
    r"(?:Secretary of (?:State|Defen[cs]e|War|the (?:Treasury|Navy|Army|Air Force))|Secretary[- ]General|"
    r"Ministers? (?:of|for) (?:the )?(?:Foreign Affairs|Defen[cs]e|National Defen[cs]e|"
    r"External Affairs|State|Interior)|"
    r"Prime Ministers?|PM|Premier|Vice President|Presidents?|Chancellor|Taoiseach|Ministers?|Secretar(?:y|ies)|"
    r"Ambassador|Envoy|Representative|Commissioner|Adviser|Advisor|Spokes(?:man|woman|person)|Governor|Gov\.?|Mayor|"
    r"Crown Prince|King|Queen|Prince|Princess|Emperor|Emir|Sultan|Pope|Ayatollah|Supreme Leader|Director[- ]General|"
    r"Director|Attorney General|Chairman|Chairwoman|Chair|Chief|Leader|Official|Officer|State Councill?or|Counsell?or|"
    r"Counsel|Diplomat|Negotiator|Under ?[Ss]ecretary)"
)
_TITLE = rf"(?:{_HONORIFIC}|{_MILITARY}|{_LEGISLATIVE}|{_RANK}{_FIELD}{_OFFICE}(?:-elect|-designate)?)\.?"
TITLE = re.compile(rf"(?<!\w)(?=[A-Z]|the )(?:{_TITLE})(?= )")
TITLE_BEFORE = re.compile(rf"(?<![\w-])((?:{_TITLE} )+)$", re.IGNORECASE)
_ALONE = re.compile(rf"(?:{_TITLE}[ ,]*)+", re.IGNORECASE)
_SECTORS = (
    ("MIL", re.compile(rf"(?:{_MILITARY})|\b(?:general|admiral|commander|colonel|chief of staff|navy|army)\b")),
    ("LEG", re.compile(rf"\b(?:{_LEGISLATIVE})\b|\b(?:senator|lawmaker|congressman|congresswoman|legislator)s?\b")),
    ("EDU", re.compile(r"\b(?:[Pp]rofessor|lecturer|scholar|academic|researcher|historian)\b")),
    ("MED", re.compile(r"\b(?:journalist|columnist|reporter|correspondent|editor|commentator)\b")),
    ("OPP", re.compile(r"\b(?:[Oo]pposition|dissident)\b")),
    ("GOV", re.compile(
        r"(?i)\b(?:minister|ministry|president|premier|chancellor|secretary|ambassador|envoy|spokes(?:man|woman|person)|"
        r"adviser|advisor|commissioner|king|queen|prince|emperor|official|government|cabinet|diplomat|undersecretary|leader)\b"
    )),
)  # fmt: skip
_SAME = {"adm": "admiral", "gen": "general", "sen": "senator", "col": "colonel", "pm": "prime minister"}
_FORMER = re.compile(r"\b(?:[Ff]ormer|[Pp]revious|[Ee]x-|[Rr]etired|[Ll]ate)\b")


def is_title(words: str) -> bool:
    """Whether words are titles and nothing else."""
    return _ALONE.fullmatch(words) is not None


def is_former(title: str) -> bool:
    """Whether a title is of the past."""
    return _FORMER.search(title) is not None


def sector(title: str) -> str | None:
    """PLOVER's sector of who bears a title or occupation; None where it tells none, or is of the past."""
    if _FORMER.search(title):
        return None
    return next((sector for sector, pattern in _SECTORS if pattern.search(title)), None)


_OFFICES = re.compile(
    r"\b(prime minister|pm|adm|gen|sen|col|vice president|president|chancellor|premier|foreign minister|"
    r"defen[cs]e minister|"
    r"foreign secretary|defen[cs]e secretary|secretary of state|secretary of defen[cs]e|"
    r"national security advis[eo]r|chief cabinet secretary|"
    r"ambassador|crown prince|king|emperor|commissioner|admiral|general|colonel|senator|"
    r"professor|spokes(?:man|woman|person))\b"
)


def offices(title: str) -> frozenset[str]:
    """The offices that a title or apposition names, in lower case and American spelling; none of the past."""
    if _FORMER.search(title):
        return frozenset()
    return frozenset(_SAME.get(found, found).replace("defence", "defense") for found in _OFFICES.findall(title.lower()))
