"""Everything that changes voices. Reading posts is in `read`, counters in `counters`: only tasks and the door ask those."""
from .by_moderator import choose, choose_none, confirm, confirm_link, correct_reading, refuse, remove_link
from .by_shop import dispute, is_us, mark_answered, not_a_complaint, put_aside
from .deciding import CorrectionRefused, undo
from .lessons import teach_again, undo_lesson

__all__ = ["CorrectionRefused", "choose", "choose_none", "confirm", "confirm_link", "correct_reading", "dispute", "is_us",
           "mark_answered", "not_a_complaint", "put_aside", "refuse", "remove_link", "teach_again", "undo", "undo_lesson"]
