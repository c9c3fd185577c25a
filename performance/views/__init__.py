"""Pages of performance, one module per page."""
