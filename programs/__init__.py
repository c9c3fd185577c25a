"""Topics, codebook, what is taught, when, and to whom."""
