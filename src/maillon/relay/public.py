"""The door of relay: sign the holders of a town's roles up, alert about posts that were read.

Do NOT return model rows or QuerySets.
"""
from __future__ import annotations

from .actions.alert import alert_about
from .actions.subscribe import sign_up_holders

__all__ = ["alert_about", "sign_up_holders"]
