"""Spark: sites are learned in parts on all machines, then every page is cleaned; failures are rows with a reason."""

import os
import sys

from pyspark.sql import SparkSession

from cleaner.spark import clean, learn

if __name__ == "__main__":
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else Spark takes the first python3 of the PATH
    spark = SparkSession.builder.getOrCreate()
    pages = spark.read.parquet("pages.parquet")  # columns url and html
    learn(pages).write.parquet("templates")
    clean(pages, spark.read.parquet("templates"), keep=["label"]).write.parquet("clean")
