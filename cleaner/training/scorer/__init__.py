"""Training and validating the scorer of blocks.

``recipe.py`` says how to train and on what; ``job.py`` carries it out from gold files to weights and a model card. On
the way, ``labels.py`` finds which blocks are content, ``trust.py`` how far to believe that, ``augment.py`` and
``pieces.py`` change pages at random, ``flatten.py`` saves them as careless scrapers do, ``network.py`` and ``fit.py``
train (with torch), and ``validate.py`` and ``evaluate.py`` measure.
"""
