"""Where records go: JSON lines, Parquet, a folder of files, or standard output.

While a run goes on, records are lines in a :mod:`spool <cleaner.batch.outputs.spool>`, whatever their final form;
:mod:`~cleaner.batch.outputs.finish` turns them into the output in the end. So a run that is killed leaves nothing half
written under the name that the user gave.
"""
