"""How to train, and what to train on; nothing here needs torch."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cleaner.training.scorer.augment import Augmentation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cleaner.page.page import Page

PROSE = frozenset(("article", "documentation", "mixed", "forum"))
"""Kinds of pages on which a list of titles between paragraphs is never content; on all others it may well be."""
KINDS = ("article", "forum", "product", "listing", "collection", "documentation", "service")


@dataclass(frozen=True, slots=True)
class Example:
    """A page to learn from."""

    page: Page
    """Without its source, which training does not need."""
    labels: NDArray[np.float32]
    """(n,) in [0, 1]: the share of each block that is content."""
    trust: NDArray[np.float32]
    """(n,) in [0, 1]: how far each label is to be trusted; 0 is unknown."""
    whole: bool
    """Whether the page's whole content is known, so that its F1 means something."""
    kind: str
    site: str
    weight: float = 1.0
    """Below one for what was made up: it counts less, and for neither calibration nor report."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large the network is."""

    word: int = 16
    tag: int = 8
    hidden: int = 64
    dilations: tuple[int, ...] = (1, 3)
    """Layers that mix a block with its neighbours, and how far away these are in each."""
    squeeze: int = 20
    attention: int = 2
    page: int = 32


@dataclass(frozen=True, slots=True)
class Drop:
    """What is left out at random while training, so that the network learns sites by heart less."""

    words: float = 0.6
    """Share of hashed words and names."""
    pages: float = 0.7
    """Share of pages of which no word, or no name, is shown."""
    units: float = 0.2
    """Share of hidden units."""
    dense: float = 0.1
    """Share of numbers."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train. What the shipped weights were made with stands in their model cards."""

    seed: int = 1
    epochs: int = 10
    """How often a page is seen in the last round."""
    first_epochs: int = 6
    """The same in the first of two rounds, and by networks that validate, which have one round."""
    teachers: int = 2
    """How many networks the first round trains, each on other sites than those it judges."""
    blocks: int = 500
    """A page with more blocks is seen as much less often: a few pages of thousands would take most of the time."""
    between: float = 1.5
    """Weight of content between content: to lose it hurts more than its words say."""
    last: float = 2.5
    """Weight of the last content of a page, which is lost most often."""
    pages: int = 12
    """Pages a step."""
    rate: float = 2e-3
    drop: Drop = Drop()
    decay: float = 0.02
    f1: float = 1.0
    """Weight of the soft page F1 beside the cross-entropy."""
    first: float = 0.3
    """Weight of the first judgement of each block, which the later layers look back at (deep supervision)."""
    kind: float = 0.05
    """Weight of the page's kind."""
    augmentation: Augmentation = Augmentation()
    """Of pages of PROSE; the others get no lists of titles, and half as many pitches."""
    average: float = 0.995
    """Decay of the moving average of the parameters, which is what is kept."""
    sites: int = 20
    """A hashed word counts only if so many sites have it: what is rarer teaches a site, not the web."""
    size: Size = Size()
    taught: float = 0.15
    """How far labels are, in a second round, what a network says that has not seen their site (self-distillation,
    Furlanello et al. 2018, by cross-fitting): gold has mistakes that it does not repeat."""
    unlabelled: float = 0.25
    """How far that is trusted of blocks of which gold says nothing, in the second round (pseudo-labels, Lee 2013): the
    pages in most languages have gold for a few blocks only. 0 for no second round."""

    def augmentation_of(self, kind: str) -> Augmentation:
        """How pages of a kind are changed at random."""
        how = self.augmentation
        return how if kind in PROSE else replace(how, teasers=0.0, pitch=how.pitch / 2)

    @property
    def validating(self) -> Recipe:
        """The recipe of networks that are only there to be scored: one short round."""
        return replace(self, epochs=self.first_epochs, unlabelled=0)
