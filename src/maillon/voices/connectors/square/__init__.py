"""The square: posts written on the portal itself. They come by being written, so there is never anything to fetch."""
from .source import CONNECTOR

__all__ = ["CONNECTOR"]
