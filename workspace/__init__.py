"""Pages that put several apps side by side, the demo tenant, the privacy pages."""
