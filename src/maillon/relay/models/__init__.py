from .delivery import Delivery
from .digest import Digest
from .subscription import Subscription

__all__ = ["Delivery", "Digest", "Subscription"]
