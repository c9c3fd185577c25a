"""Pages of results, one module per kind of page."""
