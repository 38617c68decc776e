"""The command line: one module for each subcommand. ``import cleaner`` imports nothing from here.

``app.py`` chooses the command. The bare command is a filter for pipes, so ``pages.py`` and what it needs do without
typer, which takes long to import. Options that several commands share are declared once, in ``arguments.py``. Results
go to standard output, everything else to standard error; exit codes are 0 for success, 1 if some inputs failed, 2 for
a wrong call.
"""
