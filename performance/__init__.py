"""Indicators, measurements, pairs before and after."""
