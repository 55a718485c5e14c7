from .audit import AuditRow
from .beat import Beat
from .chore import Chore
from .handled import Handled

__all__ = ["AuditRow", "Beat", "Chore", "Handled"]
