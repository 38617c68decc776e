"""Records with fields, of whatever format: where the page is, and which other fields go on to the output."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cleaner.batch.inputs.page import Failure, Page
from cleaner.errors import FailureReason as Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from cleaner.batch.inputs.page import Item
    from cleaner.batch.settings import Settings

ALL = "all"
"""What is kept where every field is."""
SURROGATE = re.compile("[\ud800-\udfff]")
SHOWN_FIELDS = 8
NAMES = {
    bool: "true or false", int: "a number", float: "a number", str: "a string", list: "a list", dict: "an object",
}  # fmt: skip
"""What values are, in the words of JSON."""
MISSING = object()


def lookup(fields: Mapping[str, Any], name: str) -> Any:
    """The field of a name; ``a.b`` is the field ``b`` of the object ``a``, unless a field has the whole name.

    :returns: MISSING where there is none.
    """
    if name in fields:
        return fields[name]
    value: Any = fields
    for part in name.split("."):
        if not isinstance(value, Mapping) or part not in value:
            return MISSING
        value = value[part]
    return value


def page_of(fields: Any, source: str, place: str, name: str, settings: Settings) -> Item:
    """The page of one record."""
    if not isinstance(fields, Mapping):
        return Failure(source, Reason.FIELD, f"an object with fields is expected, not {kind_of_value(fields)}", place)
    id = text_of(lookup(fields, settings.id_field))
    url = text_of(lookup(fields, settings.url_field))
    kept = kept_fields(fields, settings.keep, (settings.html_field, settings.url_field, settings.id_field))
    data = lookup(fields, settings.html_field)
    if not isinstance(data, str | bytes):
        if data is MISSING:
            message = absent(settings.html_field, fields, "--html-field")
        else:
            message = f"the field {settings.html_field!r} must hold text, and holds {kind_of_value(data)}"
        return Failure(source, Reason.FIELD, message, place, id, url, kept)
    if isinstance(data, str) and SURROGATE.search(data):
        data = data.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return Page(source, data, place, id, url, name=id or name, kept=kept)


def kept_fields(
    fields: Mapping[str, Any],
    keep: Collection[str],
    read: Collection[str],
    spelling: Callable[[str], str] = str,
) -> dict[str, Any]:
    """The fields of a record that go on to the output; one that is asked for and not there is None.

    :param keep: their names, or ALL for all but those in ``read``, which the output has anyway.
    :param spelling: how the record spells a name.
    """
    if not keep:
        return {}
    if ALL in keep:
        return {name: value for name, value in fields.items() if name not in read}
    values = {name: lookup(fields, spelling(name)) for name in keep}
    return {name: None if value is MISSING else value for name, value in values.items()}


def absent(field: str, there: Iterable[str], option: str) -> str:
    """What to say of a record without a field."""
    names = list(there)
    shown = ", ".join(map(repr, names[:SHOWN_FIELDS])) + (", ..." if len(names) > SHOWN_FIELDS else "")
    return f"there is no field {field!r}, but {shown or 'none at all'}: {option} names the right one"


def kind_of_value(value: Any) -> str:
    """What a value is, in the words of JSON."""
    if value is None:
        return "null"
    return NAMES.get(type(value), type(value).__name__)


def text_of(value: Any) -> str | None:
    """A field's value as text; None if it says nothing."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if value is MISSING or value is None or value == "" or isinstance(value, dict | list | float):
        return None
    return SURROGATE.sub("\N{REPLACEMENT CHARACTER}", str(value))
