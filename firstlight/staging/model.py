"""The staging plan as a two-stage stochastic program: each constraint in words and formula.

Indices: h hub, d destination, i item, t window (first 24 hours, days 2 to 7, days 8 to 30),
s scenario. Quantities stand in lots of about a tonne and money in thousand USD, so that the
numbers that the solver sees are of one size; the caller's units are those of items.csv and USD.

First stage, now
    x[h,i] >= 0      bought for hub h (whole lots where a lot weighs a tonne or more)
    z[h,g] >= 0      trucks sent from hub h to hub g
No more is bought than `Data.most` allows.

Second stage, in each scenario
    f[h,d,i,t] >= 0  brought from hub h to destination d in window t
    k[h,d,t] >= 0    truck trips
    u[d,i,t] >= 0    need that is not met, at most need[s,d,i,t]
    e[d,i,t] >= 0    kept from window t for the next (consumed items)
    w[h,i] >= 0      drawn and paid beyond the stock (items obtained as drawn: water)

Objective: min sum price x + km z  +  E[ 2 km usd_per_km k + price w + penalty u ].

Sources: facility location and stock pre-positioning after Rawls and Turnquist, Pre-positioning of
emergency supplies for disaster response, Transportation Research Part B 44 (2010) 521-534.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from firstlight.staging.data import Data, drawn
from firstlight.staging.program import INFINITY, Stage, TwoStage
from firstlight.staging.rows import Rows
from firstlight.staging.scenarios import WINDOWS, Scenarios, penalty

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

USD = 1000.0
"""Money in the program [USD]."""
T = len(WINDOWS)
NEAREST = 3
"""Each destination is served from at most this many hubs an item."""
MOVE_DAYS = 1.0
"""Trucks change hubs only where they are there within a day, and work from the second window on."""


class Model:
    """The program for some data: columns are numbered once, scenarios differ in their needs."""

    def __init__(self, data: Data) -> None:
        self.data = data
        network, items = data.network, data.items
        hubs, places = network.km.shape
        self.scale = np.array([10.0 ** np.round(np.log10(1000 / one.kg_per_unit)) for one in items])
        """Units of each item in one of the program's."""
        self.drawn = drawn(items)
        self.consumed = np.array([one.consumed for one in items])
        self.hub, self.place = np.nonzero(data.trips[:, :, -1] > 0)
        self._first_columns(hubs)
        self._second_columns(places)
        self.first = self._first_stage()
        self._template()

    # Columns ---------------------------------------------------------------------------------

    def _first_columns(self, hubs: int) -> None:
        ahead = np.flatnonzero(~self.drawn)
        self.x = np.arange(hubs * len(ahead)).reshape(hubs, len(ahead))
        self.ahead = ahead
        network = self.data.network
        near = network.between / self.data.km_per_day <= MOVE_DAYS
        same = np.array([[a == b and a is not None for b in network.countries]
                         for a in network.countries]).reshape(hubs, hubs)  # fmt: skip
        some = (self.data.trucks > 0)[:, None]
        self.move_from, self.move_to = np.nonzero(near & same & some & ~np.eye(hubs, dtype=bool))
        self.z = self.x.size + np.arange(len(self.move_from))

    def _second_columns(self, places: int) -> None:
        """Numbers of f, k, u, e, w; f and k only where a truck can arrive within the window."""
        data = self.data
        reach = data.trips[self.hub, self.place] > 0  # [arc, window]
        can = (data.stock > 0) | self.drawn | (data.budget > 0)
        worth = self._nearest(can)[self.hub, self.place]
        arc, item, window = np.nonzero(reach[:, None, :] & worth[:, :, None])
        self.f_arc, self.f_item, self.f_window = arc, item, window
        start = len(arc)
        self.f = np.arange(start)
        self.k_arc, self.k_window = np.nonzero(reach)
        self.k = start + np.arange(len(self.k_arc))
        self.k_at = np.full(reach.shape, -1)
        self.k_at[self.k_arc, self.k_window] = self.k
        start += len(self.k)
        self.u = start + np.arange(places * len(data.items) * T).reshape(places, -1, T)
        start += self.u.size
        eaten = int(self.consumed.sum())
        self.e = start + np.arange(places * eaten * (T - 1)).reshape(places, eaten, T - 1)
        start += self.e.size
        drawn = int(self.drawn.sum())
        self.w = start + np.arange(len(data.stock) * drawn).reshape(-1, drawn)
        self.columns = start + self.w.size
        of = np.full(self.columns, -1)  # the destination that a column is about, -1 for hubs
        of[self.f] = self.place[arc]
        of[self.k] = self.place[self.k_arc]
        of[self.u] = np.arange(places)[:, None, None]
        of[self.e] = np.arange(places)[:, None, None]
        self.column_place = of

    def _nearest(self, can: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """[hub, destination, item]: the nearest hubs that can supply the item there.

        Farther hubs hardly ever serve a destination in a good plan (0.002% of the objective where
        measured, with five hubs), and leaving them out halves the time.
        """
        km = np.where(self.data.trips[:, :, -1] > 0, self.data.network.km, np.inf)
        away = np.where(can[:, None, :], km[:, :, None], np.inf)
        rank = np.argsort(np.argsort(away, axis=0, kind="stable"), axis=0, kind="stable")
        return (rank < NEAREST) & np.isfinite(away)

    # Rows ------------------------------------------------------------------------------------

    def _first_stage(self) -> Stage:
        """Room: what is bought fits beside the stock.  sum_i m3[i] x[h,i] <= room[h].
        Trucks: no hub sends away more than it has.     sum_g z[h,g] <= trucks[h].
        Budget: purchases alone keep to it.             sum price x + km z <= budget.
        """
        data, rows = self.data, Rows()
        columns = self.x.size + self.z.size
        cost = np.zeros(columns)
        cost[self.x] = (data.price * self.scale)[self.ahead] / USD
        km = data.network.between[self.move_from, self.move_to]
        cost[self.z] = km * data.usd_per_km / USD
        size = np.array([one.m3_per_unit for one in data.items]) * self.scale
        hubs = len(data.trucks)
        room = rows.new((hubs,))
        rows.put(room[:, None], self.x, size[self.ahead][None, :])
        trucks = rows.new((hubs,))
        rows.put(trucks[self.move_from], self.z, 1.0)
        budget = rows.new((1,))
        rows.put(budget, np.arange(columns), cost)
        upper = np.full(columns, INFINITY if data.budget > 0 else 0.0)
        upper[self.x] = np.minimum(upper[self.x], (data.most / self.scale)[:, self.ahead])
        whole = np.zeros(columns, dtype=bool)
        heavy = [one.lot == 1 and one.kg_per_unit >= 1000 for one in data.items]
        whole[self.x[:, np.array(heavy)[self.ahead]]] = True
        return Stage(
            cost=cost,
            lower=np.zeros(columns),
            upper=upper,
            own=rows.matrix(columns),
            row_lower=np.full(rows.count, -INFINITY),
            row_upper=np.concatenate([data.room, data.trucks, [data.budget / USD]]),
            whole=whole,
        )

    def _template(self) -> None:
        """The second stage's matrices with all destinations; `scenario` cuts from them.

        Stock: no hub sends more of an item than it has, has bought or draws.
            sum_d,t f[h,d,i,t] - w[h,i] - x[h,i] <= stock[h,i]
        Trucks: each truck shares its time among destinations, by the trips it could make to each.
            sum_d,t'<=t k[h,d,t'] / trips[h,d,t] + sum_g z[h,g] - sum_g z[g,h] <= trucks[h]
            (trucks that come from another hub count from the second window on)
        Load: trips carry what is sent, by weight and by volume.
            sum_i tonnes[i] f[h,d,i,t] <= load_t k[h,d,t];  sum_i m3[i] f[h,d,i,t] <= load_m3 k
        Need, consumed: what comes and what was kept is used, kept on or missing.
            sum_h f[h,d,i,t] + e[d,i,t-1] - e[d,i,t] + u[d,i,t] = need[s,d,i,t]
        Need, kept: what has come so far and what is missing cover the people there.
            sum_h,t'<=t f[h,d,i,t'] + u[d,i,t] >= need[s,d,i,t]
        Budget: purchases and transport together, in every scenario.
            sum price x + km z + sum 2 km usd_per_km k + price w <= budget
        """
        data, rows, first = self.data, Rows(), Rows()
        hubs, count = data.stock.shape
        places = self.u.shape[0]
        f_hub, f_place = self.hub[self.f_arc], self.place[self.f_arc]

        self.stock_rows = rows.new((hubs, count))
        rows.put(self.stock_rows[f_hub, self.f_item], self.f, 1.0)
        rows.put(self.stock_rows[:, self.drawn], self.w, -1.0)
        first.put(self.stock_rows[:, self.ahead], self.x, -1.0)

        self.truck_rows = rows.new((hubs, T))
        for late in range(T):
            early = self.k_window <= late
            trips = data.trips[self.hub, self.place, late][self.k_arc[early]]
            hub = self.hub[self.k_arc[early]]
            rows.put(self.truck_rows[hub, late], self.k[early], 1 / np.maximum(trips, 1))
            first.put(self.truck_rows[self.move_from, late], self.z, 1.0)
            if late:
                first.put(self.truck_rows[self.move_to, late], self.z, -1.0)

        loads = []
        for limit, size in (
            (data.load_t, [one.kg_per_unit / 1000 for one in data.items]),
            (data.load_m3, [one.m3_per_unit for one in data.items]),
        ):
            load = rows.new((len(self.k),))
            loads.append(load)
            at = np.full(self.k_at.shape, -1)
            at[self.k_arc, self.k_window] = load
            weight = np.array(size) * self.scale
            rows.put(at[self.f_arc, self.f_window], self.f, weight[self.f_item])
            rows.put(load, self.k, -limit)

        self.need_rows = rows.new((places, count, T))
        eaten = self.consumed[self.f_item]
        now = self.need_rows[f_place, self.f_item, self.f_window]
        rows.put(now[eaten], self.f[eaten], 1.0)
        for late in range(T):
            some = ~eaten & (self.f_window <= late)
            rows.put(self.need_rows[f_place[some], self.f_item[some], late], self.f[some], 1.0)
        rows.put(self.need_rows, self.u, 1.0)
        rows.put(self.need_rows[:, self.consumed, :-1], self.e, -1.0)
        rows.put(self.need_rows[:, self.consumed, 1:], self.e, 1.0)

        cost = np.zeros(self.columns)
        there_and_back = 2 * data.network.km[self.hub, self.place][self.k_arc]
        cost[self.k] = there_and_back * data.usd_per_km / USD
        cost[self.w] = (data.price * self.scale)[self.drawn] / USD
        if np.isfinite(data.budget):
            self.budget_row = rows.new((1,))
            paid = np.flatnonzero(cost)
            rows.put(self.budget_row, paid, cost[paid])
            first.put(self.budget_row, np.arange(self.first.columns), self.first.cost)
        self.paid = cost.copy()
        for number, one in enumerate(data.items):
            cost[self.u[:, number]] = penalty(one) * self.scale[number] / USD
        self.cost = cost

        first.count = rows.count
        self.own = rows.matrix(self.columns)
        self.technology = first.matrix(self.first.columns)
        self.row_upper = np.full(rows.count, 0.0)
        self.row_upper[self.stock_rows] = data.stock / self.scale
        self.row_upper[self.truck_rows] = data.trucks[:, None]
        if np.isfinite(data.budget):
            self.row_upper[self.budget_row] = data.budget / USD
        self.row_place = np.full(rows.count, -1)
        for load in loads:
            self.row_place[load] = self.place[self.k_arc]
        self.row_place[self.need_rows] = np.arange(places)[:, None, None]

    def scenario(self, need: Floats, probability: float = 1.0) -> tuple[Stage, Ints]:
        """One second stage for a need [D, item, window], and which columns of all it holds.

        Destinations that need nothing are left out.
        """
        active = np.append((need > 0).any(axis=(1, 2)), True)  # the last entry is for -1: hubs
        columns = np.flatnonzero(active[self.column_place])
        rows = np.flatnonzero(active[self.row_place])
        upper = self.row_upper.copy()
        lower = np.full(len(upper), -INFINITY)
        scaled = need / self.scale[None, :, None]
        lower[self.need_rows] = scaled
        upper[self.need_rows] = np.where(self.consumed[None, :, None], scaled, INFINITY)
        # Nothing lacks beyond the need: else what is missing could be kept for the next window.
        most = np.full(self.columns, INFINITY)
        most[self.u] = scaled
        own = self.own[rows][:, columns]
        stage = Stage(
            cost=self.cost[columns],
            lower=np.zeros(len(columns)),
            upper=most[columns],
            own=own,
            row_lower=lower[rows],
            row_upper=upper[rows],
            first=self.technology[rows],
            probability=probability,
        )
        return stage, columns

    def program(self, scenarios: Scenarios) -> TwoStage:
        """The whole program over equally likely scenarios."""
        weight = 1.0 / scenarios.count
        stages = [self.scenario(need, weight)[0] for need in scenarios.need]
        return TwoStage(self.first, stages)

    def whole_columns(self, need: Floats, values: Floats) -> Floats:
        """A scenario's columns laid back into all columns, zeros where left out."""
        result = np.zeros(self.columns)
        active = np.append((need > 0).any(axis=(1, 2)), True)
        result[np.flatnonzero(active[self.column_place])] = values
        return result
