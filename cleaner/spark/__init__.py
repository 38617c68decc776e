"""Learn the sites of a crawl and clean its pages on Apache Spark. Needs the extra ``spark``, and Java.

    from cleaner.spark import clean, learn

    pages = spark.read.parquet("crawl/")  # columns html, url, id ...
    learn(pages).write.parquet("templates/")  # a row a site
    clean(pages, spark.read.parquet("templates/")).write.parquet("text/")  # a row a page, failures included

Templates and records are those of ``cleaner batch --learn`` on the same pages. Every machine needs this package, in the
Python that Spark takes: that of ``PYSPARK_PYTHON``, or else the first ``python3`` of the path. Each Python process of
Spark has one beside it that cleans: a page that hangs, eats memory or crashes the parser costs that one alone, and is a
row with a reason. What Spark itself loses, it does again: nothing is lost or there twice.
"""

from cleaner.batch.libraries import load

load("pyspark")  # says how to install it, where it is missing

from cleaner.spark.frames import clean, learn, merge, read_store, write_store  # noqa: E402

__all__ = ["clean", "learn", "merge", "read_store", "write_store"]
