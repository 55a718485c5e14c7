"""Posts from a file: CSV, JSON or JSONL. `reading` turns any of them into numbered rows, `mapping` a row into a post."""
from .source import CONNECTOR

__all__ = ["CONNECTOR"]
