"""Where records go: JSON lines, Parquet, a folder of files, standard output; and how they survive a kill."""
