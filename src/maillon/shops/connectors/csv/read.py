"""CSV with the columns of the shops format; encoding and delimiter are found out, common column names understood."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from maillon.territory.public import FileRefused, RowRejected, check_file, encoding_of, fold

from ...rules.rows import RowReader, ShopRow

DELIMITERS = (",", ";", "\t", "|")
COLUMNS = {
    "id": "id osmid osm_id identifiant ref recordid external_id gml_id",
    "name": "name nom title naam navn nazwa enseigne nom_du_commerce bezeichnung",
    "aliases": "aliases alias other_names autres_noms",
    "trade": "trade category shop amenity type metier categorie activite",
    "street": "street addr:street rue voie straat gate ulica strasse",
    "housenumber": "housenumber addr:housenumber number numero no huisnummer hausnummer numero_de_voie",
    "postcode": "postcode addr:postcode zip postal_code code_postal plz",
    "lon": "lon lng longitude long x",
    "lat": "lat latitude y",
    "point": "geo_point_2d geo_point geopoint coordinates coordonnees_geo",
    "website": "website site url site_internet web contact:website",
    "phone": "phone tel telephone contact:phone",
    "instagram": "instagram contact:instagram",
    "facebook": "facebook contact:facebook",
    "handles": "handles accounts comptes",
    "opening_hours": "opening_hours hours horaires",
    "fictional": "fictional",
    "also": "also",
}
KNOWN = {fold(other.replace(":", " ")): column for column, others in COLUMNS.items() for other in others.split()}
LARGEST_FIELD = 16 << 20


def read_csv(path: Path, reader: RowReader) -> Iterator[ShopRow | RowRejected]:
    """Row numbers count the rows after the heading, from 1. Raises FileRefused."""
    check_file(path)
    encoding = encoding_of(path, guess=True)
    csv.field_size_limit(LARGEST_FIELD)
    number = 0
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        heading = file.readline()
        delimiter = delimiter_of(heading)
        columns = columns_of(next(csv.reader([heading], delimiter=delimiter), []))
        if "id" not in columns.values() or "name" not in columns.values():
            raise FileRefused("no_columns", found=heading.strip()[:200] or "–")
        lines = csv.reader(file, delimiter=delimiter)
        try:
            for cells in lines:
                if not any(cells):
                    continue
                number += 1
                yield from read_cells(number, columns, cells, reader)
        except csv.Error as error:
            raise FileRefused("not_csv", line=lines.line_num + 1, message=str(error)) from None


def delimiter_of(heading: str) -> str:
    """The delimiter under which the heading has most columns we know; comma when none has any."""
    return max(DELIMITERS, key=lambda d: (len(columns_of(next(csv.reader([heading], delimiter=d), []))), d == ","))


def columns_of(names: list[str]) -> dict[int, str]:
    """Map place in the row → column of the shops format; the first of two that mean the same wins."""
    found: dict[int, str] = {}
    for place, name in enumerate(names):
        column = KNOWN.get(fold(name.replace(":", " ").replace("_", " "))) or KNOWN.get(fold(name))
        if column and column not in found.values():
            found[place] = column
    return found


def read_cells(number: int, columns: dict[int, str], cells: list[str], reader: RowReader) -> Iterator[ShopRow | RowRejected]:
    facts: dict[str, Any] = {column: cells[place] for place, column in columns.items() if place < len(cells)}
    lon, lat = facts.get("lon"), facts.get("lat")
    point = str(facts.get("point") or "").strip("[]() ")
    if not lon and not lat and point.count(",") == 1:  # "latitude, longitude", as open-data portals write it
        lat, lon = point.split(",")
    yield from reader.read(number, facts, lon, lat)
