"""The floor of answering: a bare Django view with session, CSRF and one INSERT."""
