"""Places against public test sets, conflict data and written descriptions.

    python -m benchmarks.places [--quick] [--json FILE]

LGL (Lieberman et al. 2010, local news) and GeoVirus (Gritta et al. 2018, Wikinews) with their gold
spans: the share of all names that are put within 161 km (100 miles) of the gold point, a name
without an answer counted as wrong. UCDP GED (Sundberg and Melander 2013), Iraq and Syria: names in
the source's headline against the coded point. 200 descriptions of quarters, sites and stretches
over nineteen countries, written for this: the answer within the stated radius; points from memory
of published coordinates, which `places_descriptions.csv` says row by row. Nothing here is trained
or tuned on any of them, but two errors of the gazetteer were found by looking at what went wrong in
LGL and GeoVirus. `--quick` leaves out LGL and takes a tenth of UCDP GED.
"""
