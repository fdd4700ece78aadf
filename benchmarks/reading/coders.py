"""Political event records: classes and actors against the field's open dictionary coder.

The gold records are PLOVER's own (`PLOVER_GSR_CAMEO.txt`, Open Event Data Alliance 2016, CC BY-SA
4.0): 322 codings of 316 sentences, each a class with its source and target as written. The
sentences are examples of the CAMEO manual, known to those who made CAMEO's dictionaries; none of
them is in our training. Each record tells one event of its sentence: a second one, told in passing
("after 12 days of battles"), is wrong here though it be read rightly, for us as for the peer.

What is scored. Our reader codes war, flight, aid and truces; `CAMEO` says which CAMEO code each of
its event types is, and `plover` turns codes into classes, for us and for the peer alike. The four
classes that our types reach are scored: FIGHT, ASSAULT, RETREAT and AID. A sentence of any other
class (AGREE, THREATEN, PROTEST ...) wants none of the four, so that anything said of it is wrong.
RETREAT and AID are wanted whole, with the resignations, repaid debts and grants that our reader
does not read. Only what happened counts (`actual`, `ongoing`): PLOVER codes what is promised under
AGREE and what is threatened under THREATEN. Classes count once a sentence. Where a class is found,
its sources and targets are compared by name: case folded, the words of one all among the other's.

The peer. `PETRARCH2` holds the figures of PETRARCH2's own coder on the same sentences, counted by
the same code; see there how they were had. `baseline` is not PETRARCH2 but a dictionary coder in
its manner that runs here (see `dictionary_coder`). The other records of the folder are not
scored: the codings of `PETR2_GSR_validation.xml` are PETRARCH2's own output, and those of
`PETR.UnitTest.records.xml` are invented sentences about invented lands with dictionaries to match.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from benchmarks.reading import dictionary_coder
from benchmarks.report import Row
from firstlight.records import Event, Fact, Report
from training.corpora import data_folder
from training.score import Counts

CAMEO: dict[str, str | None] = {
    "capture": "192",  # "occupy territory"
    "enter": "190",  # "use conventional military force": invasions stand here
    "advance": "190",
    "offensive": "190",
    "clash": "190",
    "attack": "190",
    "encircle": "191",  # "impose blockade, restrict movement"
    "airstrike": "195",  # "employ aerial weapons"
    "shelling": "194",  # "fight with artillery and tanks"
    "explosion": "183",  # "suicide, car or other non-military bombing", by the road too
    "abuse": "182",  # "physically assault": 1821 sexually, 1822 torture, 1823 kill
    "abduct": "181",  # "abduct, hijack or take hostage"
    "relieve": "0872",  # "ease military blockade"
    "withdraw": "0874",  # "retreat or surrender militarily"
    "defect": "0874",
    "ceasefire": "0871",  # "declare truce, ceasefire"
    "return": "0841",  # "return, release persons": PLOVER names repatriation under RETREAT
    "aid": "073",  # "provide humanitarian aid"
    "hold": None,  # a state and no event
    "flee": None,  # CAMEO has no flight: people who flee act on nobody
    "trap": None,
    "deprive": None,  # want is no act; who withholds is seldom said
}

CLASSES = frozenset({"FIGHT", "ASSAULT", "RETREAT", "AID"})

HAPPENED = frozenset({"actual", "ongoing"})


def plover(code: str) -> str | None:
    """The class of a CAMEO code among the four, or None.

    The table is that of PLOVER's README at the date of the gold records (December 2016): 07 is AID,
    084 to 087 RETREAT, 18 ASSAULT, 19 and 20 FIGHT. "Yield" alone (08, 080) has no class there; it
    counts as RETREAT, which is to the peer's good.
    """
    roots = {"07": "AID", "18": "ASSAULT", "19": "FIGHT", "20": "FIGHT"}
    if code[:2] == "08":
        return None if code[2:3] in ("1", "2", "3") else "RETREAT"
    return roots.get(code[:2])


@dataclass(frozen=True)
class Name:
    """An actor as written, and the first three letters of its code: a country, or IGO, NGO ..."""

    text: str
    country: str | None = None


@dataclass
class Ends:
    """Who does it and to whom, of one class in one sentence."""

    sources: list[Name] = field(default_factory=list)
    targets: list[Name] = field(default_factory=list)


Classes = dict[str, Ends]


@dataclass
class Scores:
    events: Counts = field(default_factory=Counts)
    """Classes, one each a sentence."""
    merged: Counts = field(default_factory=Counts)
    """The same with FIGHT as a part of ASSAULT, as PLOVER has it since December 2017."""
    actors: Counts = field(default_factory=Counts)
    """Sources and targets of the classes found, by name."""
    countries: Counts = field(default_factory=Counts)
    """The same by country: a coder that answers in codes names the country and not the words."""


PETRARCH2 = Scores(
    events=Counts(right=23, said=46, wanted=56),
    merged=Counts(right=29, said=46, wanted=56),
    actors=Counts(right=37, said=49, wanted=45),
    countries=Counts(right=39, said=47, wanted=44),
)
"""PETRARCH2 itself (openeventdata/petrarch2 at 676801c, its shipped dictionaries and settings).

Run once under Python 3.11, changed only where Python 2's lists and strings had to be lists and
strings again, and without its list of sentences to discard (it would lose one class more). It
wants constituency trees; CoreNLP's were not to be had for these sentences, so that dependency
trees, of a parser trained on EWT and GUM, were turned into brackets by fixed rules. How well that
serves was seen on PETRARCH2's own sample: fed so, it says 66 CAMEO roots where its published
output has 68, and 56 agree (78 sentences); fed the constituency trees that come with 73 of them,
it says 57 where 63 are published, and 51 agree. Names are the texts that it writes for its actors;
where it writes none, the name is wrong and the country counts.
"""


def records(least: int | None = None) -> list[tuple[str, Classes]]:
    """Each sentence once, with its gold classes among the four (often none).

    least: only so many of them, evenly spread, for the file goes by classes.
    """
    path = data_folder() / "text/political_coders/PLOVER_GSR_CAMEO.txt"
    found: dict[str, Classes] = {}
    for row in json.loads(path.read_text(encoding="utf-8")):
        if "text" not in row:  # the note on the file itself
            continue
        classes = found.setdefault(row["text"], {})
        if row["event"] in CLASSES:
            ends = classes.setdefault(row["event"], Ends())
            ends.sources.extend(_gold_names(row.get("source")))
            ends.targets.extend(_gold_names(row.get("target")))
    everything = list(found.items())
    if least is None or least >= len(everything):
        return everything
    return [everything[number * len(everything) // least] for number in range(least)]


def _gold_names(actors: list[dict[str, Any]] | str | None) -> list[Name]:
    return [
        Name(one["actorText"], one.get("code")) for one in actors or () if isinstance(one, dict)
    ]


def score(read: Callable[[Report], list[Fact]], least: int | None = None) -> Scores:
    """What a reader makes of the sentences, or of `least` of them."""

    def said(text: str) -> Classes:
        return classes(read(Report("plover", text, date(2000, 1, 1))))

    return compare(records(least), said)


def baseline(least: int | None = None) -> Scores:
    """The same for the dictionary coder."""
    return compare(records(least), lambda text: classes_of_codes(dictionary_coder.code(text)))


def classes(facts: Iterable[Fact]) -> Classes:
    """Facts as PLOVER has them. PLOVER codes a town as its people (its readme on city names): where
    no target is told, the place of the event stands for it."""
    found: Classes = {}
    for fact in facts:
        if not isinstance(fact, Event) or fact.status not in HAPPENED:
            continue
        code = CAMEO[fact.type]
        name = plover(code) if code else None
        if name is None:
            continue
        ends = found.setdefault(name, Ends())
        ends.sources.extend(_named(party.name) for party in fact.actors)
        if fact.targets:
            ends.targets.extend(_named(party.name) for party in fact.targets)
        elif fact.place:
            ends.targets.append(_named(fact.place.name))
    return found


def _named(name: str) -> Name:
    """Our names carry no code; the peer's dictionaries give it them."""
    return Name(name, dictionary_coder.country(name))


def classes_of_codes(coded: Iterable[dictionary_coder.Coded]) -> Classes:
    found: Classes = {}
    for one in coded:
        name = plover(one.code)
        if name is None:
            continue
        ends = found.setdefault(name, Ends())
        ends.sources.append(Name(one.source[0], one.source[1][:3].strip("-") or None))
        ends.targets.append(Name(one.target[0], one.target[1][:3].strip("-") or None))
    return found


def compare(gold: Iterable[tuple[str, Classes]], say: Callable[[str], Classes]) -> Scores:
    total = Scores()
    for text, wanted in gold:
        said = say(text)
        found = wanted.keys() & said.keys()
        total.events.add(len(found), len(said), len(wanted))
        one, other = _merged(wanted), _merged(said)
        total.merged.add(len(one & other), len(other), len(one))
        for label in sorted(found):
            for side in ("sources", "targets"):
                gold_names, names = getattr(wanted[label], side), getattr(said[label], side)
                _add_names(total.actors, gold_names, names)
                ours = {name.country for name in names}
                theirs = {name.country for name in gold_names}
                total.countries.add(len(ours & theirs - {None}), len(ours), len(theirs))
    return total


def _merged(names: Iterable[str]) -> set[str]:
    return {"ASSAULT" if name == "FIGHT" else name for name in names}


def _add_names(counts: Counts, wanted: Sequence[Name], said: Sequence[Name]) -> None:
    """Each name counts once, however often it is said."""
    gold = {_words(one.text) for one in wanted} - {frozenset()}
    left = {_words(one.text) for one in said}
    total, right = len(left), 0
    for one in sorted(gold, key=sorted):
        hit = next((other for other in sorted(left, key=sorted) if within(one, other)), None)
        if hit is not None:
            left.discard(hit)
            right += 1
    counts.add(right, total, len(gold))


def within(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the words of one name are all among the other's."""
    return bool(one and other) and (one <= other or other <= one)


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.casefold().replace("'s", ""))) - {
        "the",
        "of",
        "al",
        "s",
    }


MEASURES = {
    "events": "event class F1 (FIGHT, ASSAULT, RETREAT, AID)",
    "merged": "event class F1, FIGHT and ASSAULT as one",
    "actors": "actor F1 by name, events found",
    "countries": "actor F1 by country, events found",
}


def rows(
    read: Callable[[Sequence[Report]], Sequence[Sequence[Fact]]], least: int | None = None
) -> list[Row]:
    """The rows of the table; a part of the sentences is held to nothing, PETRARCH2's are all."""
    ours, plain = score(lambda report: list(read([report])[0]), least), baseline(least)
    out = []
    for name, label in MEASURES.items():
        mine, peer, words = (
            100 * counts.f1()
            for counts in (getattr(ours, name), getattr(PETRARCH2, name), getattr(plain, name))
        )
        out.append(
            Row(
                f"PLOVER gold records: {label}",
                f"{mine:.1f}",
                f"PETRARCH2 {peer:.1f}, its dictionaries alone {words:.1f}",
                "ahead of PETRARCH2",
                round(mine, 1) > round(peer, 1) if least is None else None,
            )
        )
    return out
