"""Numbers that matter, first version: sums of money, shares, and counts of forces and arms.

A number is coded where its unit says what is counted: a currency, per cent, or a noun of the list below. What is
measured is read from the words that it hangs on; where they do not say it, there is no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from foedera.coding.coder import Reading
from foedera.dates import deadline
from foedera.language import Sentence, Token
from foedera.model import ActorRef, Bound, Claim, Deadline, Figure, Number

_NUMBER = re.compile(
    r"(?<![\w.,/\u2010\u2011\u2013-])(?P<symbol>(?:US|AU?|NZ|C|S|NT|HK)?\$|[€£¥₩₹₱])?\s?(?P<low>\d+(?:,\d{3})*(?:\.\d+)?)(?!\d)"
)
_SCALE = re.compile(r"[\s-]?(thousand|million|billion|trillion|mn|bn|tn)\b|([kmb])\b", re.IGNORECASE)
_TO = re.compile(r"\s?(?:-|–|to|and)\s?(?:(?:US|A)?\$|[€£¥])?(\d+(?:,\d{3})*(?:\.\d+)?)(?!\d)")
_PERCENT = re.compile(r"\s?(?:%|percent\b|per cent\b|pc\b)")
_OF = re.compile(
    r"\s(?:of|to)\s(?:its |their |the |annual |national )*(GDP|gross domestic product|GNP)\b", re.IGNORECASE
)
_CURRENCY = re.compile(
    r"\s(?:U\.?S\.? |Australian |Canadian |Taiwan )?"
    r"(dollars?|euros?|pounds|yen|won|yuan|renminbi|rupees|pesos|roubles|rubles|zloty|kronor|kroner|francs|shekels)\b"
)
_COUNTED = re.compile(
    r"\s((?:(?!(?:at|of|in|the|to|from|for|and|by|on|with|when|after|before)\s)[a-z][a-z-]*\s|U\.S\.\s){0,3}?"
    r"(?:troops|soldiers|sailors|marines|airmen|personnel|servicemembers|reservists|paratroopers|fighters|"
    r"ships|warships|vessels|submarines|frigates|destroyers|corvettes|carriers|aircraft|jets|warplanes|bombers|"
    r"helicopters|drones|tanks|howitzers|missiles|interceptors|launchers|rockets|warheads|shells|battalions|brigades|"
    r"divisions|squadrons|batteries|deliverables|sorties|satellites|radars))\b",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_YEAR = re.compile(r"(?:in|since|by|until|of|from|before|after)\s$", re.IGNORECASE)
_MODEL = re.compile(r"\w\s[A-Z][\w-]+\s$")
_SYMBOLS = {
    "$": "USD", "US$": "USD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "C$": "CAD", "HK$": "HKD", "S$": "SGD",
    "NT$": "TWD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW", "₹": "INR", "₱": "PHP",
}  # fmt: skip
_CURRENCIES = {
    "dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR", "pounds": "GBP", "yen": "JPY", "won": "KRW",
    "yuan": "CNY", "renminbi": "CNY", "rupees": "INR", "pesos": "PHP", "rubles": "RUB", "roubles": "RUB",
    "zloty": "PLN", "kronor": "SEK", "kroner": "NOK", "francs": "CHF", "shekels": "ILS",
}  # fmt: skip
_DOLLARS = {"Australian": "AUD", "Canadian": "CAD", "Taiwan": "TWD"}
_SCALES = {
    "k": 10**3, "thousand": 10**3, "million": 10**6, "mn": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9, "b": 10**9,
    "trillion": 10**12, "tn": 10**12,
}  # fmt: skip
_AT_LEAST = re.compile(
    r"(?:at least|no (?:fewer|less) than|more than|over|a minimum of|upwards of|exceed(?:ing|s)?)\s$"
)
_AT_MOST = re.compile(r"(?:at most|no more than|up to|less than|fewer than|under|a maximum of|as (?:many|much) as)\s$")
_ABOUT = re.compile(r"(?:about|around|roughly|some|nearly|almost|approximately|an estimated|close to|circa|~)\s?$")
_BOUNDS: dict[Bound, re.Pattern[str]] = {"at-least": _AT_LEAST, "at-most": _AT_MOST, "about": _ABOUT}
_MEASURED = frozenset(
    "aid allocation appropriation assistance award bill budget capital commitment compensation contract contribution "
    "cost credit damage deal debt deficit donation expenditure export financing fine fund funding gap grant import "
    "income investment lending line loan order outlay package payment pledge price procurement programme program "
    "purchase revenue sale saving share shortfall spending stake subsidy support surplus tariff trade turnover "
    "growth reduction increase rise cut majority output capacity emission production".split()
)
_NEAR = 60
_UNTIL = re.compile(r"by|before|no later|not later|until|till|as early|as soon|within|starting|from", re.IGNORECASE)
_GOVERNING = frozenset({"nummod", "quantmod", "compound", "nmod", "amod", "appos", "npadvmod", "pobj", "dobj", "prep"})


class Amount(msgspec.Struct, frozen=True):
    """A number as written: values with multipliers applied, from `start` to `end` in the sentence."""

    start: int
    end: int
    value: Number | None
    low: Number | None
    high: Number | None
    unit: str
    of: str | None
    counted: str | None


class Figures:
    """Codes money, shares and counts."""

    name = "figures"
    version = "0.1"

    def wants(self, sentence: str, actors: int) -> bool:
        """Sentences with an amount."""
        return next(amounts(sentence), None) is not None

    def code(self, reading: Reading) -> Iterator[Claim]:
        """One claim for each amount whose words say what it measures."""
        text = reading.document.text
        for sentence in reading.sentences(("body", "list", "caption")):
            words = text[sentence.start : sentence.end]
            for amount in amounts(words):
                noun = _noun(sentence, amount)
                if noun is None:
                    continue
                quantity = amount.counted or _compound(sentence, noun, amount)
                evidence = (reading.document.span(sentence.start, sentence.end),)
                body = Figure(
                    quantity=quantity, value=amount.value, low=amount.low, high=amount.high,
                    bound=_bound(words, amount), unit=amount.unit, of=amount.of,
                    actor=_actor(reading, sentence, noun), base=None, due=_due(reading, words, amount),
                )  # fmt: skip
                yield reading.claim(self, body, evidence, 0.75 if amount.counted or amount.of else 0.6)


def amounts(text: str) -> Iterator[Amount]:
    """The numbers of a text that have a unit, in order. Linear in the length of the text."""
    at = 0
    while (match := _NUMBER.search(text, at)) is not None:
        at = match.end()
        low = _number(match["low"])
        if low is None:
            continue
        end, low, high = _range(text, at, low)
        for amount in _with_unit(text, match, end, low, high):
            at = amount.end
            yield amount


def _range(text: str, at: int, low: Number) -> tuple[int, Number, Number | None]:
    """Where the number that starts with `low` and ends its digits at `at` ends, and its values, scales applied."""
    first = _SCALE.match(text, at)
    if first is not None:
        at = first.end()
    second = _TO.match(text, at)
    high = None if second is None else _number(second[1])
    if second is None or high is None or high <= low:
        return at, low * _times(first), None
    last = _SCALE.match(text, second.end())
    end = second.end() if last is None else last.end()
    return end, low * _times(first or last), high * _times(last)


def _times(scale: re.Match[str] | None) -> int:
    return 1 if scale is None else _SCALES[(scale[1] or scale[2]).lower()]


def _with_unit(text: str, match: re.Match[str], at: int, low: Number, high: Number | None) -> Iterator[Amount]:
    """The amount, if a unit stands before the number or after `at`."""
    unit = _unit(text, match, at)
    if unit is None:
        return
    end, name, of, counted = unit
    value, low_end, high_end = (low, None, None) if high is None else (None, low, high)
    yield Amount(match.start(), end, value, low_end, high_end, name, of, counted)


def _unit(text: str, match: re.Match[str], at: int) -> tuple[int, str, str | None, str | None] | None:
    """Where the unit ends, its name, of what it is a share, and what is counted."""
    if match["symbol"]:
        return at, _SYMBOLS[match["symbol"]], None, None
    if percent := _PERCENT.match(text, at):
        of = _OF.match(text, percent.end())
        if of is None:
            return percent.end(), "percent", None, None
        return of.end(), "percent", "GNP" if of[1].upper() == "GNP" else "GDP", None
    if currency := _CURRENCY.match(text, at):
        return currency.end(), _DOLLARS.get(currency[0].split()[0], _CURRENCIES[currency[1]]), None, None
    counted = _COUNTED.match(text, at)
    if counted is None or _counts_nothing(text, match, counted[1]):
        return None
    return counted.end(), counted[1].rpartition(" ")[2].lower(), None, counted[1]


def _number(digits: str) -> Number | None:
    """The number that the digits write; None where the commas do not stand at thousands."""
    if "," in digits and not _THOUSANDS.fullmatch(digits):
        return None
    plain = digits.replace(",", "")
    if len(plain) > 18:
        return None
    return float(plain) if "." in plain else int(plain)


def _counts_nothing(text: str, match: re.Match[str], counted: str) -> bool:
    """Whether the number counts nothing: the year of "in 1993 troops", the model of "Leopard 2 tanks"."""
    if _MODEL.search(text, 0, match.start("low")):
        return True
    if len(match["low"]) != 4 or not 1800 <= int(match["low"]) <= 2100:
        return False
    return " " in counted or _YEAR.search(text, 0, match.start("low")) is not None


def _bound(text: str, amount: Amount) -> Bound:
    before = text[max(0, amount.start - 20) : amount.start].lower()
    return next((bound for bound, pattern in _BOUNDS.items() if pattern.search(before)), "exact")


def _noun(sentence: Sentence, amount: Amount) -> int | None:
    """The token that names what the amount measures: what is counted, or the nearest noun above that has a measure."""
    inside = _inside(sentence, amount)
    if amount.counted is not None:
        return inside[-1] if inside else None
    tokens = sentence.tokens
    at = next((i for i in reversed(inside) if tokens[i].head not in inside), None)
    for _ in range(4):
        if at is None or tokens[at].head == at or not _is_way_up(tokens[at]):
            return None
        at = tokens[at].head
        measured = _measured(sentence, at, inside)
        if measured is not None or tokens[at].pos in ("VERB", "AUX"):
            return measured
    return None


def _inside(sentence: Sentence, amount: Amount) -> list[int]:
    """The indexes of the tokens in which the amount is written."""
    start, end = sentence.start + amount.start, sentence.start + amount.end
    return [i for i, token in enumerate(sentence.tokens) if token.start < end and token.end > start]


def _is_way_up(token: Token) -> bool:
    """Whether what an amount measures may lie above this token."""
    return token.dep in _GOVERNING or token.pos in ("NOUN", "NUM", "SYM", "ADP")


def _measured(sentence: Sentence, at: int, amount: Sequence[int]) -> int | None:
    """The noun at `at` itself, or the object or subject of the verb there, if it can be measured."""
    tokens = sentence.tokens
    candidates = [at]
    if tokens[at].pos in ("VERB", "AUX"):
        candidates = list(sentence.children(at, {"dobj", "nsubj", "nsubjpass"}))
    fitting = [i for i in candidates if tokens[i].lemma.lower() in _MEASURED and i not in amount]
    return fitting[-1] if fitting else None


def _compound(sentence: Sentence, noun: int, amount: Amount) -> str:
    """A noun with the adjectives and nouns that stand directly before it, as it is written, without the amount."""
    tokens, inside = sentence.tokens, _inside(sentence, amount)
    first = noun
    while first > 0 and first - 1 not in inside and _is_part(tokens, first - 1, noun):
        first -= 1
    return "".join(
        token.text + ("" if i == noun or token.end == tokens[i + 1].start else " ")
        for i, token in enumerate(tokens[first : noun + 1], first)
    )


def _is_part(tokens: tuple[Token, ...], at: int, noun: int) -> bool:
    """Whether the token at `at` belongs to the name of what the noun after it is."""
    token = tokens[at]
    return at < token.head <= noun and (token.dep in ("amod", "compound") or token.text == "-")


def _actor(reading: Reading, sentence: Sentence, noun: int) -> ActorRef | None:
    """Whose number it is: the state or organisation before the noun ("Japan's budget"), or else the subject of the verb
    above it; None where that is nobody or several."""
    near = list(sentence.children(noun, {"poss", "amod", "compound", "nmod"}))
    verb = next((i for i in sentence.ancestors(noun) if sentence.tokens[i].pos == "VERB"), None)
    if verb is not None and not any(sentence.tokens[index].dep == "poss" for index in near):
        near += sentence.children(verb, {"nsubj"})
    for index in near:
        mention = reading.mentions.at(sentence.tokens[index].start)
        if mention is not None and len(mention.refs) == 1 and mention.refs[0].kind in ("state", "organisation"):
            return mention.refs[0]
    return None


def _due(reading: Reading, text: str, amount: Amount) -> Deadline | None:
    """The deadline that follows close behind the amount; "in 2025" may be the year of the figure, and is none."""
    found = deadline(text[amount.end : amount.end + _NEAR], reading.document.published)
    return found if found is not None and _UNTIL.match(found.text) else None
