"""Reads of relay."""
