"""The reports' own text with every claim's words marked, overlapping ones too.

The text is data: it is escaped piece by piece, and nothing in it is read as markup.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from markupsafe import Markup, escape

from firstlight.brief.claims import Claim


def marked(text: str, claims: Sequence[Claim]) -> Markup:
    """`text` in HTML, each claim's span in a `<mark>`.

    The first piece of each span carries `id="fact-…"`, every piece lists all the claims that it
    belongs to in `data-facts`, and after its last piece stands the number that leads back to the
    claim. Spans are clamped to the text; one that lies outside it altogether is not marked.
    """
    spans = [(max(0, one.fact.span[0]), min(len(text), one.fact.span[1]), one) for one in claims]
    spans = sorted((s for s in spans if s[0] < s[1]), key=lambda s: (s[0], -s[1], s[2].number))
    cuts = sorted({0, len(text), *(s[0] for s in spans), *(s[1] for s in spans)})
    pieces: list[Markup] = []
    live: list[tuple[int, int, Claim]] = []
    following = 0
    for start, end in itertools.pairwise(cuts):
        while following < len(spans) and spans[following][0] == start:
            live.append(spans[following])
            following += 1
        pieces.append(_piece(text[start:end], start, list(live)))
        for span in (s for s in live if s[1] == end):
            pieces.append(_back(span[2]))
        live = [s for s in live if s[1] > end]
    return Markup("").join(pieces)


def _piece(text: str, start: int, live: Sequence[tuple[int, int, Claim]]) -> Markup:
    inner = Markup(escape(text))
    if not live:
        return inner
    facts = " ".join(span[2].id for span in live)
    starting = [span[2] for span in live if span[0] == start]
    for claim in reversed(starting[1:]):
        inner = Markup('<mark id="fact-{}">{}</mark>').format(claim.id, inner)
    if starting:
        return Markup('<mark id="fact-{}" data-facts="{}" tabindex="-1">{}</mark>').format(
            starting[0].id, facts, inner
        )
    return Markup('<mark data-facts="{}">{}</mark>').format(facts, inner)


def _back(claim: Claim) -> Markup:
    return Markup('<a class="back" href="#claim-{}" aria-label="Back to claim {}">{}</a>').format(
        claim.id, claim.number, claim.number
    )
