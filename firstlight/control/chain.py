"""A chain of days for many places at once, in which evidence fades in both directions of time.

What is inferred. Each place is in one of K real states a day (who holds it, or that it is fought
over). A place's days are cut into *segments* by refreshes: each day, with the chance `fade[k]`,
whatever was known has gone stale and the state is drawn anew, from `anew`. Within a segment
the state changes by the matrix `change`, and by the jumps that reported events allow.

A piece of evidence is right with the chance `weight` and then says something about the state of
its day (the likelihoods, scaled to mean 1 over what holds without evidence); otherwise it says
nothing. A day is **unknown** when its segment holds no evidence that was right: nothing that we
believe still bears on that day. So unknown is no holder among others that evidence has to outweigh.
One report of weight 0.9 about a place never heard of leaves 0.1 unknown, and a year without news
fades, whichever way one looks.

How. Three layers of the K states are enough for an exact recursion: segments still *awaiting*
their evidence (they may not end before it comes), segments that have *seen* some, and segments
with *none* (no evidence may come before they end). The vectors are rescaled each day, which is
the same as working with logarithms and several times as fast; products of many pieces of evidence
of one day are kept as sums of logarithms. `tests/control/test_control_chain.py` holds it against
an enumeration of every history of a short chain.

Forward-backward recursions: L. R. Rabiner, "A tutorial on hidden Markov models and selected
applications in speech recognition", Proceedings of the IEEE 77 (1989), section III; transitions
that depend on the day's input: Y. Bengio and P. Frasconi, "Input-output HMMs for sequence
processing", IEEE Transactions on Neural Networks 7 (1996).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
_AWAITING, _SEEN, _NONE = 0, 1, 2


@dataclass(frozen=True)
class Drift:
    """What happens in a day without news. `change`: K x K, rows sum to 1; `fade`: K, chance per
    day; `anew`: K, the distribution from which a state is drawn when what was known has faded."""

    change: Array
    fade: Array
    anew: Array

    @property
    def prior(self) -> Array:
        """K: the distribution that no day changes, so that it matters not when a chain begins."""
        k = len(self.fade)
        step = self.change * (1 - self.fade)[:, None] + np.outer(self.fade, self.anew)
        equations = np.vstack([step.T - np.eye(k), np.ones(k)])
        return np.asarray(np.linalg.lstsq(equations, np.eye(k + 1)[k], rcond=None)[0])

    def over(self, days: int) -> Array:
        """The layered step (3K x 3K, rows are from) over so many days. Weights of paths, so its
        rows need not sum to 1: a segment is counted once under each label it may turn out to
        deserve, and what follows rules out all but one."""
        k = len(self.fade)
        stay = self.change * (1 - self.fade)[:, None]
        anew = np.outer(self.fade, self.anew)
        nil = np.zeros((k, k))
        step = np.block([[stay, nil, nil], [anew, stay, anew], [anew, nil, stay + anew]])
        return np.asarray(np.linalg.matrix_power(step, days), dtype=float)


class Chain:
    """Places x days, to which evidence is added, and which is then filtered or smoothed.

    `days`: increasing day numbers; gaps are allowed and are stepped over exactly.
    """

    def __init__(self, drift: Drift, days: npt.NDArray[np.int64], places: int) -> None:
        self.states = len(drift.fade)
        self.prior = drift.prior
        self.days = days
        self.places = places
        gaps = np.diff(days, prepend=days[:1])
        self._steps = {int(gap): drift.over(int(gap)) for gap in np.unique(gaps)}
        self._gaps = gaps
        self._seen = np.zeros((places, len(days), self.states))
        self._miss = np.zeros((places, len(days)))
        self._evident: dict[int, set[int]] = {}
        self._jumps: dict[int, dict[int, tuple[float, float, Array]]] = {}
        self._forward = np.zeros((len(days), places, 3, self.states))

    def add(self, place: int, day: int, weight: float, likelihood: Array) -> None:
        """Evidence about one place on the day with this index, right with the chance `weight`."""
        self._seen[place, day] += np.log(self.mixed(weight, likelihood))
        self._miss[place, day] += np.log(1 - weight)
        self._evident.setdefault(day, set()).add(place)

    def mixed(self, weight: float, likelihood: Array) -> Array:
        """The likelihood of a claim that may be wrong and then says nothing; prior mean 1."""
        return weight * likelihood / (likelihood @ self.prior) + 1 - weight

    def allow(self, place: int, day: int, chance: float, jump: Array) -> None:
        """An event that may have changed the state that day: K x K `jump`, with this chance.

        Several on one day are averaged, so that their order does not matter.
        """
        log_none, total, mean = self._jumps.setdefault(day, {}).get(
            place, (0.0, 0.0, np.zeros((self.states, self.states)))
        )
        self._jumps[day][place] = (
            log_none + float(np.log1p(-chance)),
            total + chance,
            mean + chance * jump,
        )

    def run(self, start: int = 0, stop: int | None = None) -> None:
        """The forward pass over the day indices [start, stop); days before `start` stand."""
        for day in range(start, len(self.days) if stop is None else stop):
            if day == 0:
                now = np.tile(self.prior, (self.places, 3, 1))
                now[:, _SEEN] = 0
            else:
                flat = self._forward[day - 1].reshape(self.places, -1)
                now = (flat @ self._step(day)).reshape(self.places, 3, self.states)
            for place, jump in self._jumps_of(day):
                now[place] = now[place] @ jump
            rows, seen, miss = self._evidence_of(day)
            if len(rows):
                old = now[rows]
                new = old * miss[:, None, None]
                new[:, _SEEN] = old[:, _SEEN] * seen + old[:, _AWAITING] * (seen - miss[:, None])
                now[rows] = new
            self._forward[day] = now / now.sum(axis=(1, 2), keepdims=True)

    def filtered(self, start: int, stop: int) -> Array:
        """Places x days x (K + 1, the last unknown), from what `run` has seen up to each day."""
        now = self._forward[start:stop].transpose(1, 0, 2, 3)
        known = now[:, :, _SEEN]
        unknown = now[:, :, _NONE].sum(axis=-1, keepdims=True)
        both = np.concatenate([known, unknown], axis=-1)
        return np.asarray(both / both.sum(axis=-1, keepdims=True))

    def smoothed(self) -> Array:
        """Places x days x (K + 1, the last unknown), from everything added. Runs both passes."""
        self.run()
        out = np.zeros((self.places, len(self.days), self.states + 1))
        back = np.ones((self.places, 3, self.states))
        back[:, _AWAITING] = 0  # what still awaits its evidence after the last day never had any
        for day in reversed(range(len(self.days))):
            joint = self._forward[day] * back
            out[:, day, :-1] = joint[:, _AWAITING] + joint[:, _SEEN]
            out[:, day, -1] = joint[:, _NONE].sum(axis=-1)
            rows, seen, miss = self._evidence_of(day)
            if len(rows):
                old = back[rows]
                new = old * miss[:, None, None]
                new[:, _SEEN] = seen * old[:, _SEEN]
                new[:, _AWAITING] += (seen - miss[:, None]) * old[:, _SEEN]
                back[rows] = new
            for place, jump in self._jumps_of(day):
                back[place] = back[place] @ jump.T
            if day:
                flat = back.reshape(self.places, -1) @ self._step(day).T
                back = flat.reshape(self.places, 3, self.states)
            back = back / back.sum(axis=(1, 2), keepdims=True)
        return np.asarray(out / out.sum(axis=-1, keepdims=True))

    def _step(self, day: int) -> Array:
        return self._steps[int(self._gaps[day])]

    def _jumps_of(self, day: int) -> list[tuple[int, Array]]:
        same = np.eye(self.states)
        return [
            (place, np.exp(log_none) * same + (1 - np.exp(log_none)) * mean / total)
            for place, (log_none, total, mean) in self._jumps.get(day, {}).items()
        ]

    def _evidence_of(self, day: int) -> tuple[npt.NDArray[np.int64], Array, Array]:
        rows = np.array(sorted(self._evident.get(day, ())), dtype=np.int64)
        seen, miss = self._seen[rows, day], self._miss[rows, day]
        top = seen.max(axis=1) if len(rows) else miss
        return rows, np.exp(seen - top[:, None]), np.exp(miss - top)
