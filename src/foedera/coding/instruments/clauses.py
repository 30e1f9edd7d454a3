"""The words of titles, preambles and final clauses by which a document is known as an instrument."""

from __future__ import annotations

import re

from foedera.model import ActName, Modality

NONE = re.compile(
    r"^\W*(?:fact ?sheet|remarks|readout|joint readout|background|press|statement (?:by|from|of|on) (?:the )?"
    r"(?:president|vice|national|secretary|prime|press|foreign|ambassador|minister)|"
    r"statement by (?:the )?\w+ ambassador|opinion|commentary|analysis|exclusive|.*\bremarks\b|.*\bfact sheet\b|"
    r"implementation)",
    re.IGNORECASE,
)
SIGNED = re.compile(r"^(?:Done|Signed) (?:at|in) [A-Z][\w. ]{2,30} this \d{1,2}(?:st|nd|rd|th) day of\b", re.MULTILINE)
JOINT = re.compile(
    r"\bjoint\b.*\b(?:statement|declaration|communiqu[eé]|vision)\b|leaders['’]?s? (?:joint )?statement|"
    r"\bdeclaration\b|\bstatement of the leaders\b|\bprinciples\b|\bcommuniqu[eé]|\bstatement by [\w ]+, .* and ",
    re.IGNORECASE,
)
TREATY = re.compile(
    r"\b(treaty|protocol|agreement|pact|convention|charter|accord|arrangement|memorandum|exchange of notes)\b", re.I
)
AGREED = re.compile(
    r"\b(?:[Hh]a(?:ve|s) agreed (?:as follows|to the following|upon)|"
    r"agree (?:as follows|to the following|on the following)|"
    r"[Tt]he (?:Contracting )?Parties\b|[Tt]his (?:Treaty|Protocol|Agreement) shall|[Hh]ave decided as follows|"
    r"the Participants\b|undersigned)"
)
FORMAL = re.compile(
    r"\b[Hh]a(?:ve|s) agreed as follows|\bagree (?:to the following|as follows)|"
    r"\b[Tt]his (?:Treaty|Protocol|Agreement) "
    r"shall\b|"
    r"\b[Hh]ave agreed to (?:the|this) \w+ Protocol|"
    r"\bthe [Pp]resent (?:Protocol|Treaty|Agreement|Convention) (?:shall|will|has)\b|"
    r"\b[Pp]lenipotentiaries\b"
)
WE = re.compile(
    r"\b(?:[Ww]e|[Oo]ur|[Tt]he (?:two |three |four )?(?:[Ll]eaders|Presidents|Prime Ministers|sides|countries))\b"
)
PREAMBLE = re.compile(r"^(?:The |We, |Desiring|Underscoring|Affirming|The Governments? of )", re.MULTILINE)
MEMORANDUM = re.compile(r"^\W*memorandum\b", re.IGNORECASE)
FOR = re.compile(r"^(?:FOR|For) (?:THE |the )?(?:GOVERNMENT|Government|KINGDOM|Kingdom|.{3,60}:)", re.MULTILINE)
DONE = re.compile(
    r"\b(?:[Dd]one|DONE|[Ss]igned|SIGNED) (?:in (?:duplicate|triplicate|two copies)[\w ,]{0,60}? )?"
    r"(?:at|in|on) ([A-Z][\w. ]{2,30}?)"
    r"(?=[,;.]|\s+(?:on|this|the|in)\b|\s+\d)[^.\n]{0,120}"
)
ENTERED = re.compile(r"\b[Ee]ntered into force\b(?: on)?[^.\n]{0,60}")
FORCE = re.compile(r"\b(?:shall|will) (?:enter|come) into (?:force|effect)\b", re.IGNORECASE)
RATIFIED = re.compile(r"\b(?:shall|will) be ratified\b|\bsubject to ratification\b", re.IGNORECASE)
DENOUNCED = re.compile(
    r"\b(?:may|shall have the right to)\b[^.]{0,60}\b(?:denounce|cease to be a Party)|\bnotice of denunciation\b", re.I
)
TERMINATED = re.compile(
    r"\b(?:may|can)\b[^.]{0,40}\b(?:be terminated|terminate (?:this|the|it))|"
    r"\bterminat\w+\b[^.]{0,60}\bnotice\b|\bmay\b[^.]{0,60}\bnotice\b[^.]{0,60}\bterminat",
    re.I,
)
WITHDRAWN = re.compile(
    r"\bmay\b[^.]{0,40}\bwithdraw from (?:this|the) (?:treaty|agreement|protocol|convention|pact)", re.I
)
ACCEDED = re.compile(r"\bmay (?:accede|become a Party)|\bto accede to this\b|\bopen for accession\b", re.I)
PROVISIONAL = re.compile(r"\bapplied provisionally|provisional(?:ly)? appl", re.I)
FINAL: tuple[tuple[ActName, Modality, re.Pattern[str]], ...] = (
    ("entered-into-force", "planned", FORCE), ("ratified", "planned", RATIFIED),
    ("provisionally-applied", "planned", PROVISIONAL), ("denounced", "possible", DENOUNCED),
    ("acceded", "possible", ACCEDED), ("withdrawn", "possible", WITHDRAWN), ("terminated", "possible", TERMINATED),
)  # fmt: skip
INDEFINITE = re.compile(r"\bremain in force (?:indefinitely|for an (?:indefinite|unlimited) period)", re.IGNORECASE)
LEGAL = re.compile(r"(?<!not )(?<!non-)(?<!not be )\blegally[- ]binding\b(?! security)", re.IGNORECASE)
POLITICAL = re.compile(
    r"\bnot (?:be )?legally[- ]binding\b|\bnon-?(?:legally[- ])?binding\b|\bpolitical(?:ly binding)? commitments?\b|"
    r"\bnot intended to (?:give rise to|create)\b[^.]{0,40}\b(?:rights or obligations|legal(?:ly binding)?)|"
    r"\bpolitically binding\b",
    re.IGNORECASE,
)
THIS = re.compile(
    r"\b[Tt]his (?:[Jj]oint )?(?:[Tt]reaty|[Aa]greement|[Pp]rotocol|[Dd]eclaration|[Ss]tatement|[Mm]emorandum|"
    r"[Dd]ocument|"
    r"[Cc]ommitment|[Aa]rrangement|[Cc]ompact)\b"
)
PARTIES = re.compile(r"\b(?:the |each |either |both |all |neither )?(?:contracting )?part(?:y|ies)\b", re.IGNORECASE)
OPENING = 1800
TITLES = 4
