"""Files that come into surveys, and the same layouts going out."""
