"""Bytes to characters: byte-order marks, UTF-8, and what a page declares or a legacy file shows."""

from __future__ import annotations

import codecs
import itertools
import re

from foedera.model import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""")
_SEQUENCE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]+")
_WESTERN = re.compile(rb"[\x91-\x94\x96\x97\x85\x80\xa0\xa3\xa7-\xa9\xab\xae\xb0-\xb7\xba\xbb\xbd\xbf-\xff]")
_AS_BROWSERS_READ_IT = {
    "iso-8859-1": "windows-1252",
    "latin-1": "windows-1252",
    "latin1": "windows-1252",
    "us-ascii": "windows-1252",
    "ascii": "windows-1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
}
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")


def marked(data: bytes) -> str | None:
    """The encoding that a byte-order mark names, or None."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def text_of(data: bytes, name: str) -> str:
    """The text of a plain text file, its byte-order mark and CRLF line ends taken away.

    UTF-8 and marked UTF-16 or UTF-32 are read as such. Other bytes are taken for windows-1252, the one legacy encoding
    of English text, where every high byte is a character of western prose and none forms a UTF-8 sequence. Anything
    else raises `SourceError` with the line of the first broken byte.
    """
    mark = marked(data)
    if mark is not None:
        return plain(_strict(data, mark, name))
    try:
        return plain(data.decode())
    except UnicodeDecodeError as error:
        if _is_windows_1252(data):
            return plain(data.decode("windows-1252"))
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(
            f"{name}: is not valid UTF-8 (byte 0x{data[error.start]:02x} in line {line}); save it again as UTF-8"
        ) from error


def markup_of(data: bytes, name: str, declared: str | None = None) -> str:
    """The characters of a page or feed: by its mark, then `declared` (of HTTP) or its own declaration, then UTF-8, and
    at last by statistics. Raises `SourceError` where nothing fits."""
    mark = marked(data)
    if mark is not None:
        return plain(data.decode(mark, "replace"))
    own = _DECLARED.search(data, 0, 4096)
    candidates = (declared, own[1].decode("ascii") if own else None, "utf-8")
    for text in map(_decoded, itertools.repeat(data), candidates):
        if text is not None:
            return plain(text)
    return plain(_guessed(data, name))


def _guessed(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    if best is None:
        raise SourceError(f"{name}: its character encoding cannot be told; save it again as UTF-8")
    return data.decode(best.encoding, "replace")


def plain(text: str) -> str:
    """`text` without byte-order mark and with LF for CR LF; a lone CR stays."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(f"{name}: is not valid {encoding} (byte {error.start:,}); save it as UTF-8") from error


def _decoded(data: bytes, encoding: str | None) -> str | None:
    if encoding is None:
        return None
    named = _AS_BROWSERS_READ_IT.get(encoding.lower(), encoding)
    try:
        if not codecs.lookup(named)._is_text_encoding:
            return None
        return data.decode(named)
    except (LookupError, UnicodeError):
        return None


def _is_windows_1252(data: bytes) -> bool:
    high = _HIGH.findall(data)
    if len(high) * 10 >= len(data) or _SEQUENCE.search(data):
        return False
    return all(map(_WESTERN.match, high)) and _CONTROL.search(data) is None
