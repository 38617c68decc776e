"""The probability of each block of being content: numbers and hashed words of the page, and a small network over them.

From a page to its log-odds: :mod:`measures` puts the page into arrays; :mod:`layout` says which *columns* (named numbers)
a block has, in groups that :mod:`columns`, :mod:`sections`, :mod:`declared` and :mod:`lines` compute; :mod:`features` adds
hashed words and the names of boxes; :mod:`model` is the network, in numpy alone, with its weights; :mod:`wording` is a
second opinion, on how far a block's words are those of a prompt; :mod:`score` puts them in a row.

Words used here: *log-odds* are what the network gives, ``log(p / (1 - p))`` of a probability p; *calibration* maps them
to those that hold on pages nobody trained on; a *pattern* is a kind of place: blocks of one pattern stand in boxes of the
same names; *running text* is a block of a dozen words or more that are mostly no links; the *window* is the run of blocks
with most running text; the *anchor* is the block that shows the page's title; *prose* is words that are no links, which
is what totals count, so that a menu more or less moves nothing.
"""
