from .audit import AuditRow
from .beat import Beat
from .cached import Cached
from .chore import Chore
from .handled import Handled

__all__ = ["AuditRow", "Beat", "Cached", "Chore", "Handled"]
