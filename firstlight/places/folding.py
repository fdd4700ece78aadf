"""Names made comparable: blind to case, diacritics, punctuation, articles and transliteration.

`fold` keeps the letters and the words ("Al-Fallūjah" -> "al fallujah"). `key` goes further and
keeps only what transliterations of one name share ("Al-Fallūjah", "Falludja", "el Fallouja" ->
"faluj"), so that one sorted table of keys answers every spelling. One fold has one key.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ARTICLES = "al el ad as ash ach an ar at ath az ed en er es esh et ez il l ul ur"
ARTICLES = frozenset(_ARTICLES.split())
"""The Arabic article before sun and moon letters, in English and French spellings."""

MAX_LENGTH = 120
"""Names are cut here: no place has a longer one, and a hostile input must not cost time."""

# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th",
        "ı": "i", "ə": "a", "ħ": "h", "ŋ": "ng", "ŧ": "t", "ɓ": "b", "ɗ": "d", "ƙ": "k",
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه",
        "ۃ": "ه", "ہ": "ه", "ھ": "ه", "ؤ": "و", "ئ": "ي", "ـ": None, "ء": None,
        "ґ": "г", "ё": "е", "є": "е", "ї": "и", "і": "и", "ў": "у",
    }
)  # fmt: skip
# Apostrophes, ayn, hamza and primes join what they stand in ("Mu'allimin"); other marks part it.
_JOINING = re.compile("['’‘`´ʻʼʽʾʿˈ′ʹ″ʺ\u200c-\u200f\u00ad\ufeff]")
_PARTING = re.compile(r"(?:[^\w]|_)+")
_ARABIC_ARTICLE = re.compile(r"\bال(?=\w{2})")

_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"dzh|dsch|dj|dž", "j"),
        (r"tsch|tch|tj", "c"),
        (r"sch|sh", "s"),
        (r"ph", "f"),
        (r"([kgdtcz])h", r"\1"),
        (r"ck|cq|q", "k"),
        (r"ou|oo|aw|au|ow|ew", "u"),
        (r"ay|ai|ey|ei|ee|ie|ea", "i"),
        (r"w", "u"),
        (r"[eiy]+", "i"),
        (r"[ou]+", "u"),
        (r"(.)\1+", r"\1"),
    )
)
# The feminine ending, in whichever spelling; a final i is another word (Baghdad, Baghdadi).
_TAIL = re.compile(r"(?<=...)(?:a|ah|ih|h)$")


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """Lower case, no diacritics, single spaces: "Al-Fallūjah" -> "al fallujah"; "" for none."""
    text = unicodedata.normalize("NFKD", name[:MAX_LENGTH]).casefold().translate(_LETTERS)
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = unicodedata.normalize("NFKD", _JOINING.sub("", text)).translate(_LETTERS)
    text = "".join(char for char in text if not unicodedata.combining(char))
    return _PARTING.sub(" ", text).strip()


@lru_cache(maxsize=65_536)
def key_of_fold(folded: str) -> str:
    """The transliteration key of a folded name: no articles or spaces, one letter for a sound."""
    words = folded.split(" ")
    kept = [word for word in words[:-1] if word not in ARTICLES] + words[-1:]
    text = _ARABIC_ARTICLE.sub("", " ".join(kept)).replace(" ", "")
    if not text.isascii():
        return text
    for pattern, to in _RULES:
        text = pattern.sub(to, text)
    return _TAIL.sub("", text) or text


def key(name: str) -> str:
    """The transliteration key of a name as written: "el Fallouja" -> "faluj"."""
    return key_of_fold(fold(name))
