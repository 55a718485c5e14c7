from .alias import ShopAlias
from .claim import Claim
from .external_id import ExternalId
from .import_run import ImportRejection, ImportRun
from .merge import MergeProposal
from .search_token import SearchToken
from .shop import Shop, ShopZone

__all__ = [
    "Claim",
    "ExternalId",
    "ImportRejection",
    "ImportRun",
    "MergeProposal",
    "SearchToken",
    "Shop",
    "ShopAlias",
    "ShopZone",
]
