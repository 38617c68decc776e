"""Ray Data: tables in, tables out, in as many processes as Ray has; templates by their path, which every node needs."""

from functools import partial

import ray

from cleaner.records import clean_table

pages = ray.data.read_parquet("pages.parquet")  # columns url and html
clean = pages.map_batches(partial(clean_table, view="markdown", keep=["label"]), batch_format="pyarrow")
clean.write_parquet("clean")
