"""What a person or a program reads of a cleaned page: text, Markdown, HTML, front matter.

Views take the content tree (:mod:`cleaner.content.tree`) and the options, and know nothing of the page it came from.
Plain text has a shortcut past the tree (``text/shortcut.py``) for pages whose words do not depend on their markup.
``spans.py`` says where each kept block stands in the text.
"""
