"""A result becomes an SVG, by matplotlib's Figure."""
