"""The sample town's talk: invented posts from a file, ninety days of them at once, then one every twenty seconds."""
from .source import CONNECTOR

__all__ = ["CONNECTOR"]
