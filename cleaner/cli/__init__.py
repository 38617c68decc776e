"""The command line: one module a subcommand. Nothing here is imported by ``import cleaner``."""
