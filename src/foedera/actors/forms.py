"""The ways in which a name may stand in text: plain, without accents, in capitals."""

from __future__ import annotations

import unicodedata

ALIKE = {
    "\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-",
    "\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ",
}  # fmt: skip
LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "ı": "i", "æ": "ae", "đ": "d", "ð": "d"})


def plain(text: str) -> str:
    """`text` with typographic apostrophes, hyphens and spaces in their plain forms; as long as before."""
    if text.isascii():
        return text
    for wide, narrow in ALIKE.items():
        if wide in text:
            text = text.replace(wide, narrow)
    return text


def forms(name: str) -> tuple[str, ...]:
    """The ways in which a name may stand in plain text, but for capitals: as it is, and without accents; each once."""
    if name.isascii():
        return (" ".join(name.split()) if "  " in name else name,)
    name = " ".join(plain(name).split())
    split = unicodedata.normalize("NFD", name.translate(LETTERS))
    bare = "".join(c for c in split if not unicodedata.combining(c))
    return tuple(dict.fromkeys([name, unicodedata.normalize("NFD", name), bare]))


def capitals(name: str) -> tuple[str, ...]:
    """The forms of a name in capitals; none where it is too short to be told from an acronym."""
    return tuple(form.upper() for form in forms(name) if len(form) > 3 and not form.isupper())
