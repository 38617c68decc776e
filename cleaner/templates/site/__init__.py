"""What is remembered of a site: sketches of its pages, a bounded sample of them, and a person's rules.

``sketch.py`` is a page as it is learned, ``stored.py`` the same as it is kept; ``sample.py`` chooses which pages are
kept; ``codec.py`` writes and reads them as JSON; ``store.py`` keeps the templates of many sites in one SQLite file.
"""
