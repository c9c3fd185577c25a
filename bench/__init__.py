"""Benchmarks beside their floors: ``make bench`` prints bound, figure, met or missed."""
