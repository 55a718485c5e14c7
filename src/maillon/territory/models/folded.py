from typing import Any

from django.db import models


class FoldedField(models.CharField):  # type: ignore[type-arg]
    """Folded text, compared and sorted by code point on every database, so that a prefix is a range.

    SQLite does so by itself; PostgreSQL is told to (collation "C"), or the range would follow the server's language.
    """

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters

    def deconstruct(self) -> Any:
        """Migrations of other contexts name the field by territory's door."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "maillon.territory.public.FoldedField", args, kwargs
