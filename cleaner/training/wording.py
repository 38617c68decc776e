"""Fit how prompts sound: ``python -m cleaner.training.wording GOLD... --out wording.npz [--seed N]``.

Prompts are the phrases of ``prompts.json`` and, counting little, blocks of furniture of the gold pages; articles are its
sentences and blocks of content. The card says what a table makes of phrases, sentences and sites that it was not fitted to.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
import torch
from torch import nn

from cleaner.scoring.characters import read
from cleaner.scoring.wording import STEP, UNSEEN, WEIGHT, WORDING_BITS, buckets_of, by_word
from cleaner.training.card import digests, provenance
from cleaner.training.gold import load
from cleaner.training.scorer.examples import examples as examples_of
from cleaner.training.scorer.prompts import sayings, sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cleaner.training.scorer.recipe import Example

FEWEST_WORDS = 3
SITE_BLOCKS = 20
"""Blocks of a site, of content and of furniture each, that are looked at: sites repeat themselves."""
SHARES = (3.0, 0.2, 1.5, 2.0)
"""What phrases, furniture of pages, sentences and content of pages count in all."""
SOURCES = 3
"""A bucket counts only if the texts of so many sites, or so many phrases, have it."""
EPOCHS = 16
BATCH = 1024
RATE = 0.03
DECAY = 3e-6
"""Of the squares of what the buckets add."""


def texts_of(examples: Sequence[Example], content: bool, rng: np.random.Generator) -> tuple[list[str], list[str]]:
    """Some blocks of every site that are content, or that are sentences of furniture; and the site of each."""
    texts, sites = [], []
    seen: dict[str, set[str]] = {}
    for k in rng.permutation(len(examples)):
        example = examples[k]
        blocks = example.page.blocks
        sure = (example.trust > 0.5) & ((example.labels > 0.9) if content else (example.labels < 0.1))
        known = seen.setdefault(example.site, set())
        for block in rng.permutation(np.flatnonzero(sure)):
            if len(known) >= SITE_BLOCKS:
                break
            text = blocks.texts[block]
            linked = 2 * blocks.link_chars[block] > len(text)
            short = not content and text.isascii() and len(text.split()) < FEWEST_WORDS
            if text in known or linked or short:
                continue
            known.add(text)
            texts.append(text)
            sites.append(example.site)
    return texts, sites


def fit_wording(
    examples: Sequence[Example], phrases: Sequence[str], sentences: Sequence[str], seed: int
) -> NDArray[np.float32]:
    """(2^WORDING_BITS,) what each bucket adds to the log-odds that a text is a prompt (logistic regression).

    :param phrases: prompts and the like, each a source of its own.
    :param sentences: of articles, each a source of its own.
    """
    rng = np.random.default_rng(seed)
    furniture, content = texts_of(examples, False, rng), texts_of(examples, True, rng)
    texts = [*phrases, *furniture[0], *sentences, *content[0]]
    names = [*phrases, *furniture[1], *sentences, *content[1]]
    sizes = (len(phrases), len(furniture[0]), len(sentences), len(content[0]))
    share = np.repeat([share / max(size, 1) for share, size in zip(SHARES, sizes, strict=True)], sizes)
    labels = np.repeat([1.0, 1.0, 0.0, 0.0], sizes)
    characters = read(texts)
    buckets, owners = buckets_of(characters.all_words, characters.owners)
    source = np.unique(np.array(names), return_inverse=True)[1]
    pairs = np.unique(np.stack((buckets, source.take(owners))), axis=1)
    often = np.bincount(pairs[0], minlength=1 << WORDING_BITS) >= SOURCES
    chosen = often.take(buckets)
    order = owners[chosen].argsort(kind="stable")
    buckets, owners = buckets[chosen][order], owners[chosen][order]
    begins = np.searchsorted(owners, np.arange(len(texts) + 1))
    parts = 1 / np.sqrt(np.bincount(characters.owners, minlength=len(texts)) + UNSEEN)

    torch.manual_seed(seed)
    table = nn.Parameter(torch.zeros(1 << WORDING_BITS, 1))
    optimizer = torch.optim.Adam([table], lr=RATE)
    weights = torch.from_numpy(share * len(texts) / share.sum())
    targets = torch.from_numpy(labels)
    for _ in range(EPOCHS):
        for some in np.array_split(rng.permutation(len(texts)), max(1, len(texts) // BATCH)):
            lengths = (begins[some + 1] - begins[some]).astype(np.int64)
            places = np.concatenate([np.arange(begins[k], begins[k + 1]) for k in some.tolist()])
            offsets = np.concatenate(([0], np.cumsum(lengths)[:-1]))
            said = nn.functional.embedding_bag(
                torch.from_numpy(buckets[places]), table, torch.from_numpy(offsets), mode="sum"
            )[:, 0].double() * torch.from_numpy(parts[some])
            entropy = nn.functional.binary_cross_entropy_with_logits(said, targets[some], reduction="none")
            loss = (entropy * weights[some]).mean() + DECAY * (table**2).sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    steps: NDArray[np.float32] = np.clip(np.round(table.detach().numpy()[:, 0] / STEP), -127, 127)
    return steps * STEP


def half_of(text: str) -> int:
    """Which half of the phrases, sentences or sites one belongs to, the same on every machine."""
    return crc32(text.encode()) // 256 % 2


def held_out(examples: Sequence[Example], phrases: Sequence[str], ordinary: Sequence[str], seed: int) -> str:
    """A table of what is taken for prompts by a table that has seen the other half only."""
    rows = "| texts | count | sound like prompts | lose 1 in log-odds or more |\n|---|---|---|---|\n"
    table = fit_wording(
        [example for example in examples if not half_of(example.site)],
        [phrase for phrase in phrases if not half_of(phrase)],
        [sentence for sentence in ordinary if not half_of(sentence)],
        seed,
    )
    unseen = [example for example in examples if half_of(example.site)]
    rng = np.random.default_rng(seed)
    kinds = {
        "phrases": [phrase for phrase in phrases if half_of(phrase)],
        "sentences": [sentence for sentence in ordinary if half_of(sentence)],
        "furniture of pages": texts_of(unseen, False, rng)[0],
        "content of pages": texts_of(unseen, True, rng)[0],
    }
    for name, texts in kinds.items():
        characters = read(texts)
        taken = WEIGHT * by_word(characters.all_words, characters.owners, len(texts), table)
        rows += f"| {name} | {len(texts)} | {(taken > 0).mean():.3f} | {(taken >= 1).mean():.3f} |\n"
    return rows


def main() -> None:
    """Fit the table and write it with its card."""
    ask = argparse.ArgumentParser(prog="python -m cleaner.training.wording", description=__doc__)
    ask.add_argument("gold", nargs="+", type=Path)
    ask.add_argument("--out", required=True, type=Path)
    ask.add_argument("--seed", default=1, type=int)
    arguments = ask.parse_args()
    torch.set_num_threads(1)
    examples = [example for path in arguments.gold for _, example in examples_of(load(path))]
    phrases, ordinary = sayings(), sentences()
    table = fit_wording(examples, phrases, ordinary, arguments.seed)
    np.savez_compressed(arguments.out, steps=(table / STEP).astype(np.int8))
    names = " ".join(path.name for path in arguments.gold)
    card = (
        "# Model card\n\nHow far the words of a block sound like those of a prompt (see `cleaner/scoring/wording.py`).\n\n"
        f"Made with `python -m cleaner.training.wording {names} --seed {arguments.seed} --out {arguments.out.name}`, "
        f"{provenance()}.\n\nFitted to {len(phrases)} phrases, {len(ordinary)} sentences and blocks of "
        f"{len({example.site for example in examples})} sites.\n\n## Of what a table has not seen, by one fitted to the "
        f"other half\n\n{held_out(examples, phrases, ordinary, arguments.seed)}\n## Gold files\n\n| file | SHA-256 |\n|---|---|\n"
        f"{digests(arguments.gold)}"
    )
    arguments.out.with_suffix(".md").write_text(card, encoding="utf-8")
    print(card, file=sys.stdout)


if __name__ == "__main__":
    main()
