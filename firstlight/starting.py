"""A new case: its folder, a commented `case.toml`, and a place for the reports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from firstlight.errors import FirstlightError
from firstlight.settings import FILE_NAME, parse

TEMPLATE = """\
# A Firstlight case. Every key may be left out; the comments say what is then assumed.

[case]
name = {name}
countries = [{countries}]   # ISO 3166-1 alpha-2; names in reports are looked for here first
# as_of = 2016-06-30        # the day the answer stands on; else the date of the latest report
# fronts = ["Fallujah"]     # towns to follow; else those the reports call closed or fought over

# Who fights whom. Actors without a side stand on a side of their own.
# [[sides]]
# id = "government"         # small letters, digits, - and _
# name = "Government forces"
# colour = "#2166ac"        # on the map; else one is chosen
# ground = true             # false for a force that only strikes from the air and holds no place

# [[actors]]
# id = "army"
# name = "National Army"
# aliases = ["the army", "government troops"]
# side = "government"

# Where stock stands and trucks start from.
# [[hubs]]
# id = "capital"
# name = "Central warehouse"
# lat = 33.3152             # WGS 84, degrees
# lon = 44.3661
# trucks = 12
# stock = {{ water_m3 = 200, tent_5p = 500 }}   # item ids: firstlight/data/items.csv
# serves = ["IQ"]           # countries or fronts within reach; else its own country

[trucks]
capacity_t = 10.0           # tonnes a truck
capacity_m3 = 40.0          # cubic metres a truck
km_per_day = 300.0
usd_per_km = 1.5
lead_days = 1.0             # from the order to the first truck on the road

# What one unit costs, delivered to the hub; else the typical price in firstlight/data/items.csv.
# [costs.tent_5p]
# usd = 350

[budget]
# usd = 2000000             # for purchases now and transport together; else there is no limit

[roads]
# file = "roads.csv"        # columns from, to, km, source; else straight lines times the detour
detour = 1.3

# [reading]
# reader = "model"          # or "rules", without it (docs/reading.md), or "llm" (docs/llm.md)

[run]
seed = 1                    # the same seed gives the same answer
runs = 1000                 # simulations of movement
scenarios = 200             # of them in the staging plan
"""


def start(folder: Path, countries: Sequence[str] = ()) -> Path:
    """Make a case folder; returns the path of its `case.toml`.

    Errors
    ------
    FirstlightError where the folder is a case already or cannot be made; SettingsError for a
    country that is no ISO 3166-1 alpha-2 code.
    """
    path = folder / FILE_NAME
    if path.exists():
        raise FirstlightError(f"{path} exists already; edit it, or name another folder.")
    parse({"case": {"countries": list(countries)}}, "--country")
    name = folder.resolve().name.replace("\\", "").replace('"', "")
    text = TEMPLATE.format(name=f'"{name}"', countries=", ".join(f'"{c}"' for c in countries))
    try:
        (folder / "reports").mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise FirstlightError(
            f"{folder} cannot be made ({error.strerror}); choose another place."
        ) from error
    return path
