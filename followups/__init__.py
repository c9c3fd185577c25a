"""Findings, recommendations, actions: stores evidence, computes nothing."""
