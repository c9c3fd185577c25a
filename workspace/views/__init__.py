"""Views of the workspace, one module per kind of page."""
