"""The door of relay: sign up who holds a role, alert about posts that were read, follow a shop that became another.

Do NOT return model rows or QuerySets.
"""
from __future__ import annotations

from .actions.alert import alert_about
from .actions.subscribe import follow_merge, sign_up_holders

__all__ = ["alert_about", "follow_merge", "sign_up_holders"]
