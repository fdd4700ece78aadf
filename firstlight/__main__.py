"""`python -m firstlight` is the command line."""

from firstlight.cli import main

main()
