"""Names for what was removed, and a report to look at."""
