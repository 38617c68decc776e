"""pandas: sites are learned from the frame, then its pages are cleaned by four processes."""

import pandas as pd

import cleaner
from cleaner.records import clean_records

if __name__ == "__main__":
    rows = pd.read_parquet("pages.parquet").to_dict("records")  # columns url and html
    templates = cleaner.learn_many(rows).templates
    clean = pd.DataFrame(clean_records(rows, keep=["label"], templates=templates, workers=4))
    clean.to_parquet("clean.parquet")
