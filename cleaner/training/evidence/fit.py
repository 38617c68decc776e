"""Fit the network that weighs template evidence; see :mod:`cleaner.templates.evidence.model`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from cleaner.templates.evidence.features import FEATURES
from cleaner.templates.evidence.model import EvidenceModel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cleaner.training.evidence.examples import Case


@dataclass(frozen=True, slots=True)
class TemplateRecipe:
    """How to fit; how the shipped weights were made is told in their card."""

    seed: int = 1
    networks: int = 4
    """Small networks whose outputs are averaged: together they are one with a wider layer."""
    hidden: int = 64
    epochs: int = 6
    blocks: int = 4096
    """Blocks a step."""
    rate: float = 3e-3
    decay: float = 0.01
    drop: float = 0.1
    """Share of the features, and of the hidden units, that a step does not see."""
    positive: float = 1.4
    """The weight of content beside that of boilerplate: what is dropped wrongly is worse."""
    rounds: int = 2
    """How often each page is seen in each form, each time with other furniture and in the light of other pages."""


def fit(cases: Sequence[Case], recipe: TemplateRecipe, tell: Callable[[str], None] = lambda _: None) -> EvidenceModel:
    """Minimise the cross-entropy of log-odds plus change, what speaks against a block being trusted as it will be.

    The same cases and recipe give the same weights.
    """
    features = torch.from_numpy(np.concatenate([case.features for case in cases]))
    names = ("log_odds", "trust", "labels", "weights")
    columns = [np.concatenate([getattr(case, name) for case in cases]) for name in names]
    log_odds, trust, labels, weights = (torch.from_numpy(column.astype(np.float32)) for column in columns)
    weights = torch.where(labels > 0.5, recipe.positive * weights, weights)
    center, scale = features.mean(dim=0), features.std(dim=0) + 0.01
    features = (features - center) / scale
    parts = []
    for number in range(recipe.networks):
        torch.manual_seed(recipe.seed * 1000 + number)
        network = nn.Sequential(
            nn.Linear(len(FEATURES), recipe.hidden), nn.ReLU(), nn.Dropout(recipe.drop), nn.Linear(recipe.hidden, 1)
        )  # fmt: skip
        with torch.no_grad():
            network[3].weight.mul_(0.1)
        steps = recipe.epochs * -(-len(features) // recipe.blocks)
        optimizer = torch.optim.AdamW(network.parameters(), recipe.rate, weight_decay=recipe.decay)
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, recipe.rate, total_steps=steps + 1)
        total = 0.0
        for _ in range(recipe.epochs):
            for chosen in torch.randperm(len(features)).split(recipe.blocks):
                seen = features[chosen]
                seen = seen * (torch.rand_like(seen) > recipe.drop)
                change = network(seen)[:, 0]
                weighed = log_odds[chosen] + torch.where(change < 0, trust[chosen] * change, change)
                loss = nn.functional.binary_cross_entropy_with_logits(
                    weighed, labels[chosen], weight=weights[chosen], reduction="sum"
                ) / weights[chosen].sum()  # fmt: skip
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                schedule.step()
                total += float(loss.detach())
        tell(f"network {number + 1}/{recipe.networks}: loss {total / steps:.4f}")
        parts.append([parameter.detach().numpy().astype(np.float64) for parameter in network.parameters()])
    scales, centers = scale.numpy().astype(np.float64), center.numpy().astype(np.float64)
    inner = np.concatenate([weight.T / scales[:, None] for weight, *_ in parts], axis=1)
    bias = np.concatenate([bias - (centers / scales) @ weight.T for weight, bias, *_ in parts])
    outer = np.concatenate([weight.T for *_, weight, _ in parts]) / recipe.networks
    arrays = {
        "inner.weight": inner,
        "inner.bias": bias,
        "outer.weight": outer,
        "outer.bias": np.mean([bias for *_, bias in parts], axis=0),
    }
    return EvidenceModel({name: array.astype(np.float32) for name, array in arrays.items()})
