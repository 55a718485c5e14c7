from typing import Any

from django.db import models


class FoldedField(models.CharField):
    """Folded text, compared and sorted by code point on every database, so that a prefix is a range.

    SQLite does so by itself; PostgreSQL is told to (collation "C"), or the range would follow the server's language.
    """

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters
