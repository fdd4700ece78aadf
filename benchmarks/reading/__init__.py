"""How well reports are read: our labels from wars never trained on, and the public sets.

    python -m benchmarks.reading [--quick] [--json FILE]

Every test part is read once, for this table, and nothing is chosen on it. *Own labels* are the test
part of `training/labels`: passages on eight wars that no rule and no weight has seen, with
passages that tell of no war at all. An event counts as found where type and place agree; actors,
targets, both dates and status are scored on those found. An estimate counts where measure, number
and unit agree. The labels follow training/GUIDELINE.md; how far two labellers agree is the
ceiling, and stands in docs/reading.md. *Passages* are the eight older ones of
`passages/heldout.json`. What is scored how in the public sets is said in the module of each
(`treebank`, `locations`, `wikiwars`, `re3d`, `coders`). Published figures are quoted, not measured
here.
"""
