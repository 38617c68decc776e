"""What is asked of Spark: tables of pages in, tables of templates and of clean records out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from pyspark.errors import AnalysisException
from pyspark.sql import Window
from pyspark.sql import functions as F
from pyspark.sql.types import ArrayType, BinaryType, DoubleType, LongType, StringType, StructField, StructType

from cleaner.arguments import check_templates
from cleaner.batch.inputs.fields import ALL
from cleaner.batch.outputs.record import CONFIDENCE, LISTS, NUMBERS, PAGE_FIELDS, own_name
from cleaner.batch.workers.clean_many import views_of
from cleaner.errors import ArgumentError
from cleaner.options import Options
from cleaner.records.learn import PAGES_PER_SITE
from cleaner.spark.executors import Limits, clean_batches, learn_batches, merge_parts, site_named, template_row
from cleaner.templates.learn import period_of
from cleaner.templates.site.site import HEAD
from cleaner.templates.site.store import TemplateStore
from cleaner.templates.template import SiteTemplate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from os import PathLike

    from pyspark.sql import Column, DataFrame, SparkSession

TEMPLATES = "site string, template binary, pages bigint, used boolean, skipped bigint"
"""The columns of templates. ``template`` is what :meth:`cleaner.SiteTemplate.to_bytes` gives; ``pages`` how many it knows;
``used`` whether those are enough, or a person wrote rules into it; ``skipped`` how many more could not be learned from."""
HOW = ("auto", "broadcast", "sorted")
"""The ways of joining templates to pages."""
SIMPLE_HOST = r"^\s*[A-Za-z][A-Za-z0-9+.\-]*://[A-Za-z0-9_][A-Za-z0-9_.\-]*(:[0-9]*)?([/?#].*)?$"
"""Addresses that certainly name a host: their pages need not be opened to learn their site."""


def learn(
    pages: DataFrame,
    *,
    html: str = "html",
    url: str = "url",
    encoding: str = "encoding",
    order: str = "",
    pages_per_site: int = PAGES_PER_SITE,
    declared: bool = True,
    form: str = "auto",
    form_field: str = "",
    options: Options | None = None,
    when: date | None = None,
    timeout: float = 30.0,
    memory: int = 2_000_000_000,
) -> DataFrame:
    """The templates of the sites of pages: a row a site, with the columns of :data:`TEMPLATES`.

    Which pages are learned from is chosen before any of them is read: of large sites evenly spread ones. Each partition
    learns its part, and the parts are merged. Nothing is done before the result is used, and again each time it is:
    write it, or ``persist()`` it.

    :param pages: a row a page; used twice.
    :param html: the column of the page, text or bytes, likewise ``url`` and ``encoding``; ``a.b`` reaches into structs.
    :param order: a column that orders the pages, and differs between them. By default their place in Parquet files,
        as ``cleaner batch --learn`` has it; elsewhere a hash of their addresses.
    :param declared: False never opens a page whose address names no host to look for one that it declares: the choice
        then reads the column of addresses alone.
    :param form: what all pages are; ``form_field`` names a column that says it of each, ``"html"`` or ``"text"``.
    :param when: the month the pages are of, this month by default.
    :param timeout: seconds that a page may take, and ``memory`` the bytes of address space that it may need.
    :raises ArgumentError: the column of pages holds none, or an argument makes no sense.
    """
    if pages_per_site < 1:
        raise ArgumentError(f"pages_per_site is {pages_per_site}; it must be a number of pages")
    columns = columns_of(pages, {"html": html, "url": url, "encoding": encoding} | named("form", form_field))
    placed = pages.select(*columns, *[column.alias(f"place{n}") for n, column in enumerate(places(pages, order))])
    if "place0" not in placed.columns:
        address = F.col("url") if "url" in placed.columns else F.lit(None)
        placed = placed.withColumn("place0", F.xxhash64(F.coalesce(address, "html") if declared else address))
    keyed = placed.withColumn("key", F.xxhash64(*[name for name in placed.columns if name.startswith("place")]))
    sited = keyed.withColumn("site", site_column(keyed.columns, declared)).where("site != ''")
    numbers = (sited.where("html IS NOT NULL") if declared else sited).drop("html", "url", "encoding", "form")
    chosen = evenly_spread(numbers, pages_per_site)
    taken = sited.join(F.broadcast(chosen), "site", "left").where("chosen IS NULL OR array_contains(chosen, key)")
    limits = Limits(timeout, memory)
    learning = partial(learn_batches, form=form, options=options or Options(), period=period_of(when), limits=limits)
    wanted = [name for name in ("html", "url", "encoding", "form") if name in taken.columns]
    return merge(taken.where("html IS NOT NULL").select(*wanted).mapInArrow(learning, TEMPLATES))


def places(pages: DataFrame, order: str) -> list[Column]:
    """What orders pages, and is the same however often Spark reads them and however it splits them, where there is such."""
    if order:
        return [F.col(order)]
    try:
        metadata = pages.metadataColumn("_metadata")
        numbered = "row_index" in pages.select(metadata).schema[0].dataType.fieldNames()
    except AnalysisException:  # they come from no files
        numbered = False
    if numbered:  # those of Parquet
        return [metadata["file_path"], metadata["row_index"]]
    return []


def evenly_spread(numbers: DataFrame, most: int) -> DataFrame:
    """Of the sites of more than ``most`` pages, the keys of those that are taken: ``site`` and ``chosen``."""
    site = Window.partitionBy("site")
    order = [name for name in numbers.columns if name.startswith("place")]
    numbered = numbers.withColumn("index", F.row_number().over(site.orderBy(*order)) - 1)
    counted = numbered.withColumn("count", F.count("*").over(site)).where(F.col("count") > most)
    taken = f"((index + 1L) * {most}L) div count > (index * {most}L) div count"  # cleaner.batch.learn.evenly
    return counted.where(taken).groupBy("site").agg(F.collect_list("key").alias("chosen"))


def merge(templates: DataFrame) -> DataFrame:
    """One template a site, of the templates of several crawls one below the other (``union``), in any order."""
    return (
        templates.select("site", "template", "pages", "used", "skipped")
        .groupBy("site")
        .applyInArrow(merge_parts, TEMPLATES)
    )


def clean(
    pages: DataFrame,
    templates: DataFrame | None = None,
    *,
    html: str = "html",
    url: str = "url",
    id: str = "id",
    encoding: str = "encoding",
    keep: Sequence[str] = (),
    view: str | Sequence[str] = "text",
    form: str = "auto",
    form_field: str = "",
    reason: str = "",
    options: Options | None = None,
    how: str = "auto",
    split: int = 2000,
    timeout: float = 30.0,
    memory: int = 2_000_000_000,
) -> DataFrame:
    """A clean row for each page, failures included: :data:`cleaner.records.PAGE_FIELDS`, kept columns, ``reason``, ``error``.

    Templates are joined to the pages of their sites: ``how="broadcast"`` sends all of them to all executors, where they
    are few (they take some 10 kB each); ``"sorted"`` sorts pages and templates by site, for any number of them;
    ``"auto"`` lets Spark choose. But for ``"broadcast"``, the pages of each site are counted first, and those of a large
    one are spread over several tasks, each with a copy of its template.

    :param pages: a row a page. Columns are named as for :func:`learn`; ``id`` and those in ``keep``, ``["all"]`` for
        every other one, have their own types.
    :param templates: what :func:`learn` or :func:`read_store` gives.
    :param view: ``"text"``, ``"markdown"``, ``"html"``, or several of them.
    :param form_field: as for :func:`learn`.
    :param reason: a column that says why there is no page, as clean rows do, with the column ``error`` beside it: such
        rows are passed on.
    :param split: how many pages of one site a task may get.
    :param timeout: seconds that a page may take, and ``memory`` the bytes of address space that it may need.
    :raises ArgumentError: the column of pages holds none, or an argument makes no sense.
    """
    views_of(view)
    if how not in HOW or split < 1:
        raise ArgumentError(
            f"how is {how!r} and split {split}; one of {', '.join(HOW)}, and a number of pages are needed"
        )
    names = {"html": html, "url": url, "id": id, "encoding": encoding} | named("form", form_field)
    names |= named("reason", reason) | named("error", "error" if reason else "")
    kept = [name for name in pages.columns if name not in names.values()] if ALL in keep else list(keep)
    kept_columns = [F.col(name).alias(own_name(name.rpartition(".")[2])) for name in kept]
    selected = pages.select(*columns_of(pages, names), *kept_columns)
    schema = clean_schema(selected.schema, len(kept))
    settings = {"keep": selected.columns[-len(kept) :] if kept else [], "view": view, "form": form, "options": options}
    settings |= named("form_field", "form" if form_field else "") | named("reason", "reason" if reason else "")
    if templates is not None:
        selected = with_templates(selected, templates, how, split)
        settings["template"] = "template"
    return selected.mapInArrow(partial(clean_batches, settings=settings, limits=Limits(timeout, memory)), schema)


def with_templates(pages: DataFrame, templates: DataFrame, how: str, split: int) -> DataFrame:
    """Pages, each beside the template of its site; see :func:`clean`."""
    sited = pages.withColumn("site", site_column(pages.columns))
    each = one_each(templates)
    if how == "broadcast":
        return sited.join(F.broadcast(each), "site", "left").drop("site")
    # Where there are addresses, they are counted alone: no page is opened for it.
    sizes = pages.select(site_column(pages.columns, declared="url" not in pages.columns).alias("site"))
    counted = sizes.groupBy("site").count().where(F.col("count") > split)
    large = F.broadcast(counted.select("site", F.ceil(F.col("count") / split).cast("int").alias("pieces")))
    pieces = F.coalesce("pieces", F.lit(1))
    digest = F.xxhash64(*[name for name in ("id", "url", "html") if name in pages.columns])
    spread = sited.join(large, "site", "left").withColumn("piece", F.pmod(digest, pieces).cast("int")).drop("pieces")
    copies = each.join(large, "site", "left").withColumn("piece", F.explode(F.sequence(F.lit(0), pieces - 1)))
    copies = copies.drop("pieces").hint("merge") if how == "sorted" else copies.drop("pieces")
    return spread.join(copies, ["site", "piece"], "left").drop("site", "piece")


def one_each(templates: DataFrame) -> DataFrame:
    """The templates that are used. Two of a site would double its pages: they are an error when Spark comes to them."""
    twice = F.raise_error(F.lit("there are several templates of a site: cleaner.spark.merge makes one of them"))
    template = F.when(F.count("*") > 1, twice).otherwise(F.first("template"))
    return templates.where("used").groupBy("site").agg(template.alias("template"))


def named(own: str, name: str) -> dict[str, str]:
    """One more column to read, where it is asked for."""
    return {own: name} if name else {}


def columns_of(pages: DataFrame, names: dict[str, str]) -> list[Column]:
    """The columns that are read, under their own names; those that are not there, though nobody asked for them, are left out.

    :raises ArgumentError: the column of pages holds no text.
    """
    there = [own for own, name in names.items() if own == "html" or name != own or name in pages.columns]
    columns = [F.col(names[own]).alias(own) for own in there]
    kind = pages.select(columns[0]).schema[0].dataType
    if not isinstance(kind, StringType | BinaryType):
        raise ArgumentError(f"the column {names['html']!r} must hold text or bytes, and holds {kind.simpleString()}")
    return columns


def site_column(columns: list[str], declared: bool = True) -> Column:
    """The site of a page, of its columns ``url`` and ``html``; empty if it is not known."""
    url = F.col("url") if "url" in columns else F.lit(None).cast("string")
    head = F.lit(None).cast("binary")
    if declared:
        simple = F.coalesce(url.rlike(SIMPLE_HOST), F.lit(False))
        head = F.when(~simple, F.substring(F.col("html"), 1, HEAD).cast("binary"))
    # Spark would compute what is deterministic again wherever it is named.
    return F.udf(site_named, StringType(), useArrow=False).asNondeterministic()(url, head)


def clean_schema(pages: StructType, kept: int) -> StructType:
    """The schema of clean rows; the last columns of pages are those that are kept."""
    types: dict[str, Any] = {name: ArrayType(StringType()) for name in LISTS}
    types |= dict.fromkeys(NUMBERS, LongType()) | {CONFIDENCE: DoubleType()}
    types |= {field.name: field.dataType for field in pages if field.name == "id"}
    fields = [StructField(name, types.get(name, StringType())) for name in PAGE_FIELDS]
    fields += [StructField(field.name, field.dataType) for field in pages.fields[len(pages.fields) - kept :]]
    return StructType([*fields, StructField("reason", StringType()), StructField("error", StringType())])


def read_store(spark: SparkSession, store: TemplateStore | str | PathLike[str]) -> DataFrame:
    """The templates of a store on the driver's disk.

    :raises StoreError: there is no store, or it is damaged.
    """
    opened = check_templates(store)
    assert isinstance(opened, TemplateStore)
    known = (opened.get(entry.site) for entry in opened.sites())
    return spark.createDataFrame([template_row(template) for template in known if template is not None], TEMPLATES)


def write_store(templates: DataFrame, store: TemplateStore | str | PathLike[str]) -> int:
    """Merge templates into a store on the driver's disk; returns how many.

    :raises StoreError: the store cannot be written.
    """
    opened = store if isinstance(store, TemplateStore) else TemplateStore(str(store))
    count = 0
    for row in templates.where("site != ''").select("template").toLocalIterator():
        opened.update(SiteTemplate.from_bytes(bytes(row["template"])))
        count += 1
    return count
