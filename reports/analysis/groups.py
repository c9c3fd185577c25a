"""Comments that share words, for those that fit no theme of the codebook."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reports.analysis.spelling import SILENT, features, plain_words, stem

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEAR = 0.88  # cosine distance up to which groups are joined
SMALLEST = 3  # comments of a group; fewer are no pattern
TOP_WORDS = 4  # words that name a group
MOST = 1000  # comments; the distances of more would need too much memory


@dataclass(frozen=True, slots=True)
class WordGroup:
    """Comments that speak of the same."""

    members: tuple[int, ...]  # places in the list that was given, ascending
    words: tuple[str, ...]  # most telling first, as people wrote them in plain spelling


def word_groups(texts: Sequence[str]) -> tuple[WordGroup, ...]:
    """Group texts by the stems that they share: tf-idf, cosine distance, average linkage.

    Parameters
    ----------
    texts
        Comments; of more than 1,000 only the first are grouped. Texts that share no word with
        another one are in no group.

    Returns
    -------
    tuple[WordGroup, ...]
        Groups of at least 3, the largest first; the same texts always give the same groups.

    References
    ----------
    Sokal & Michener (1958), average linkage; Salton & Buckley (1988),
    https://doi.org/10.1016/0306-4573(88)90021-0
    """
    from scipy.cluster.hierarchy import fcluster, linkage  # slow to load

    bags = [Counter(features(text)) for text in texts[:MOST]]
    shared = _shared(bags)
    places = [place for place, bag in enumerate(bags) if shared & bag.keys()]
    if len(places) < SMALLEST:
        return ()
    words = sorted(shared)
    matrix = _weights([bags[place] for place in places], words)
    labels = fcluster(linkage(matrix, "average", metric="cosine"), NEAR, "distance")
    found: dict[int, list[int]] = defaultdict(list)
    for row, label in enumerate(labels):
        found[int(label)].append(row)
    said = _as_written(texts)
    groups = [
        WordGroup(tuple(places[row] for row in rows), _top(matrix[rows], words, said))
        for rows in found.values()
        if len(rows) >= SMALLEST
    ]
    return tuple(sorted(groups, key=lambda group: (-len(group.members), group.members)))


def _shared(bags: Sequence[Counter[str]]) -> set[str]:
    """Return the stems that at least two texts have."""
    texts_with = Counter(word for bag in bags for word in bag)
    return {word for word, number in texts_with.items() if number > 1}


def _weights(bags: Sequence[Counter[str]], words: list[str]) -> NDArray[np.float64]:
    """Return a row a text, a column a word: count x log(texts / texts with the word) + 1."""
    counts = np.array([[bag[word] for word in words] for bag in bags], dtype=float)
    present = (counts > 0).sum(axis=0)
    rarity = [math.log(len(bags) / number) + 1 for number in present]
    weights: NDArray[np.float64] = counts * np.array(rarity)
    return weights


def _top(rows: NDArray[np.float64], words: list[str], said: dict[str, str]) -> tuple[str, ...]:
    """Name a group by its heaviest single stems that most of its texts share."""
    weight = rows.sum(axis=0) * (rows > 0).sum(axis=0)
    order = sorted(range(len(words)), key=lambda column: (-weight[column], words[column]))
    single = [words[column] for column in order if weight[column] > 0 and words[column] in said]
    return tuple(said[word] for word in single[:TOP_WORDS])


def _as_written(texts: Sequence[str]) -> dict[str, str]:
    """Return for each stem the word that people used most."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for word in plain_words(text):
            if word not in SILENT:
                forms[stem(word)][word] += 1
    return {
        root: min(counted, key=lambda word: (-counted[word], word))
        for root, counted in forms.items()
    }
