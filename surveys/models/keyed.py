"""Keys that tell nothing: random 63-bit row ids, random names of key files."""

from __future__ import annotations

import secrets

from django.db import models


def random_id() -> int:
    """Return a random positive 63-bit key."""
    return secrets.randbits(63) or 1


def random_name() -> str:
    """Return a name under which the key store keeps a key; no two databases share one."""
    return secrets.token_hex(16)


class RandomKey(models.Model):
    """A row whose key tells nothing about its order."""

    id = models.BigAutoField(primary_key=True, default=random_id)

    class Meta:
        abstract = True
