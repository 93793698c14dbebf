"""Names of places as keys: one normaliser for the build and for every look-up, and the looser spellings beside it.

`fold` merges only what writers treat as the same name: case, accents, apostrophes, hyphens, points, *Saint* and *St.*,
*Mount* and *Mt.*, *Fort* and *Ft.*, and the forms of the Arabic article (*Al-Shati*, *ash-Shati*, *El Shati*). It keeps
the article, so that El Paso and Paso stay apart, and it keeps vowels, so that Burg and Bourg do. Spellings that may or
may not be the same name (Younis, Yunis, Yunus; Raqqa, Ar-Raqqah) are `variants`: asked for only when the name itself
is unknown.
"""

from __future__ import annotations

import re
import string
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from gazetteer.invisible import JOINERS, NOWHERE, strip_invisible

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_NAME = 120
"""Characters; nothing longer is the name of a place."""

# Letters that Unicode does not decompose, as English writes them, and Arabic letters that writers interchange.
_LETTERS = str.maketrans(
    {
        "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ə": "a", "ŧ": "t",
        "ŋ": "n", "ƙ": "k", "ɓ": "b", "ɗ": "d", "ɛ": "e", "ɔ": "o", "ѐ": "е", "ۀ": "ه", "ة": "ه", "ى": "ي", "ی": "ي",
        "ې": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ە": "ه", "&": " and ", "ـ": "",
    }
)  # fmt: skip
# Marks that only colour a letter. Vowel signs of Indic and South-East Asian scripts are letters of the name and stay.
_MARKS = re.compile(
    r"[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    r"\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_APOSTROPHES = re.compile(r"['’‘‛ʼʻʽʾʿˈˊˋ`´′‵ʹʺ″“”\"՚׳״＇]")
_NOT_WRITTEN = re.compile(f"[{NOWHERE}{JOINERS}]|{_APOSTROPHES.pattern}")
"""Finds whether there is anything to leave out; few names have it."""
_BY_ITSELF = re.compile("[\0-\u06ff\u1e00-\u1fee\u1ff0-\u2027]")
"""In Latin, Greek, Cyrillic, Hebrew and Arabic; U+1FEF becomes an ASCII apostrophe, which goes only beside these."""
_JOINER = re.compile(f"[{JOINERS}]")
_TEXT = re.compile(r"[^\W_]")
_ASCII_WORD = re.compile(r"[^\W_]+")
_WORDS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_ARTICLES = {
    "al": "", "el": "", "ul": "",
    "ash": "sh", "esh": "sh", "adh": "dh", "edh": "dh", "ath": "th", "eth": "th",
    "as": "s", "es": "s", "ar": "r", "er": "r", "at": "t", "et": "t", "an": "n", "en": "n", "ad": "d", "ed": "d",
    "az": "z", "ez": "z",
}  # fmt: skip
"""Spellings of the Arabic article: what the next word must begin with (the article takes on its first sound)."""
_CHANGED = frozenset({"the", *_WORDS, *_ARTICLES, *string.ascii_lowercase})
"""Words without which `_normal` leaves all as they are; letters are initials."""


@lru_cache(
    maxsize=1024
)  # a row of a source asks for each of its names several times, a text for each of its words
def fold(name: str) -> str:
    r"""Normalise a name to the key under which the gazetteer holds it.

    Parameters
    ----------
    name
        Any spelling, in any script.

    Returns
    -------
    str
        Lower-case words with single spaces; empty when the name holds neither letter nor digit. Folding twice changes
        nothing.

    Examples
    --------
    >>> fold("Khān Yūnis"), fold("St. John's"), fold("Washington, D.C.")
    ('khan yunis', 'saint johns', 'washington dc')
    >>> fold("ash-Shati") == fold("Al Shati"), fold("El Paso") == fold("Paso")
    (True, False)
    >>> fold("The Hague"), fold(" – "), fold("Khar\u00adkiv")
    ('hague', '', 'kharkiv')
    """
    if name.isascii():
        if name.isalnum():  # one word, which nothing below changes
            return name.lower()
        text = name.lower().replace("'", "").replace("`", "").replace('"', "").replace("&", " and ")
    else:
        text = _plain(name)
    words = _ASCII_WORD.findall(text) if text.isascii() else _split(text)
    return " ".join(words if _is_normal(words) else _normal(words))


def _plain(name: str) -> str:
    """Lower-case, without accents and apostrophes, in the composed form that Korean and Japanese are written in."""
    try:
        return name.translate(_PLAIN_LETTERS)
    except _InContext:
        return _plain_in_context(name)


class _InContext(Exception):
    """What becomes of a character depends on those beside it."""


class _PlainLetters(dict[int, str]):
    """For `str.translate`: what becomes of each character, in the scripts where those beside it do not matter."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if not _BY_ITSELF.match(letter) or _JOINER.match(letter):
            raise _InContext
        plain = self[code] = _plain_in_context(letter)
        return plain


_PLAIN_LETTERS = _PlainLetters()


def _plain_in_context(name: str) -> str:
    text = _APOSTROPHES.sub("", strip_invisible(name)) if _NOT_WRITTEN.search(name) else name
    text = unicodedata.normalize("NFKD", text.casefold())
    # Compatibility forms may decompose to capitals or to marks once more, so fold the case on both sides.
    folded = text.casefold()
    if folded != text:
        text = unicodedata.normalize("NFKD", folded)
    text = _MARKS.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _APOSTROPHES.sub("", text.translate(_LETTERS)))
    elif "&" in text:
        text = text.replace("&", " and ")
    return text


def _split(text: str) -> list[str]:
    """Split into words; marks that are part of a script's letters belong to the word."""
    if text.replace(" ", "").isalnum():
        return text.split()
    spaced = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in text)
    return [word for word in spaced.split() if _TEXT.search(word)]


def _is_normal(words: list[str]) -> bool:
    """Return whether `_normal` leaves the words as they are; most names need no more."""
    return _CHANGED.isdisjoint(words)


def _normal(words: list[str]) -> list[str]:
    joined: list[str] = []
    initials = ""
    for word in words:
        if len(word) == 1 and "a" <= word <= "z":
            initials += word
            continue
        joined += [initials, word] if initials else [word]
        initials = ""
    if initials:
        joined.append(initials)
    for i in range(len(joined) - 1):
        word, following = joined[i], joined[i + 1]
        if word in _WORDS:
            joined[i] = _WORDS[word]
        elif word in _ARTICLES and following.startswith(_ARTICLES[word]):
            joined[i] = "al"
    while len(joined) > 1 and joined[0] == "the":
        del joined[0]
    return joined


_CLASSES = {
    "admin": "province governorate oblast region state prefecture department district county co parish rayon raion "
    "municipality canton voivodeship krai republic subdistrict division territory emirate regency",
    "settlement": "city town village township twp borough",
}
_CLASS_OF = {word: kind for kind, words in _CLASSES.items() for word in words.split()}
_KINDS = {"admin": frozenset({"admin1", "admin2", "region"}), "settlement": frozenset({"settlement"})}


def without_class(norm: str) -> tuple[str, frozenset[str]] | None:
    """Return a folded name without its class word, and the kinds of place allowed; `None` without one.

    Examples
    --------
    >>> bare, kinds = without_class("aleppo governorate")
    >>> bare, sorted(kinds)
    ('aleppo', ['admin1', 'admin2', 'region'])
    >>> without_class("city of derry")[0], without_class("aleppo")
    ('derry', None)
    """
    words = norm.split(" ")
    if len(words) < 2:
        return None
    if words[-1] in _CLASS_OF:
        return " ".join(words[:-1]), _KINDS[_CLASS_OF[words[-1]]]
    if len(words) > 2 and words[1] == "of" and words[0] in _CLASS_OF:
        return " ".join(words[2:]), _KINDS[_CLASS_OF[words[0]]]
    return None


_INITIALISM = re.compile(r"(?:[A-Za-z]\.){2,}")
_MONEY = re.compile("[$€£¥₹₽₩₪₺₴฿¢]")
_BRACKETED = re.compile(r"(?P<name>[^()]*[^()\s])\s*\((?P<area>[^()]+)\)")
_STATE_OF = re.compile(
    rf"(?:the\s+)?(?P<area>\S.{{0,50}}?)(?:['’]s)?\s+(?:{'|'.join(_CLASS_OF)})\s+of\s+(?P<name>\S.*)",
    re.IGNORECASE,
)


def is_initialism(name: str) -> bool:
    """Return whether a spelling is initials with points, as only abbreviations are written.

    Examples
    --------
    >>> is_initialism("U.N."), is_initialism("St. Louis"), is_initialism("UN")
    (True, False, False)
    """
    return _INITIALISM.fullmatch(name) is not None


def is_money(name: str) -> bool:
    """Return whether a text holds a currency sign ("US$", "A$50") and so is no name."""
    return _MONEY.search(name) is not None


def in_context(name: str) -> list[str]:
    """Split a name from what it lies in: after commas, in brackets, or as in "the U.S. state of Georgia".

    Examples
    --------
    >>> in_context("Springfield, Illinois"), in_context("the U.S. state of Georgia"), in_context("Isle of Man")
    (['Springfield', ' Illinois'], ['Georgia', 'U.S.'], ['Isle of Man'])
    >>> in_context("Aleppo (Syria)")
    ['Aleppo', 'Syria']
    """
    found = _STATE_OF.fullmatch(name.strip()) or _BRACKETED.fullmatch(name.strip())
    return [found["name"], found["area"]] if found else name.split(",")


# Pairs that romanisers choose between; each is tried both ways, at one place of the name and at two.
_SWAPS = """
    ou/u oo/u o/u ee/i e/i i/u y/i iy/i iyy/iy ai/ay ei/ai ey/ay ai/a aw/au aw/ou e/a aa/a kh/h kh/k gh/g q/k dj/j dh/d
    th/t dzh/j zh/j ts/tz w/v ch/tch sh/ch
"""
_SWAP_PAIRS = tuple(
    pair
    for one, other in (swap.split("/") for swap in _SWAPS.split())
    for pair in ((one, other), (other, one))
)
_DOUBLES = "bdfklmnqrstyz"
_MAX_VARIANTS = 400


def variants(norm: str) -> list[str]:
    """List other romanisations of a folded name, the nearest first, without the name itself.

    Parameters
    ----------
    norm
        A folded name of at most `MAX_NAME` characters.

    Returns
    -------
    list of str
        At most 400; empty for names of under four letters or in other scripts than Latin.

    Examples
    --------
    >>> {"khan yunis", "khan yunus"} <= set(variants("khan younis"))
    True
    >>> "raqqa" in variants("al raqqah"), variants("rio")
    (True, [])
    """
    if not norm.isascii() or not 4 <= len(norm) <= MAX_NAME // 2:
        return []
    found: dict[str, None] = dict.fromkeys(_regrouped(norm))
    found.update(dict.fromkeys(_one_swap(norm)))
    for first in list(found):
        if len(found) >= _MAX_VARIANTS:
            break
        found.update(dict.fromkeys(_one_swap(first)))
    found.pop(norm, None)
    return list(found)[:_MAX_VARIANTS]


def _regrouped(norm: str) -> Iterator[str]:
    """Yield the name in one word, and one word in two (Tul Karm, Tulkarm; Telafar, Tel Afar)."""
    if " " in norm:
        yield norm.replace(" ", "")
    else:
        yield from (f"{norm[:i]} {norm[i:]}" for i in range(3, len(norm) - 2))


def _one_swap(norm: str) -> Iterator[str]:
    if norm.startswith("al "):
        yield norm[3:]
    else:
        yield f"al {norm}"
    if norm.endswith(("ah", "eh")):
        yield norm[:-1]
    elif norm.endswith(("a", "e")):
        yield f"{norm}h"
    for i, c in enumerate(norm):
        if c in _DOUBLES:
            if norm[i + 1 : i + 2] == c:
                yield norm[:i] + norm[i + 1 :]
            elif i and norm[i - 1] in "aeiou" and norm[i - 1 : i] != c:
                yield norm[:i] + c + norm[i:]
    for old, new in _SWAP_PAIRS:
        at = norm.find(old) if old in norm else -1
        while at >= 0:
            yield norm[:at] + new + norm[at + len(old) :]
            at = norm.find(old, at + 1)


_DOUBLED = re.compile(r"(.)\1+")
_SILENT = str.maketrans({"q": "k", "c": "k"} | dict.fromkeys("aeiouhyw "))


def same_sound(one: str, other: str) -> bool:
    """Return whether two names are spellings of one (Jenin, Janin; Odesa, Odessa), not two (Hong Kong, Victoria).

    Parameters
    ----------
    one, other
        Folded names.

    Returns
    -------
    bool
        Whether they begin alike and have the same three or more consonants in the same order, articles aside.

    Examples
    --------
    >>> same_sound("al nusayrat", "nuseirat"), same_sound("belem", "bethlehem")
    (True, False)
    """
    return Sound(one).is_of(other)


class Sound:
    """What `same_sound` compares of a folded name, taken once for many comparisons."""

    __slots__ = ("_consonants", "_first", "_norm")

    def __init__(self, norm: str) -> None:
        self._norm = norm
        self._first = _bare_first(norm)
        self._consonants: str | None = None

    def is_of(self, norm: str) -> bool:
        """Return whether another folded name is a spelling of this one."""
        if _bare_first(norm) != self._first:
            return False
        if self._consonants is None:
            self._consonants = _consonants(self._norm)
        return len(self._consonants) > 2 and self._consonants == _consonants(norm)


def _bare_first(norm: str) -> str:
    """Return the first letter after the article, if any."""
    return norm.replace("al ", "")[:1] if norm.startswith("al ") else norm[:1]


def _consonants(norm: str) -> str:
    bare = norm.replace("al ", "")
    if not bare.isascii() or not bare:
        return ""
    return bare[0] + _DOUBLED.sub(r"\1", bare)[1:].translate(_SILENT)


_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz ", "абвгдежзиклмнопрстуфхцчшщъыьэюяіїєґ ", "αβγδεζηθικλμνξοπρστυφχψω ",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي ", "אבגדהוזחטיכלמנסעפצקרשתםןףץך ",
)  # fmt: skip


def one_edit(norm: str, *, kept: tuple[int, int] | None = None) -> set[str]:
    """List everything one slip of the pen away: a letter left out, put in, changed, or two swapped.

    Names in scripts without a small alphabet get only the letters that they hold already.

    Parameters
    ----------
    norm
        A folded name.
    kept
        Only what may be reached where at most so many characters at the beginning, and at most so many at the end,
        stay as they are; `None` has no such bounds.

    Examples
    --------
    >>> {"gazza", "gaz", "giza", "agza"} <= one_edit("gaza")
    True
    >>> "giza" in one_edit("gaza", kept=(1, 2)), "giza" in one_edit("gaza", kept=(0, 2))
    (True, False)
    >>> one_edit("")
    set()
    """
    if not norm:
        return set()
    letters = next((a for a in _ALPHABETS if norm[0] in a), "".join(sorted(set(norm))))
    head_kept, tail_kept = kept or (len(norm), len(norm))
    edits: set[str] = set()
    for i in range(max(0, len(norm) - tail_kept - 2), min(len(norm), head_kept) + 1):
        head, tail = norm[:i], norm[i:]
        if len(tail) <= tail_kept:
            edits.update([head + c + tail for c in letters])
        if 0 < len(tail) <= tail_kept + 1:
            rest = tail[1:]
            edits.add(head + rest)
            edits.update([head + c + rest for c in letters])
        if 1 < len(tail) <= tail_kept + 2:
            edits.add(head + tail[1] + tail[0] + tail[2:])
    edits.discard(norm)
    edits.discard("")
    return edits
