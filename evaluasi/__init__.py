"""The project: settings, addresses, servers. Not a place for features."""
