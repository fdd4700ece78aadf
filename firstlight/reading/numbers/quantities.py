"""The quantities a sentence states, with the bounds that its words put on them.

Bounds follow docs/facts.md. What it leaves open is set here, for counts of people:

    a couple 2–3 · a few 2–5 · a handful 3–7 · several 3–9 · dozens 24–99 · scores 40–99
    hundreds 200–999 · thousands 2,000–9,999 · tens of thousands 20,000–99,000
    hundreds of thousands 200,000–999,000 · millions 2–9 million
    several hundred 300–900 · a few thousand 2,000–5,000 · several dozen 36–108 (and so on)

"About" spreads by 10% a number of one or two significant figures, by 5% one of three, by 1% a more
precise one. A quantity that measures something else than a count (money, kilometres, hours, a
share, an age, a road, a calibre) is found too and says so in `kind`: nobody may take it for people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from firstlight.reading.numbers import numerals
from firstlight.reading.numbers.quantity import Hedge, Quantity, QuantityKind
from firstlight.reading.text.document import Document, Plain, Sentence

__all__ = ["Quantity", "quantities", "quantities_of", "scaled", "spread"]


def quantities(
    sentence: Sentence, taken: Iterable[tuple[int, int]] = (), plain: Plain | None = None
) -> list[Quantity]:
    """The quantities of one sentence in order; taken: the report's date spans, to be left out."""
    plain = plain or sentence.plain
    lower = plain.lower
    if not numerals.START.search(lower):
        return []
    spans = [(plain.index(start), plain.index(end)) for start, end in taken]
    spans.extend(m.span() for m in numerals.PHONE.finditer(lower) if _is_phone(m.group()))
    return list(_found(plain, lower, sorted(spans)))


def quantities_of(document: Document, taken: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """The quantities of a whole report, in the order of the text."""
    found: list[Quantity] = []
    index = 0
    for sentence in document.sentences:
        here = []
        while index < len(taken) and taken[index][0] < sentence.end:
            here.append(taken[index])
            index += 1
        found.extend(quantities(sentence, here))
    return found


def _is_phone(text: str) -> bool:
    groups = re.findall(r"\d+", text)
    return text[0] == "+" or (len(groups) >= 4 and not all(len(g) == 3 for g in groups[1:]))


def _found(plain: Plain, lower: str, spans: Sequence[tuple[int, int]]) -> Iterator[Quantity]:
    position, index = 0, 0
    while match := numerals.QUANTITY.search(lower, position):
        begin, stop = match.start("a"), match.end("a")
        while index < len(spans) and spans[index][1] <= begin:
            index += 1
        if index < len(spans) and spans[index][0] < stop:  # part of a date or a telephone number
            position = max(spans[index][1], stop)
            continue
        joined = match.group("b") is not None
        if joined and index < len(spans) and spans[index][0] < match.end("b"):
            joined = False
        quantity = _read(plain, lower, match, joined)
        position = max(quantity.stop if quantity else stop, match.start() + 1)
        if quantity:
            yield quantity


def _read(plain: Plain, lower: str, match: re.Match[str], joined: bool) -> Quantity | None:
    start = match.start("hedges") if match.group("hedges") else match.start("a")
    stop = match.end("a")
    first = numerals.numeral(match.group("a"), lower[stop : stop + 12])
    if first is None:
        return None
    second = numerals.numeral(match.group("b"), "") if joined else None
    low, high, best, hedge = _flat(first)
    pair = _pair(match, first, second, lower) if second else None
    if pair is not None:
        low, high, best, hedge = *pair, (pair[0] + pair[1]) / 2, "between"
        stop = match.end("b")
        start = match.start("first") if match.group("first") else start
    words = re.sub(r"\s+", " ", match.group("hedges")).strip().rstrip(".")
    if match.group("after") and (pair is not None or not joined):
        tail = match.group("after").strip()
        if not joined or pair is not None:
            words = {"or so": "about", "or fewer": "up to", "at most": "up to"}.get(
                tail, "at least"
            )
            stop = match.end("after")
    if words and hedge in ("exact", "vague"):
        low, high, best, hedge = _hedged(words, low, high, best, hedge)
    kind = _kind(plain, lower, match, stop)
    begin_at, stop_at = plain.span(start, stop)
    noun = numerals.NOUN.match(lower[stop : stop + 120])
    return Quantity(
        begin_at, stop_at, plain.text[start:stop], start, stop, low, high, best, hedge, kind,
        noun.group(1).strip() if noun else "",
    )  # fmt: skip


def _flat(value: tuple[float, float]) -> tuple[float | None, float | None, float | None, Hedge]:
    low, high = value
    return (low, high, low, "exact") if low == high else (low, high, None, "vague")


def _pair(
    match: re.Match[str], first: tuple[float, float], second: tuple[float, float], lower: str
) -> tuple[float, float] | None:
    """The bounds of "40 to 60", "between 40 and 60,000"; None where the two are two quantities."""
    join = match.group("join").strip()
    opening = match.group("first").strip()
    if join == "and" and opening != "between" and "between" not in opening:
        return None
    if opening == "from" and numerals.CHANGE.search(
        lower[max(0, match.start() - 60) : match.start()]
    ):
        return None
    if join == "to" and numerals.CHANGE.search(lower[max(0, match.start() - 30) : match.start()]):
        return None
    low, high = first[0], second[1]
    scaled = re.search(r"(hundred|thousand|million|billion|k|m)$|[,. ]000$", match.group("b"))
    bare = re.fullmatch(r"[\d.]+|\w+", match.group("a").strip())
    if scaled and bare and low < 1000 <= high:
        scale = numerals.SCALES.get(scaled.group(1) or "", 1000.0)
        if low * scale < high:
            low *= scale
    return (low, high) if low < high else None


def _hedged(
    words: str, low: float | None, high: float | None, best: float | None, hedge: Hedge
) -> tuple[float | None, float | None, float | None, Hedge]:
    kinds = [
        numerals.HEDGE_OF[p.strip()]
        for p in re.findall(numerals.HEDGE, words)
        if p.strip() in numerals.HEDGE_OF
    ]
    kinds = kinds or ([words] if words in ("about", "up to", "at least") else [])  # type: ignore[list-item]
    # "up to some 600", "at least an estimated 40": the bound says more than the approximation
    kind = next((k for k in kinds if k != "about"), kinds[0] if kinds else hedge)
    if best is None:  # "more than hundreds" bounds one side of a vague word
        if kind == "at least":
            return low, None, None, "vague"
        return (None, high, None, "vague") if kind == "up to" else (low, high, None, "vague")
    if kind == "at least":
        return best, None, best, kind
    if kind == "up to":
        return None, best, best, kind
    if kind == "nearly":
        return round(best * (1 - spread(best)), 6), best, best, kind
    around = spread(best)
    return round(best * (1 - around), 6), round(best * (1 + around), 6), best, "about"


def spread(value: float) -> float:
    """How far "about" reaches to either side, as a share: 10% round, 5% three figures, else 1%."""
    digits = f"{value:.0f}".rstrip("0")
    return 0.10 if len(digits) <= 2 else 0.05 if len(digits) == 3 else 0.01


def _kind(plain: Plain, lower: str, match: re.Match[str], stop: int) -> QuantityKind:
    if match.group("money"):
        return "money"
    after = lower[stop : stop + 32]
    if numerals.ORDINAL.match(after):
        return "name"
    if numerals.AGE.match(after):
        return "time"
    for kind, pattern in numerals.UNITS:
        if pattern.match(after):
            return kind
    if re.match(r"-[a-z]", after):  # "three-storey", "two-thirds"
        return "name"
    begin = match.start("a")
    written = match.group("a")
    if match.group("hedges") or not written.isdigit() or int(written) > numerals.HIGHEST_NAME:
        return "count"
    before = lower[max(0, begin - 24) : begin]
    named = numerals.NAMED.search(before)
    if named:
        word = re.match(r"\w*", named.group()).group()  # type: ignore[union-attr]
        at = max(0, begin - 24) + named.start()
        if plain.text[at : at + 1].isupper() or word not in numerals.CAPITAL_ONLY:
            return "name"
    return "count"


def scaled(quantity: Quantity, share: float) -> Quantity:
    """The quantity scaled by a share ("half of the 90,000"), bounds and all."""
    values = [
        None if v is None else round(v * share, 6)
        for v in (quantity.low, quantity.high, quantity.best)
    ]
    return replace(quantity, low=values[0], high=values[1], best=values[2])
