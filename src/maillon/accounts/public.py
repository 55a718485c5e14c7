"""The door of accounts: who somebody is and what roles they hold.

Responsibilities: people, their roles, permission predicates on roles. Do NOT return model rows or QuerySets.
"""
from __future__ import annotations
