"""Hugging Face datasets: Arrow batches, in several processes."""

from datasets import Dataset

from cleaner.records import clean_table

if __name__ == "__main__":
    pages = Dataset.from_parquet("pages.parquet").with_format("arrow")  # columns url and html
    clean = pages.map(clean_table, batched=True, batch_size=100, num_proc=2, remove_columns=pages.column_names)
    clean.to_parquet("clean.parquet")
