"""Lists of other stories: which boxes around a heading may be the list's."""

from __future__ import annotations

from cleaner.templates.evidence.lists import own_boxes


def test_own_boxes_of_a_heading() -> None:
    """The outermost comes first; none holds the beginning of the article."""
    head = "body>div.page>div.text>div.more>h3"
    assert own_boxes(head, ["body>div.page>p.lead"]) == ["body>div.page>div.text>", "body>div.page>div.text>div.more>"]
    assert own_boxes(head, ["body>div.page>div.text>p"]) == ["body>div.page>div.text>div.more>"]
    assert own_boxes(head, ["body>div.page>div.text>div.more>p"]) == []
