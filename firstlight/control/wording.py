"""A claim in a few plain words, for the table of evidence."""

from __future__ import annotations

from firstlight.control.bearings import Bearing
from firstlight.records import Estimate, Event, Fact, Party

# With a named actor, and without one.
_WORDS = {
    "capture": ("captured by {who}", "captured"),
    "hold": ("held by {who}", "held"),
    "enter": ("entered by {who}", "entered"),
    "advance": ("{who} gaining ground towards it", "ground gained towards it"),
    "offensive": ("offensive by {who} to take it", "offensive to take it"),
    "encircle": ("surrounded by {who}", "surrounded"),
    "relieve": ("siege broken or road opened by {who}", "siege broken or road opened"),
    "withdraw": ("left by {who}", "left by its holders"),
    "clash": ("fighting between {who}", "fighting"),
    "airstrike": ("air strike by {who}", "air strike"),
    "shelling": ("shelling by {who}", "shelling"),
    "explosion": ("explosion set off by {who}", "explosion"),
    "attack": ("attack by {who}", "attack"),
    "abuse": ("abuse by {who}", "abuse"),
    "abduct": ("people abducted by {who}", "people abducted"),
    "flee": ("people leave", "people leave"),
    "return": ("people return", "people return"),
    "trap": ("people cannot leave", "people cannot leave"),
    "deprive": ("hunger or want of medicine", "hunger or want of medicine"),
    "aid": ("aid delivered or let in", "aid delivered or let in"),
    "ceasefire": ("truce or agreement", "truce or agreement"),
    "defect": ("fighters of {who} surrender or desert", "fighters surrender or desert"),
}
_ON = {"airstrike", "shelling", "attack", "explosion"}
_FROM = {"capture"}


def words_for(fact: Fact, bearing: Bearing) -> str:
    """What a fact says of the place it bears on: "captured by Syrian Democratic Forces"."""
    if isinstance(fact, Estimate):
        return "people said to be trapped"
    named, bare = _WORDS[fact.type]
    parties = (*fact.actors, *fact.targets) if fact.type == "clash" else fact.actors
    says = named.format(who=_names(parties)) if parties else bare
    if fact.type == "clash" and len({party.name for party in parties}) == 1:
        says = f"fighting by {_names(parties)}"
    if fact.targets and fact.type in _ON:
        says += f" on {_names(fact.targets)}"
    elif fact.targets and fact.type in _FROM:
        says += f" from {_names(fact.targets)}"
    where = _where(fact, bearing)
    if where:
        says = f"{where}: {says}"
    if fact.status == "possible":
        says += " (claimed or feared, not confirmed)"
    elif fact.status == "denied":
        says = f"said not to be so: {says}"
    return says


def _names(parties: tuple[Party, ...]) -> str:
    names = list(dict.fromkeys(party.name for party in parties))
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _where(event: Event, bearing: Bearing) -> str:
    """What it befell, where that is not the whole of the place it bears on."""
    place = event.place
    if place is None or bearing.whole or bearing.what in ("not held",):
        return ""
    thing: str = event.object or ""
    if event.count and event.count > 1:
        thing = f"{event.count:g} of its surroundings" if not thing else f"{event.count:g} {thing}s"
    if place.precision == "near":
        return f"{thing} near it" if thing else "near it"
    if place.id != bearing.place or place.precision == "within":
        return place.name
    if bearing.about == "siege":
        return thing if thing not in ("", "city", "village") else ""
    return thing if thing not in ("", "city") else "part of it"
