"""Several tests of one family."""

from __future__ import annotations

import numpy as np

from reports.analysis._arrays import Floats, Numbers


def holm(p_values: Numbers) -> Floats:
    """Adjust p-values so that the whole family is wrong with at most the stated probability.

    Parameters
    ----------
    p_values
        Shape (k,), 0-1, none missing.

    Returns
    -------
    ndarray
        Adjusted p-values in the same order, at most 1; empty for an empty family.

    Raises
    ------
    ValueError
        A p-value is missing or outside 0-1.

    References
    ----------
    Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal
    of Statistics, 6(2), 65-70. https://www.jstor.org/stable/4615733
    (the article has no DOI; see also https://doi.org/10.1146/annurev.ps.46.020195.003021)
    """
    found = np.asarray(p_values, dtype=np.float64)
    if not ((found >= 0) & (found <= 1)).all():
        raise ValueError("A p-value lies between 0 and 1.")
    order = np.argsort(found, kind="stable")
    stepped = found[order] * np.arange(found.size, 0, -1)
    adjusted = np.empty_like(found)
    adjusted[order] = np.minimum(1.0, np.maximum.accumulate(stepped)) if found.size else stepped
    return adjusted
