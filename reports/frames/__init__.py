"""Database to records and arrays; the only place that knows both. Each function is one query."""
