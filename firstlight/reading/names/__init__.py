"""Places and actors named or described, and what a description refers to."""
