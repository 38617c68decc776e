"""Dask: each partition of a frame in one of its processes."""

import dask.dataframe as dd
import pandas as pd

from cleaner.records import clean_records


def clean(part: pd.DataFrame) -> pd.DataFrame:
    rows = clean_records(part.to_dict("records"), keep=["label"])
    return pd.DataFrame([(row["url"], row["text"], row["reason"]) for row in rows], columns=["url", "text", "reason"])


if __name__ == "__main__":
    meta = {"url": "string", "text": "string", "reason": "string"}
    dd.read_parquet("pages.parquet").map_partitions(clean, meta=meta).to_parquet(
        "clean", compute_kwargs={"scheduler": "processes"}
    )
