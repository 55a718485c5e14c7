"""What changes in shops. Keyword-only; one transaction each, with its audit row."""

from .aliases import AliasRefused, add_alias, remove_alias
from .import_shops import ImportResult, import_shops
from .merging import MergeRefused, merge, refuse_merge
from .places import place_shops

__all__ = [
    "AliasRefused",
    "ImportResult",
    "MergeRefused",
    "add_alias",
    "import_shops",
    "merge",
    "place_shops",
    "refuse_merge",
    "remove_alias",
]
