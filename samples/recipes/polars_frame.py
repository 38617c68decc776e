"""Polars: a frame in, a frame out; kept columns have their own types."""

import polars as pl

from cleaner.records import clean_table

pages = pl.read_parquet("pages.parquet")  # columns url and html
clean = pl.DataFrame(clean_table(pages.to_arrow(), view="text", keep=["label"]))
clean.filter(pl.col("reason").is_null()).write_parquet("clean.parquet")
