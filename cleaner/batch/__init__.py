"""Whole dumps: many pages in; for each of them a clean record out, or the reason why there is none.

A run is described by a :class:`~cleaner.batch.job.Job` and carried out by :mod:`~cleaner.batch.run`, in the phases of
:mod:`~cleaner.batch.phases`: templates are learned, if that was asked for; pages are cleaned; the output is put
together.

- ``inputs``: readers, one for each kind of file, and what they have in common (decompression, HTTP responses,
  fields).
- ``workers``: processes that clean pages, each within limits of time and memory.
- ``outputs``: where records go. They are first written to a *spool*, a file that grows by whole steps.
- ``dedup``: copies of texts that came earlier in the run.
- ``journal.py``: one SQLite file that says how far a run has come. Spool and journal are committed together, so that
  a run that was killed goes on where it was, without a page lost or written twice.
"""
