"""A report as blocks, sentences and tokens, with exact offsets."""
