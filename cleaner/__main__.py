"""``python -m cleaner``: the command line."""

from cleaner.cli.app import main

main()
