"""Reads all other apps; owns only what it published."""
