"""From gold pages to the weights that ship, and to how well templates do.

Gold pages are read by :mod:`cleaner.training.gold`. Three files of weights come of them, in this order, for each step
uses what the steps before it made (put each file into its place in the package before the next step):

1. ``cleaner/scoring/weights/html.npz``: ``cleaner train --form html GOLD... --out html.npz``
2. ``cleaner/scoring/weights/text.npz``: ``cleaner train --form text GOLD... --out text.npz``; of pages whose gold is a
   few segments only, the scorer of markup says what the rest of the content is.
3. ``cleaner/scoring/weights/wording.npz``: ``python -m cleaner.training.wording GOLD... --out wording.npz``

Beside each file lies its model card: the command that was run, the digests of the gold files, the versions of what it
depends on, and how well it does on sites and on collections that it has not seen. ``--leave-out`` of ``cleaner train``
leaves out whole collections; what is chosen, is chosen on these, for pages of one collection are alike in ways that
others are not.

Words used here: a *gold page* is a page with what people say is its main content; an *example* is a gold page as
blocks, with a *label* (the share of the block that is content) and a *trust* in it for each; a *recipe* is how to train.
"""
