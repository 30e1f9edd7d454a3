"""The forms in which posts stand beside names, as patterns."""

from __future__ import annotations

import re

RANK = (
    r"(?:(?:Lt|Maj|Brig|Vice|Rear|Lieutenant|Major|Brigadier)[.-]? ?)?(?:Gen|General|Adm|Admiral|Col|Colonel|Capt|"
    r"Captain|Cmdr|Marshal|Dr|Mr|Mrs|Ms|Sir|Lord)\.? "
)
BEFORE = re.compile(rf"(,)? (?:{RANK}|the Honou?rable |H\.E\. )?$")
WORD = re.compile(r"[^\W_][\w.’'&-]*$")
FORMER = re.compile(r"\b(?:former|ex|previous|late|then|retired|outgoing|one-time|onetime|past)\b[- ]", re.IGNORECASE)
FORMER_LEAD = re.compile(r"\b(?:former|ex-|late|then-?|previous|past|erstwhile) ?$", re.IGNORECASE)
HEADLINE = re.compile(r"\b(?:TO|IN|ON|FOR|WITH|AND|AT)\b")
SENT = re.compile(r"\b(?:ambassador|envoy|representative)\b", re.IGNORECASE)
ELECT = re.compile(r"-(?:elect|designate)$| nominee$|^(?:next|incoming) ", re.IGNORECASE)
DETERMINER = re.compile(r"(?:the|a|an|his|her|its|their|our|my)\b ?", re.IGNORECASE)
OWNERS = ("the ", "his ", "her ", "its ", "their ", "’s ", "'s ")
ADVERB = r"(?: also| currently| now)?"
THEN = re.compile(r"(?: [\w’'-]+){0,4}? (?:when|while) (?:he|she) was ")
SPENT = re.compile(
    r"(?:,[^.;]{1,60},)?(?: (?:has |had )?spent [\w -]{3,30} as| (?:had )?worked as| previously worked as) "
)
VERBS = (
    (re.compile(
        r"(?:,? who)? (?:was|has been|had been|is) (?:re)?(?:appointed|named|elected|sworn in|confirmed|promoted)"
        r"(?: as| to be| to)? "
    ), "holder"),
    (re.compile(
        r"(?:,? who)? (?:resigned|stepped down|quit|retired|was dismissed|was fired|left office) as "
    ), "former"),
    (re.compile(r"(?:,? who)? (?:became|took office as|took over as|assumed office as|was inaugurated as) "), "holder"),
    (re.compile(rf"(?:,? who)? (?:is|has been|serves as|currently serves as|has served as){ADVERB} "), "holder"),
    (re.compile(r" as (?:the |its |their |his |her )?(?=(?:next|new|incoming) )"), "holder"),
    (THEN, "former"),
    (SPENT, "former"),
    (re.compile(
        rf"(?:,? who)? (?:was|served as|had been|had served as|once served as|previously served as){ADVERB} "
    ), "former"),
)  # fmt: skip
FIELD_BEHIND = re.compile(r" (?:of|for) (?:the )?[\w-]+(?: (?:and )?[\w-]+){0,3}")
SUBJECT = re.compile(r"(?: of [\w]+)?(?: for (?:the )?[\w-]+(?: [A-Z][\w-]+)*)?")
CLAUSE = re.compile(
    r"\b(?:said|told|who|which|that|and|but|was|were|is|are|has|had|will|would|with|to|by|after|as|led|under|\w+ly|"
    r"sided)\b"
)
END = re.compile(r"[;:](?=\s|$)|(?<!\b[A-Z])\.(?=\s|$)|[”\"()\n]| – | — | - ")
STOP = re.compile(
    r",? (?:who|which|that|said|says|told|"
    r"and (?!the [A-Z]|[A-Z]|[a-z-]+(?: [a-z-]+)? (?:at|of|for|with|in) )|as|to|was|were|is|has|had|will)\b|"
    r", (?!(?:at|of|in) )"
)
OPENED = re.compile(r", |,? \(| – | — ")
JOINT = re.compile(
    r"[\w’' -]{0,60}?(?: of| at| for| in| with| on| from|,)(?: the)?"
    r"(?: (?:[a-z]+-[a-z]+|[A-Z][a-z]+-based|ruling|opposition|governing|main|powerful|influential|largest|nationalist|"
    r"conservative|liberal|government|local|private|prestigious))? "
)
IN_BODY = re.compile(r" (?:of|at|for|in|with|on|from)(?: the)? $")
TRAILING = re.compile(r" (?:of|at|for|in|with|on|from)(?: the)? ?$")
REST = re.compile(
    r"(?:-elect|-designate|s)?|(?:,| of| for| to)(?: the| and|,| of| for| to)*"
    r"(?: (?:[A-Z][\w.’'-]*|and|the|of|&)){1,6}"
)
RANKED = re.compile(rf"(?:,? (?:{RANK.rstrip()}))+$")
TITLED = re.compile(rf"(?: of| for| to| and| the|,| [A-Z][\w-]*)*,? (?:{RANK})?")
NAMED_BODY = re.compile(r"(?P<owned>[’']s)? (?P<name>[A-Z][\w-]+(?: (?:(?:of|for|on|and) (?:the )?)?[A-Z][\w-]+)*)")
LEADING = re.compile(r"^(?:now|then|current|new|the|a|an|his|her|its|incoming|visiting|acting)\b ", re.IGNORECASE)
WHEN = re.compile(r",? ?\(?(from|between|in|since|until|on|for)? ?$")
WORKS = re.compile(
    r"(?:,[^,.;]{2,80},?)? who (?:has |had )?(?:(?P<at>works?|worked|working|teaches|taught|studies|serves|served)"
    r"(?: [\w’'-]+){0,7}? (?:at|for|with|in)|(?P<past>ran|headed|led|directed|chaired|founded|commanded)|"
    r"(?:runs|heads|leads|directs|chairs|commands|oversees)) (?:the )?(?:[A-Z][\w-]+-based )?"
)
RAN = re.compile(
    r" [^.;]{0,90}? who (?:once |previously |formerly )?(?:ran|headed|led|directed|chaired) (?:the )?(?=[A-Z])"
)
PREDECESSOR = re.compile(r"\bpredecessor,? $")
CANDIDATE = re.compile(r"\b(?:nominee|candidate|contender|hopeful|front-runner)\b", re.IGNORECASE)
FROM = re.compile(r" (?:of|from|at) (?:the )?")
OWN = re.compile(r"(?:[’']s|[’'](?<=s[’'])) (?:own )?$")
RUN = re.compile(r"(?:(?:[A-Z][\w&.’'-]*|[A-Z]\.) (?:(?:of|for|and|on|the|&) )*)*[A-Z][\w&.’-]*(?: \([A-Z]{2,8}\))? $")
PORTFOLIO = re.compile(r"(?:[Mm]inister|[Ss]ecretary|[Cc]ommissioner|[Ss]pokes\w+)$")
FIELD = re.compile(r"(?:[A-Z]\w+ (?:and )?)*Affairs")
SUPERLATIVE = re.compile(
    r"(?:first|second|third|last|latest|only|youngest|oldest|longest)\b(?:[ -][a-z]+){0,2} leader\b", re.IGNORECASE
)
VAGUE = re.compile(r"\bofficial\b|\bpartner\b|\bmember\b")
INSTITUTION = re.compile(
    r"(?:[A-Z][\w’'&.-]+ )*(?:University|Institute|Institution|Center|Centre|Council|Foundation|School|College|"
    r"Ministry|Department|Agency|Commission|Committee|Academy|Bureau|Office|Federation|"
    r"Fund|Group|Company|Corporation|Corp|Inc|Ltd|Association|Society|League|Network|Forum|Times|Journal|News|Magazine|"
    r"Bank|Party|Laboratory|Observatory|Authority|Board|Court|Secretariat|Directorate|Studies|Affairs|House|Embassy|"
    r"Project|Initiative|Hospital|Navy|Army|Coast Guard|Air Force|Corps)"
    r"(?: (?:of|for|on|and) (?:the |a )?[A-Z][\w’'&-]+(?: [A-Z][\w’'&-]+)*)*"
)
