"""The version of a document as plain values.

``document.schema.json``, beside this module, is the JSON Schema of :meth:`cleaner.Document.to_dict`: version 1. Fields
may be added to a version; one that goes or changes its meaning makes a new version.
"""

SCHEMA = 1
"""Version of what comes out; it rises when a field changes its meaning or goes."""
