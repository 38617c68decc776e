"""The network of ``cleaner/scoring/model.py`` in torch, over batches of pages joined end to end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn

from cleaner.scoring.features import NAME_BITS, WORD_BITS
from cleaner.scoring.measures import TAGS
from cleaner.scoring.model import SEPARATE
from cleaner.scoring.pooling import (
    GLANCE,
    GLANCE_LEVELS,
    GLANCE_NEAR,
    GLANCE_SHARES,
    LEVELS,
    substance_of,
)
from cleaner.training.scorer.recipe import Drop, Size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cleaner.scoring.features import Features


NO_DROP = Drop(words=0, pages=0, units=0, dense=0)


@dataclass(frozen=True, slots=True)
class Batch:
    """Several pages end to end. Row 0 of the boxes' extents stands for what lies beyond a root: the root itself."""

    dense: Tensor
    word_begins: Tensor
    names: Tensor
    name_begins: Tensor
    box_names: Tensor
    box_tags: Tensor
    inline_names: Tensor
    ancestors: Tensor
    """(n, ANCESTORS) box numbers within the batch; the last one is empty and stands beyond the roots."""
    pooled: Tensor
    """(n, len(LEVELS)) box numbers within the batch; a root in place of what lies beyond it."""
    rooted: Tensor
    """(n, ANCESTORS) the same for all ancestors."""
    begins: Tensor
    ends: Tensor
    patterns: Tensor
    """(n,) pattern numbers within the batch."""
    headings: Tensor
    """(n,) the last heading at or above each block within the batch; -1 where there is none."""
    sections: Tensor
    """(n,) the same, the first block of the page where there is none."""
    words: Tensor
    hashed: Tensor
    substance: Tensor
    page: Tensor
    """(n,) the page of each block."""
    word_page: Tensor
    """The page of each hashed word."""
    name_page: Tensor
    """The page of each hashed name."""
    pages: int


def join(pages: Sequence[Features]) -> Batch:
    """Put pages end to end."""
    blocks = np.cumsum([0] + [len(page.weights) for page in pages])
    boxes = np.cumsum([0] + [len(page.begins) for page in pages])
    sets = np.cumsum([0] + [len(page.name_ends) for page in pages])
    beyond = int(boxes[-1])

    def whole(arrays: list[NDArray[np.integer[Any]]]) -> Tensor:
        return torch.from_numpy(np.concatenate(arrays).astype(np.int64))

    def starts(ends: list[NDArray[np.integer[Any]]], sizes: list[int]) -> Tensor:
        offsets = np.cumsum([0, *sizes])
        return whole([np.concatenate(([0], end[:-1])) + offset for end, offset in zip(ends, offsets, strict=False)])

    shifted = [np.where(page.ancestors >= 0, page.ancestors + boxes[k], beyond) for k, page in enumerate(pages)]
    rooted = [np.where(page.ancestors >= 0, page.ancestors + boxes[k], boxes[k]) for k, page in enumerate(pages)]
    patterns = np.cumsum([0] + [int(page.patterns.max()) + 1 for page in pages])
    prose = np.concatenate([page.prose for page in pages])
    return Batch(
        dense=torch.from_numpy(np.concatenate([page.dense for page in pages])),
        words=torch.from_numpy(np.concatenate([page.weights for page in pages])),
        hashed=whole([page.words for page in pages]),
        substance=torch.from_numpy(substance_of(prose)),
        patterns=whole([page.patterns + patterns[k] for k, page in enumerate(pages)]),
        headings=whole([np.where(page.headings >= 0, page.headings + blocks[k], -1) for k, page in enumerate(pages)]),
        sections=whole([np.maximum(page.headings, 0) + blocks[k] for k, page in enumerate(pages)]),
        word_begins=starts([page.word_ends for page in pages], [len(page.words) for page in pages]),
        names=whole([page.names for page in pages]),
        name_begins=starts([page.name_ends for page in pages], [len(page.names) for page in pages]),
        box_names=whole([page.box_names + sets[k] for k, page in enumerate(pages)]),
        box_tags=whole([page.box_tags for page in pages]),
        inline_names=whole([page.inline_names + sets[k] for k, page in enumerate(pages)]),
        ancestors=whole(shifted),
        pooled=whole([found[:, LEVELS] for found in rooted]),
        rooted=whole(rooted),
        begins=whole([page.begins + blocks[k] for k, page in enumerate(pages)]),
        ends=whole([page.ends + blocks[k] for k, page in enumerate(pages)]),
        page=whole([np.full(len(page.weights), k) for k, page in enumerate(pages)]),
        word_page=whole([np.full(len(page.words), k) for k, page in enumerate(pages)]),
        name_page=whole([np.full(len(page.names), k) for k, page in enumerate(pages)]),
        pages=len(pages),
    )


class Network(nn.Module):
    """Blocks in, log-odds out; and the log-probabilities of the page's kind, which only training looks at."""

    def __init__(self, dense: int, kinds: int, size: Size) -> None:
        super().__init__()
        self.size = size
        box = size.word + size.tag
        self.word = nn.Parameter(torch.randn(1 << WORD_BITS, size.word) * 0.1)
        self.name = nn.Parameter(torch.randn(1 << NAME_BITS, size.word) * 0.1)
        self.tag = nn.Embedding(len(TAGS), size.tag)
        nn.init.normal_(self.tag.weight, std=0.1)
        self.register_buffer("known_words", torch.ones(1 << WORD_BITS, 1))
        self.register_buffer("known_names", torch.ones(1 << NAME_BITS, 1))
        self.center = nn.Parameter(torch.zeros(dense), requires_grad=False)
        self.scale = nn.Parameter(torch.ones(dense), requires_grad=False)
        self.enter = nn.Linear(dense + 2 * size.word + (SEPARATE + 1) * box, size.hidden)
        self.attention = nn.Linear(size.hidden, size.attention, bias=False)
        self.whole = nn.Linear((size.attention + 1) * size.hidden, size.page)
        self.kind = nn.Linear(size.page, kinds)
        self.squeeze = nn.ModuleList(nn.Linear(size.hidden, size.squeeze, bias=False) for _ in size.dilations)
        self.mix = nn.ModuleList(
            nn.Linear(3 * size.hidden + (len(LEVELS) + 4) * size.squeeze, size.hidden) for _ in size.dilations
        )
        self.glance = nn.ModuleList(nn.Linear(GLANCE, size.hidden, bias=False) for _ in size.dilations[1:])
        self.first = nn.Linear(size.hidden, 1)
        self.from_page = nn.ModuleList(nn.Linear(size.page, size.hidden, bias=False) for _ in size.dilations)
        self.leave = nn.Linear(size.hidden, 1)

    def forward(self, batch: Batch, drop: Drop = NO_DROP) -> tuple[Tensor, Tensor, Tensor]:
        """(n,) log-odds, (n,) those of the first judgement, and (pages, kinds) logits.

        A share of the input is left out while training.
        """
        words = nn.functional.embedding_bag(
            thin(batch.hashed, batch.word_page, drop), self.word * self.known_words, batch.word_begins, mode="mean"
        )
        names = nn.functional.embedding_bag(
            thin(batch.names, batch.name_page, drop), self.name * self.known_names, batch.name_begins, mode="mean"
        )
        boxes = torch.cat((names[batch.box_names], self.tag(batch.box_tags)), dim=1)
        boxes = torch.cat((boxes, boxes.new_zeros(1, boxes.shape[1])))
        near = boxes[batch.ancestors[:, :SEPARATE]].flatten(1)
        far = boxes[batch.ancestors[:, SEPARATE:]].mean(dim=1)
        dense = nn.functional.dropout((batch.dense - self.center) * self.scale, drop.dense, self.training)
        h = torch.relu(self.enter(torch.cat((dense, words, names[batch.inline_names], near, far), dim=1)))
        h = nn.functional.dropout(h, drop.units, self.training)

        raw = self.attention(h)
        power = torch.exp(raw - raw.max().detach())
        share = torch.cat((power, torch.ones_like(power[:, :1])), dim=1) * batch.substance[:, None]
        total = share.new_zeros(batch.pages, share.shape[1]).index_add(0, batch.page, share)
        share = share / total[batch.page].clamp_min(1e-20)
        parts = [
            h.new_zeros(batch.pages, h.shape[1]).index_add(0, batch.page, h * share[:, k : k + 1])
            for k in range(share.shape[1])
        ]
        page = torch.relu(self.whole(torch.cat(parts, dim=1)))

        first = glance = None
        for layer, dilation in enumerate(self.size.dilations):
            before, after = shift(h, dilation, batch.page), shift(h, -dilation, batch.page)
            pooled = around(self.squeeze[layer](h), batch)
            mixed = self.mix[layer](torch.cat((h, before, after, pooled), dim=1))
            mixed = mixed + self.from_page[layer](page)[batch.page]
            if glance is not None:
                mixed = mixed + self.glance[layer - 1](glance)
            h = h + nn.functional.dropout(torch.relu(mixed), drop.units, self.training)
            if first is None:
                first = self.first(h)[:, 0]
                glance = look_back(first, batch)
        last = self.leave(h)[:, 0]
        return last, last if first is None else first, self.kind(page)

    def arrays(self) -> dict[str, NDArray[np.float32]]:
        """The parameters as ``cleaner.scoring.model.forward`` names and lays them out."""
        numbers = len(self.center)
        enter = self.enter.weight.clone()
        enter[:, :numbers] *= self.scale  # the numbers need not be brought to one scale before each page
        named = {
            "word": self.word * self.known_words, "name": self.name * self.known_names, "tag": self.tag.weight,
            "in.weight": enter.T, "in.bias": self.enter.bias - enter[:, :numbers] @ self.center,
            "attention": self.attention.weight.T, "page.weight": self.whole.weight.T, "page.bias": self.whole.bias,
            "first.weight": self.first.weight.T, "first.bias": self.first.bias,
            "out.weight": self.leave.weight.T, "out.bias": self.leave.bias,
        }  # fmt: skip
        for layer in range(len(self.size.dilations)):
            named[f"{layer}.squeeze"] = self.squeeze[layer].weight.T
            named[f"{layer}.weight"] = self.mix[layer].weight.T
            named[f"{layer}.bias"] = self.mix[layer].bias
            named[f"{layer}.page"] = self.from_page[layer].weight.T
            if layer:
                named[f"{layer}.glance"] = self.glance[layer - 1].weight.T
        arrays = {name: value.detach().numpy().copy() for name, value in named.items()}
        return {**arrays, "dilations": np.array(self.size.dilations, dtype=np.float32)}


def thin(numbers: Tensor, page: Tensor, drop: Drop) -> Tensor:
    """Replace a share of hashed words by the bucket of none, and all of them on some pages."""
    if not drop.words and not drop.pages:
        return numbers
    blind = torch.rand(int(page[-1]) + 1 if len(page) else 0) < drop.pages
    return torch.where((torch.rand(len(numbers)) < drop.words) | blind[page], 0, numbers)


def shift(h: Tensor, by: int, page: Tensor) -> Tensor:
    """Each block's neighbour ``by`` places before it; zero where that is another page."""
    moved = torch.roll(h, by, dims=0)
    same = torch.roll(page, by) == page
    if by > 0:
        same[:by] = False
    else:
        same[by:] = False
    return moved * same.unsqueeze(1)


def around(z: Tensor, batch: Batch) -> Tensor:
    """(n, (len(LEVELS) + 4) * width) means of values: :meth:`cleaner.scoring.pooling.Pool.around`."""
    substance = batch.substance.double()
    heavy = z.double() * substance[:, None]
    sums = torch.cat((heavy.new_zeros(1, z.shape[1]), heavy.cumsum(dim=0)))
    total = torch.cat((substance.new_zeros(1), substance.cumsum(dim=0)))
    inside = (sums[batch.ends] - sums[batch.begins]) / (total[batch.ends] - total[batch.begins]).clamp_min(1e-3)[
        :, None
    ]
    first, last = page_bounds(batch)
    before = (sums[:-1] - sums[first]) / (total[:-1] - total[first]).clamp_min(1e-3)[:, None]
    behind = (sums[last] - sums[1:]) / (total[last] - total[1:]).clamp_min(1e-3)[:, None]
    patterns = int(batch.patterns.max()) + 1
    of_pattern = heavy.new_zeros(patterns, z.shape[1]).index_add(0, batch.patterns, heavy)
    of_pattern = of_pattern / heavy.new_zeros(patterns).index_add(0, batch.patterns, substance)[:, None].clamp_min(1e-9)
    heading = z[batch.headings.clamp_min(0)] * (batch.headings >= 0)[:, None]
    return torch.cat(
        (
            inside.float()[batch.pooled].flatten(1),
            before.float(),
            behind.float(),
            of_pattern.float()[batch.patterns],
            heading,
        ),
        dim=1,
    )


def page_bounds(batch: Batch) -> tuple[Tensor, Tensor]:
    """(n,) the first block of each block's page, and one past its last."""
    sizes = torch.bincount(batch.page, minlength=batch.pages)
    ends = sizes.cumsum(dim=0)
    return (ends - sizes)[batch.page], ends[batch.page]


def look_back(log_odds: Tensor, batch: Batch) -> Tensor:
    """(n, GLANCE) what :func:`cleaner.scoring.pooling.look_back` gives."""
    p = torch.sigmoid(log_odds.clamp(-15, 15))
    words = batch.words
    expected = p * words
    both = torch.stack((expected, words), dim=1).double()
    sums = torch.cat((both.new_zeros(1, 2), both.cumsum(dim=0)))
    first, last = page_bounds(batch)
    total = sums[last, 0] - sums[first, 0] + 1
    inside = sums[batch.ends] - sums[batch.begins]
    means = inside[:, 0] / inside[:, 1].clamp_min(1e-3)
    columns = [means[batch.rooted[:, level]] for level in GLANCE_LEVELS]
    columns += [inside[:, 0][batch.rooted[:, level]] / total for level in GLANCE_SHARES]
    for distance in GLANCE_NEAR:
        columns.append(shift(p[:, None], distance, batch.page)[:, 0])
        columns.append(shift(p[:, None], -distance, batch.page)[:, 0])
    columns += [p, (sums[:-1, 0] - sums[first, 0]) / total, torch.log1p(total) / 8]
    heavy = words + 1e-3
    patterns = int(batch.patterns.max()) + 1
    of_pattern = p.new_zeros(patterns).index_add(0, batch.patterns, p * heavy)
    of_pattern = of_pattern / p.new_zeros(patterns).index_add(0, batch.patterns, heavy).clamp_min(1e-9)
    columns.append(of_pattern[batch.patterns])
    strong = p * (words / 12).clamp_max(1)
    columns.append((strong + 2 * batch.page).cummax(dim=0).values - 2 * batch.page)
    turned = 2 * (batch.pages - batch.page)
    columns.append(((strong + turned).flip(0).cummax(dim=0).values).flip(0) - turned)
    columns.append(p[batch.headings.clamp_min(0)] * (batch.headings >= 0))
    of_section = p.new_zeros(len(p)).index_add(0, batch.sections, expected)
    of_section = of_section / p.new_zeros(len(p)).index_add(0, batch.sections, words).clamp_min(1e-3)
    columns.append(of_section[batch.sections])
    found = torch.stack([column.float() for column in columns], dim=1)
    assert found.shape[1] == GLANCE
    return found
