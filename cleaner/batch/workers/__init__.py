"""Processes that clean pages, so that a page that hangs, eats memory or crashes the parser costs only itself.

:mod:`~cleaner.batch.workers.pool` sends chunks of pages to processes and gets results back in order;
:mod:`~cleaner.batch.workers.worker` is what runs inside such a process; :mod:`~cleaner.batch.workers.tasks` are the
things that can be done with a page; :mod:`~cleaner.batch.workers.clean_many` is the Python interface to all that.
"""
