"""Numbers as reports write them: digits, words, hedges, bounds."""
