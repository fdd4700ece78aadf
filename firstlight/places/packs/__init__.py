"""Packs: places that a user adds to the embedded gazetteer, each in a folder of its own."""
