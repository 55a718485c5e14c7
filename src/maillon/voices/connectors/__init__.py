"""Connectors: one folder a source. A folder signs itself up by being here; its package gives `CONNECTOR`.

The contract is in `contract.py`; a folder that does not keep it is refused when the registry is first asked.
"""
from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from .contract import Connector


@cache
def connectors() -> dict[str, Connector]:
    """Return every connector by its kind, the name of its folder. Raises TypeError for one that breaks the contract."""
    found = {}
    for module in iter_modules(__path__):
        if module.ispkg:
            connector = import_module(f"{__name__}.{module.name}").CONNECTOR
            if not isinstance(connector, Connector) or connector.kind != module.name:
                raise TypeError(f"connectors/{module.name} does not give a connector of its own name")
            found[module.name] = connector
    return found


def connector_of(kind: str) -> Connector:
    """Return the connector of a kind. Raises LookupError when no folder bears the name."""
    return connectors()[kind]
