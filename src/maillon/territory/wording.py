"""Why a row or a file was refused or mended, as a sentence for a person."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

REASONS = {
    # files
    "file_missing": _("There is no such file: %(file)s."),
    "file_empty": _("The file is empty."),
    "file_format": _("Not a format we read: %(file)s. GeoJSON, CSV, Overpass JSON and .osm.pbf are."),
    "not_json": _("Not valid JSON: line %(line)s, column %(column)s: %(message)s."),
    "too_deep": _("The JSON is nested more than %(limit)s levels deep: that is no map data."),
    "wrong_encoding": _(
        "The text is not UTF-8: the first wrong byte is in line %(line)s. It looks like %(guess)s; save the file as UTF-8."
    ),
    "unknown_encoding": _("The text's encoding could not be recognised; save the file as UTF-8."),
    "no_features": _("The JSON has no list “%(member)s”: it is not %(format)s."),
    "no_columns": _("The first line must name the columns; at least “id” and “name” are missing. Found: %(found)s."),
    "not_csv": _("Not readable as CSV near line %(line)s: %(message)s."),
    "not_pbf": _("Not a readable .osm.pbf file: %(message)s."),
    "too_many_close": _(
        "%(gone)s of %(known)s shops of the register “%(register)s” are not in this file. That is more "
        "than 30 %%, so nothing was changed. If they did close, import again with --allow-closing."
    ),
    "nothing_usable": _("Not one of the %(rows)s rows could be used, so nothing was changed."),
    # rows
    "not_a_feature": _("This is not a feature with properties."),
    "no_id": _("It has no id, so a later import could not find it again."),
    "id_too_long": _("Its id is longer than %(limit)s characters."),
    "double_id": _("The id “%(id)s” already stands in row %(first)s."),
    "no_name": _("It has no name."),
    "name_too_long": _("Its name has %(length)s characters; %(limit)s are the most."),
    "no_position": _("It has no position (null geometry)."),
    "street_only": _("It has no position: it stands in the lists and on its street's page, not on the map."),
    "not_a_point": _("A shop's place must be a point, not %(kind)s."),
    "not_numeric": _("Its position is not a pair of numbers: %(value)s."),
    "out_of_range": _("Its position lies off the globe: longitude %(lon)s, latitude %(lat)s."),
    "axes_swapped": _(
        "Longitude and latitude look swapped: the file says longitude %(lon)s, latitude %(lat)s; the other "
        "way round it lies in the town."
    ),
    "axes_swapped_globe": _("Longitude and latitude look swapped: the file says longitude %(lon)s, latitude %(lat)s."),
    "far_away": _("It lies about %(km)s km outside the town."),
    "private": _("It is marked as vacant or out of use."),
    "zone_kind": _("“%(kind)s” is not a kind of zone: town, district, quarter, street, centre, station."),
    "zone_shape": _("A zone of kind %(kind)s cannot be drawn as %(shape)s."),
    "bad_polygon": _("Its outline cannot be read: %(message)s."),
    "self_crossing": _(
        "Its outline crosses itself near longitude %(lon)s, latitude %(lat)s, and mending it would lose %(share)s %% of its area."
    ),
    "no_parent": _("Its parent “%(parent)s” is not among the zones."),
    "parent_not_wider": _("Its parent “%(parent)s” is not a wider kind of zone; its place on the map decided."),
    # kept, but told
    "mended_outline": _("Its outline crossed itself near longitude %(lon)s, latitude %(lat)s; it was mended. Please check it."),
    "left_out": _("“%(column)s” was left out: %(length)s characters, %(limit)s are the most."),
    "bad_site": _("Its website was left out: “%(value)s” is not a web address."),
}


def say(reason: str, args: dict[str, Any]) -> str:
    """Return the sentence for `reason` in the present language; an unknown key is shown as it is."""
    sentence = REASONS.get(reason)
    if sentence is None:
        return reason
    try:
        return str(sentence) % {name: _short(value) for name, value in args.items()}
    except (KeyError, ValueError, TypeError):
        return str(sentence)


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 80 else text[:79] + "…"
