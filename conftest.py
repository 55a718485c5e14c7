"""Fixtures for all tests. What must be set before Django starts is in `maillon.site.testing`."""

pytest_plugins = ["tests.cast"]
