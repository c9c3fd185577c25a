"""An attacker who writes down every published sum and solves for what is hidden."""

import numpy as np

TOLERANCE = 1e-6


class Ledger:
    """Linear equations over unknown counts; each published number is one equation."""

    def __init__(self):
        self.unknowns = {}
        self.rows = []

    def unknown(self, key):
        return self.unknowns.setdefault(key, len(self.unknowns))

    def publish(self, terms):
        """Note that the sum of the terms {unknown key: weight} is public."""
        self.rows.append({self.unknown(key): weight for key, weight in terms.items()})

    def recovered(self, secrets):
        """Return the secrets {name: terms} that follow from the published sums alone."""
        for terms in secrets.values():
            for key in terms:
                self.unknown(key)
        if not self.rows or not secrets:
            return set()
        system = self._matrix(self.rows)
        sizes, vectors = np.linalg.eigh(system.T @ system)
        basis = vectors[:, sizes > sizes[-1] * 1e-9].T
        wanted = self._matrix(
            {self.unknowns[key]: weight for key, weight in terms.items()}
            for terms in secrets.values()
        )
        left = wanted - (wanted @ basis.T) @ basis
        return {
            name
            for name, rest in zip(secrets, np.abs(left).max(axis=1), strict=True)
            if rest < TOLERANCE
        }

    def _matrix(self, rows):
        rows = list(rows)
        matrix = np.zeros((len(rows), len(self.unknowns)))
        for place, row in enumerate(rows):
            for column, weight in row.items():
                matrix[place, column] = weight
        return matrix
