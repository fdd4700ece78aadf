"""The planner's solver path held against published optima, and its time and memory at full size.

    python -m benchmarks.staging [--quick] [--json FILE]

OR-Library cap41 and cap72 (capacitated facility location, Beasley 1990), netdes (stochastic network
design) and sslp_5_25_50 (stochastic server location, Ntaimo and Sen 2005) are written as
`firstlight.staging.program.TwoStage` and solved as every plan is: the whole extensive form, by
HiGHS. The first rows plan for 5 hubs, 15 destinations, 6 items and 3 windows over 200 scenarios.
`--quick` leaves out sslp and plans for 100 scenarios. Data: $FIRSTLIGHT_DATA, default
../shared/data.
"""

from __future__ import annotations

import os
import re
import resource
import time
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from benchmarks.report import Row, arguments, finish
from firstlight.needs.quantities import requirements
from firstlight.needs.standards import items
from firstlight.settings import parse
from firstlight.staging.data import Data
from firstlight.staging.model import Model
from firstlight.staging.network import Network, great_circle
from firstlight.staging.program import INFINITY, Stage, TwoStage
from firstlight.staging.scenarios import Scenarios, windows

Floats = NDArray[np.float64]

DATA = Path(os.environ.get("FIRSTLIGHT_DATA", "../shared/data")) / "plan"
OPTIMA = {"cap41": 1040444.375, "cap72": 977799.400}
NETDES = ("L-01", "L-02", "H-01", "H-02")
SSLP = -121.60
OVERFLOW = 1000.0
"""Price of a unit of demand beyond a server's capacity, in sslp."""
EXACT = 1e-6
SECONDS, MEGABYTES = 15.0, 500.0


def facility_location(text: str) -> TwoStage:
    """OR-Library `cap` format: opening is the first stage, serving the only scenario's second."""
    numbers = [float(word) for word in text.split()]
    sites, customers = int(numbers[0]), int(numbers[1])
    capacity, fixed = np.array(numbers[2 : 2 + 2 * sites]).reshape(sites, 2).T
    rest = np.array(numbers[2 + 2 * sites :]).reshape(customers, 1 + sites)
    demand, cost = rest[:, 0], rest[:, 1:]
    first = _open(fixed)
    size = customers * sites
    served = sparse.kron(sparse.eye(customers), np.ones((1, sites)))
    load = sparse.kron(demand[None, :], sparse.eye(sites))
    second = Stage(
        cost=cost.ravel(),
        lower=np.zeros(size),
        upper=np.full(size, INFINITY),
        own=sparse.vstack([served, load, sparse.eye(size)], format="csr"),
        row_lower=np.concatenate([np.ones(customers), np.full(sites + size, -INFINITY)]),
        row_upper=np.concatenate([np.ones(customers), np.zeros(sites + size)]),
        first=sparse.vstack(
            [
                sparse.csr_matrix((customers, sites)),
                -sparse.diags(capacity),
                -sparse.vstack([sparse.eye(sites)] * customers),
            ],
            format="csr",
        ),
    )
    return TwoStage(first, [second])


def network_design(text: str) -> TwoStage:
    """netdes format: which arcs to open is the first stage, the flow in a scenario the second."""
    lines = text.split("+\n", 1)[1].splitlines()
    arcs = np.nonzero(_matrix(lines[3]))
    start, end = arcs
    chances = [float(word) for word in lines[6].split(",")]
    nodes, count = int(lines[0]), len(start)
    balance = sparse.csr_matrix(
        (
            np.concatenate([np.ones(count), -np.ones(count)]),
            (np.concatenate([start, end]), np.tile(np.arange(count), 2)),
        ),
        shape=(nodes, count),
    )
    scenarios = []
    for number, chance in enumerate(chances):
        cost, capacity, supply = lines[8 + 4 * number : 11 + 4 * number]
        net = np.array([float(word) for word in supply.split(",")])
        scenarios.append(
            Stage(
                cost=_matrix(cost)[arcs],
                lower=np.zeros(count),
                upper=np.full(count, INFINITY),
                own=sparse.vstack([balance, sparse.eye(count)], format="csr"),
                row_lower=np.concatenate([net, np.full(count, -INFINITY)]),
                row_upper=np.concatenate([net, np.zeros(count)]),
                first=sparse.vstack(
                    [sparse.csr_matrix((nodes, count)), -sparse.diags(_matrix(capacity)[arcs])],
                    format="csr",
                ),
                probability=chance,
            )
        )
    return TwoStage(_open(_matrix(lines[4])[arcs]), scenarios)


def server_location(folder: Path) -> TwoStage:
    """sslp in the AMPL form: servers are the first stage, who is served by which the second."""
    base = (folder / "Ref.dat").read_text()
    revenue, demand = _table(base, "Revenue"), _table(base, "Demand")
    clients, servers = revenue.shape
    files = sorted(folder.glob("Scenario*.dat"))
    capacity = float(re.findall(r"Capacity\s*:=\s*([\d.]+)", files[0].read_text())[0])
    size = clients * servers
    used = sparse.kron(np.ones((1, clients)), sparse.eye(servers)) @ sparse.diags(demand.ravel())
    served = sparse.kron(sparse.eye(clients), np.ones((1, servers)))
    own = sparse.bmat([[used, -sparse.eye(servers)], [served, None]], format="csr")
    first = sparse.vstack(
        [-capacity * sparse.eye(servers), sparse.csr_matrix((clients, servers))], format="csr"
    )
    scenarios = []
    for path in files:
        present = _table(path.read_text(), "ClientPresent")[:, 0]
        scenarios.append(
            Stage(
                cost=np.concatenate([-revenue.ravel(), np.full(servers, OVERFLOW)]),
                lower=np.zeros(size + servers),
                upper=np.concatenate([np.ones(size), np.full(servers, INFINITY)]),
                own=own,
                row_lower=np.concatenate([np.full(servers, -INFINITY), present]),
                row_upper=np.concatenate([np.zeros(servers), present]),
                first=first,
                whole=np.arange(size + servers) < size,
                probability=1 / len(files),
            )
        )
    return TwoStage(_open(_table(base, "FixedCost")[:, 0]), scenarios)


def full_size(scenarios: int) -> tuple[Model, Scenarios]:
    """A made-up case of 5 hubs, 15 destinations and 6 items, drawn with a set seed."""
    draw = np.random.default_rng(1)
    hubs, places = 5, 15
    chosen = tuple(items().values())[:6]
    points = np.array([34.0, 43.0]) + 2 * draw.random((places, 2))
    table = pd.DataFrame(points, columns=["lat", "lon"])
    table["place_id"] = table["name"] = [f"place {n}" for n in range(places)]
    table["country"] = "IQ"
    settings = parse(
        {
            "hubs": [
                {
                    "id": f"hub-{n}",
                    "name": f"Hub {n}",
                    "lat": 34 + 2 * draw.random(),
                    "lon": 43 + 2 * draw.random(),
                    "trucks": 10,
                    "stock": {"food_ration": 100_000, "tent_5p": 500, "water_m3": 1000},
                }
                for n in range(hubs)
            ],
            "trucks": {"lead_days": 0.3},
            "budget": {"usd": 2_000_000},
        }
    )
    at = np.array([[hub.lat, hub.lon] for hub in settings.hubs])
    km = great_circle(at[:, None], points[None]) * 1.3
    between = great_circle(at[:, None], at[None]) * 1.3
    network = Network(
        settings.hubs, ("IQ",) * hubs, table, km, np.zeros(km.shape, dtype=bool), between
    )
    out = draw.lognormal(10, 1, (scenarios, 1, 1)) * draw.random((scenarios, 1, 1))
    spread = draw.dirichlet(np.full(places, 0.7), scenarios)[:, :, None]
    people = np.round(out * spread * np.array([0.1, 0.4, 1.0]))
    need = np.stack([windows(requirements(people, one.id), one) for one in chosen], axis=2)
    return Model(Data.of(network, chosen, settings)), Scenarios(table, chosen, need, people)


def run(*, quick: bool = False) -> list[Row]:
    # First, so that the peak of memory is the plan's own.
    rows = _full_size_rows(100 if quick else 200)
    for name, optimum in OPTIMA.items():
        path = DATA / "orlib-cap" / f"{name}.txt"
        if path.exists():
            rows.append(_held(name, facility_location(path.read_text()), optimum))
    best = DATA / "netdes" / "sol.dat"
    if best.exists():
        known = dict(line.split(",")[:2] for line in best.read_text().splitlines()[1:] if line)
        for name in NETDES:
            text = (DATA / "netdes" / f"net-{name}.dat").read_text()
            program = network_design(text)
            # The published figures have one decimal.
            optimum = float(known[_published(text, name)])
            rows.append(_held(f"netdes {name}", program, optimum, tolerance=0.06))
    folder = DATA / "sslp"
    if folder.exists() and not quick:
        rows.append(_held("sslp_5_25_50", server_location(folder), SSLP, tolerance=0.005))
    return rows


def _full_size_rows(scenarios: int) -> list[Row]:
    model, drawn = full_size(scenarios)
    began = time.process_time()
    program = model.program(drawn)
    found = program.solve()
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    columns = sum(part.columns for part in program.scenarios)
    what = f"plan of {scenarios} scenarios, {columns:,} columns"
    later, _ = program.recourse(found.x)
    again = float(model.first.cost @ found.x + later.mean())
    return [
        Row(f"{what}: time", f"{seconds:.1f} s", "one core", f"under {SECONDS:g} s",
            seconds < SECONDS),
        Row(f"{what}: peak memory of the process", f"{peak:.0f} MB", "–", f"under {MEGABYTES:g} MB",
            peak < MEGABYTES),
        Row(f"{what}: gap of whole lots", f"{found.gap:.5f}", "–", "at most 0.01",
            found.gap <= 0.01),
        Row(f"{what}: objective, scenarios solved one by one", f"{found.objective:.4f}",
            f"{again:.4f}", "equal", abs(again - found.objective) <= EXACT * abs(again)),
    ]  # fmt: skip


def _held(name: str, program: TwoStage, optimum: float, tolerance: float = 0.0) -> Row:
    began = time.process_time()
    found = program.solve(gap=1e-7)
    seconds = time.process_time() - began
    allowed = tolerance or EXACT * abs(optimum)
    return Row(
        f"{name}: optimum",
        f"{found.objective:,.3f} in {seconds:.1f} s",
        f"{optimum:,.3f} (published)",
        "equal",
        abs(found.objective - optimum) <= allowed,
    )


def _published(text: str, name: str) -> str:
    """The instance's name in sol.dat: nodes, scenarios, kind and number."""
    lines = text.split("+\n", 1)[1].splitlines()
    return f"network-{lines[0].strip()}-{lines[5].strip()}-{name}"


def _open(fixed: Floats) -> Stage:
    """A first stage of yes-or-no choices with these costs and no rows."""
    count = len(fixed)
    return Stage(
        cost=fixed,
        lower=np.zeros(count),
        upper=np.ones(count),
        own=sparse.csr_matrix((0, count)),
        row_lower=np.zeros(0),
        row_upper=np.zeros(0),
        whole=np.ones(count, dtype=bool),
    )


def _matrix(line: str) -> Floats:
    return np.array([[float(word) for word in row.split(",")] for row in line.split(";")])


def _table(text: str, name: str) -> Floats:
    """An AMPL parameter as a table, without its row numbers and column heading."""
    found = re.search(rf"param\s+{name}\s*:(.*?);", text, re.DOTALL)
    assert found, f"no parameter {name}"
    body = found.group(1).split("=", 1)[1]
    return np.array([[float(w) for w in line.split()[1:]] for line in body.split("\n") if line])


if __name__ == "__main__":
    options = arguments(__doc__)
    finish(run(quick=options.quick), options)
