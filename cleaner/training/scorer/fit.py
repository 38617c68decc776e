"""Fit the network to gold pages."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np
import torch
from torch import Tensor, nn

from cleaner.scoring.features import NAME_BITS, WORD_BITS, build
from cleaner.scoring.model import Weights, forward
from cleaner.training.scorer.augment import augment
from cleaner.training.scorer.network import Network, join
from cleaner.training.scorer.pieces import pool_of
from cleaner.training.scorer.recipe import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from cleaner.training.scorer.pieces import Pool
    from cleaner.training.scorer.recipe import Example, Recipe


ONE_ARTICLE = frozenset(("article", "documentation", "mixed"))
"""Kinds of pages on which another article below is not content."""


def fit(examples: Sequence[Example], recipe: Recipe, tell: Callable[[str], None] = lambda _: None) -> Weights:
    """Train on the examples; the same examples and recipe give the same weights on the same machine."""
    if recipe.unlabelled > 0:
        log_odds = predict_crosswise(examples, replace(recipe, epochs=recipe.first_epochs), tell)
        examples = [taught(*pair, recipe) for pair in zip(examples, log_odds, strict=True)]
        tell("second round")
    return fit_once(examples, recipe, tell)


def predict_crosswise(
    examples: Sequence[Example], recipe: Recipe, tell: Callable[[str], None]
) -> list[NDArray[np.float32]]:
    """Raw log-odds of every example's blocks by a network that has seen no page of its site."""
    log_odds = [np.zeros(0, np.float32)] * len(examples)
    folds = [fold_of(example.site, recipe.teachers) for example in examples]
    for fold in sorted(set(folds)):
        inside = [index for index, of in enumerate(folds) if of == fold]
        others = [example for example, of in zip(examples, folds, strict=True) if of != fold] or examples
        weights = fit_once(others, recipe, tell)
        for index, values in zip(inside, predict([examples[index] for index in inside], weights), strict=True):
            log_odds[index] = values
    return log_odds


def fold_of(site: str, folds: int) -> int:
    """The fold a site belongs to, the same on every machine."""
    return crc32(site.encode()) % folds


def taught(example: Example, log_odds: NDArray[np.float32], recipe: Recipe) -> Example:
    """An example whose labels a network of the first round has smoothed, and filled in where gold says nothing.

    What was made up is as it was made: nothing of it is smoothed.

    :param log_odds: (n,) what that network says of the blocks.
    """
    if example.weight < 1:
        return example
    said: NDArray[np.float32] = (1 / (1 + np.exp(-log_odds))).astype(np.float32)
    if example.whole:
        return replace(example, labels=(1 - recipe.taught) * example.labels + recipe.taught * said)
    known = example.trust > 0
    return replace(
        example,
        labels=np.where(known, example.labels, said),
        trust=np.where(known, example.trust, np.float32(recipe.unlabelled)),
    )


def fit_once(examples: Sequence[Example], recipe: Recipe, tell: Callable[[str], None]) -> Weights:
    """One round of training."""
    torch.manual_seed(recipe.seed)
    rng = np.random.default_rng(recipe.seed)
    seen = [build(example.page) for example in examples]
    columns = seen[0].columns
    network = Network(len(columns), len(KINDS), recipe.size)
    dense = np.concatenate([features.dense for features in seen])
    network.center.data = torch.from_numpy(dense.mean(axis=0))
    network.scale.data = torch.from_numpy(1 / np.maximum(dense.std(axis=0), 0.05))
    network.known_words.data = known(
        [(features.words, example.site) for features, example in zip(seen, examples, strict=True)],
        1 << WORD_BITS,
        recipe,
    )
    network.known_names.data = known(
        [(features.names, example.site) for features, example in zip(seen, examples, strict=True)],
        1 << NAME_BITS,
        recipe,
    )
    pool = pool_of([(e.page, e.labels, e.trust, e.kind if e.whole else "") for e in examples], rng)
    averaged = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(recipe.average)
    )
    optimizer = torch.optim.AdamW(network.parameters(), lr=recipe.rate, weight_decay=recipe.decay)
    often = np.minimum(1, recipe.blocks / np.array([len(example.page) for example in examples]))
    steps = recipe.epochs * (len(examples) // recipe.pages + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, recipe.rate, total_steps=steps, pct_start=0.1)
    for epoch in range(recipe.epochs):
        network.train()
        order = rng.permutation(np.flatnonzero(rng.random(len(examples)) < often))
        total = 0.0
        for begin in range(0, len(order), recipe.pages):
            some = [examples[k] for k in order[begin : begin + recipe.pages]]
            loss = page_loss(network, some, recipe, pool, rng)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            averaged.update_parameters(network)
            total += loss.item() * len(some)
        tell(f"epoch {epoch + 1}/{recipe.epochs}: loss {total / max(len(order), 1):.4f}")
    best = averaged.module
    best.eval()
    return Weights(columns, best.arrays(), np.array([[-20, 20], [-20, 20]], dtype=np.float32))


def known(seen: Sequence[tuple[NDArray[np.integer[Any]], str]], buckets: int, recipe: Recipe) -> Tensor:
    """(buckets, 1) 1 for the hashed words of enough sites, else 0; bucket 0 stands for no word at all."""
    by_site: dict[str, list[NDArray[np.integer[Any]]]] = defaultdict(list)
    for numbers, site in seen:
        by_site[site].append(numbers)
    counts = np.zeros(buckets, dtype=np.int64)
    for parts in by_site.values():
        counts[np.unique(np.concatenate(parts))] += 1
    counts[0] = 0
    return torch.from_numpy((counts >= recipe.sites).astype(np.float32))[:, None]


def page_loss(
    network: Network, some: Sequence[Example], recipe: Recipe, pool: Pool, rng: np.random.Generator
) -> Tensor:
    """Cross-entropy over blocks, one minus the soft F1 over pages, and the kind of page; of pages changed at random."""
    changed = [
        augment(
            example.page,
            example.labels,
            example.trust,
            example.whole,
            rng,
            recipe.augmentation_of(example.kind),
            pool,
            example.kind in ONE_ARTICLE,
        )
        for example in some
    ]
    pages = [build(page) for page, _, _ in changed]
    batch = join(pages)
    logits, first, kinds = network(batch, recipe.drop)
    labels = torch.from_numpy(np.concatenate([labels for _, labels, _ in changed]))
    trust = torch.from_numpy(np.concatenate([trust for _, _, trust in changed]))
    words = torch.from_numpy(np.concatenate([features.weights for features in pages]))
    worth = torch.tensor([example.weight for example in some])

    def per_page(values: Tensor) -> Tensor:
        return values.new_zeros(batch.pages).index_add(0, batch.page, values)

    important = torch.from_numpy(np.concatenate([importance(labels, recipe) for _, labels, _ in changed]))
    share = trust * important * words.clamp_min(1).sqrt()
    entropy = nn.functional.binary_cross_entropy_with_logits(logits, labels, reduction="none")
    entropy = entropy + recipe.first * nn.functional.binary_cross_entropy_with_logits(first, labels, reduction="none")
    entropy = (worth * per_page(entropy * share) / per_page(share).clamp_min(1)).mean()
    probability = torch.sigmoid(logits)
    both = per_page(probability * labels * words)
    f1 = (2 * both + 1) / (per_page(probability * words) + per_page(labels * words) + 1)
    whole = torch.tensor([float(example.whole) for example in some]) * worth
    soft = ((1 - f1) * whole).sum() / max(len(some), 1)
    target = torch.tensor([KINDS.index(example.kind) if example.kind in KINDS else -1 for example in some])
    kind = nn.functional.cross_entropy(kinds, target, ignore_index=-1) if (target >= 0).any() else logits.new_zeros(())
    loss: Tensor = entropy + recipe.f1 * soft + recipe.kind * kind
    return loss


def importance(labels: NDArray[np.float32], recipe: Recipe) -> NDArray[np.float32]:
    """(n,) how much each block of a page counts: content between content more, and the last content."""
    content = labels > 0.5
    weights = np.ones(len(labels), dtype=np.float32)
    weights[1:-1][content[:-2] & content[1:-1] & content[2:]] = recipe.between
    if content.any():
        weights[np.flatnonzero(content)[-1]] = recipe.last
    return weights


def predict(examples: Sequence[Example], weights: Weights) -> list[NDArray[np.float32]]:
    """Raw log-odds of every example's blocks; none where it has no blocks."""
    return [
        forward(build(example.page), weights) if len(example.page) else np.zeros(0, np.float32) for example in examples
    ]
