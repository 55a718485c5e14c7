"""Zones of the sample town: town, districts, quarters (official outlines); stations and centres (written for it)."""

from __future__ import annotations

import json
from pathlib import Path

import shapely
from shapely.geometry import MultiPolygon, Point, Polygon, box, mapping, shape

from .names import slug
from .stations import rows

OFFICIAL = "Ville de Paris, quartiers administratifs (ODbL)"
WRITTEN = "written for the project, approximate"
TOWN_ID = "town:paris-18-20"
DISTRICTS = {18: "Butte-Montmartre", 19: "Buttes-Chaumont", 20: "Ménilmontant"}
ROMAN = {18: "XVIIIe", 19: "XIXe", 20: "XXe"}
ORDINAL_FR = {18: "dix-huitième", 19: "dix-neuvième", 20: "vingtième"}
ENGLISH = {18: "18th", 19: "19th", 20: "20th"}

QUARTER_ALIASES = {
    "Grandes-Carrières": ["Grandes Carrières", "les Grandes-Carrières"],
    "Clignancourt": ["Butte Montmartre", "quartier Clignancourt"],
    "Goutte-d'Or": ["Goutte d'Or", "la Goutte d'Or", "グット・ドール"],
    "La Chapelle": ["quartier de la Chapelle", "Chapelle"],
    "Villette": ["La Villette", "quartier de la Villette", "ラ・ヴィレット"],
    "Pont-de-Flandre": ["Pont de Flandre"],
    "Amérique": ["quartier d'Amérique", "la Mouzaïa", "Mouzaïa"],
    "Combat": ["quartier du Combat"],
    "Belleville": ["quartier de Belleville", "Bas-Belleville", "ベルヴィル", "벨빌"],
    "Saint-Fargeau": ["Saint Fargeau"],
    "Père-Lachaise": ["Père Lachaise", "quartier du Père-Lachaise"],
    "Charonne": ["village de Charonne", "quartier de Charonne"],
}

# Shopping centres that do not exist: name | aliases | centre lon, lat | half width, half height in degrees.
CENTRES = [
    (
        "Galerie de l'Ourcq",
        ["la galerie de l'Ourcq", "Galerie Ourcq", "centre commercial de l'Ourcq"],
        2.38310,
        48.89045,
        0.00075,
        0.00038,
    ),
    ("Passage Vercotte", ["le passage Vercotte", "Vercotte"], 2.40060, 48.85560, 0.00055, 0.00022),
]


def district_aliases(number: int) -> list[str]:
    """The ways people write one arrondissement, in the languages of the sample."""
    return [
        f"{number}e",
        f"{number}ème",
        f"{number}eme",
        ROMAN[number],
        f"Paris {number}",
        f"Paris {number}e",
        f"750{number}",
        ORDINAL_FR[number],
        f"{ENGLISH[number]} arrondissement",
        f"{number}e arr.",
        f"{number}. arrondissement",
        f"{number}. dzielnica",
        f"{number}区",
        f"パリ{number}区",
        f"{number}구",
        f"파리 {number}구",
    ]


def feature(zone_id: str, geometry, **properties) -> dict:
    """One GeoJSON feature, coordinates rounded to six decimals (about 10 cm)."""
    rounded = shapely.set_precision(geometry, 1e-6)
    return {
        "type": "Feature",
        "id": zone_id,
        "properties": {"id": zone_id, **properties},
        "geometry": json.loads(json.dumps(mapping(rounded))),
    }


def official_quarters(data: Path) -> list[tuple[str, int, str, Polygon]]:
    """Quarters as (name, arrondissement, INSEE-like code, outline), simplified together: neighbours touch."""
    source = json.loads((data / "paris_zones" / "quartier_paris.geojson").read_text("utf-8"))
    kept = [f for f in source["features"] if f["properties"]["c_ar"] in DISTRICTS]
    kept.sort(key=lambda f: f["properties"]["c_quinsee"])
    outlines = [shapely.set_precision(shape(f["geometry"]), 1e-6) for f in kept]
    outlines = shapely.set_precision(shapely.coverage_simplify(outlines, 3e-5), 1e-6)
    return [
        (f["properties"]["l_qu"], f["properties"]["c_ar"], str(f["properties"]["c_quinsee"]), outline)
        for f, outline in zip(kept, outlines, strict=True)
    ]


def build(data: Path) -> tuple[dict, Polygon | MultiPolygon]:
    """The FeatureCollection of all zones, and the outline of the town for cutting the registers."""
    quarters = official_quarters(data)
    districts = {n: shapely.coverage_union_all([g for _, a, _, g in quarters if a == n]) for n in DISTRICTS}
    town = shapely.coverage_union_all([g for *_, g in quarters])
    features = [
        feature(
            TOWN_ID,
            town,
            kind="town",
            name="Paris 18e 19e 20e",
            slug="paris-18-20",
            source=OFFICIAL,
            aliases=["Paris 18-20", "18e 19e 20e", "nord-est parisien", "le Nord-Est parisien", "north-east Paris"],
        )
    ]
    for number, outline in districts.items():
        names = {"name": f"{number}e arrondissement", "slug": f"{number}e", "official_name": DISTRICTS[number]}
        above = {"parent": TOWN_ID, "source": OFFICIAL, "aliases": district_aliases(number)}
        features.append(feature(f"district:751{number}", outline, kind="district", **names, **above))
    for name, number, code, outline in quarters:
        above = {"parent": f"district:751{number}", "source": OFFICIAL, "aliases": QUARTER_ALIASES.get(name, [])}
        features.append(feature(f"quarter:{code}", outline, kind="quarter", name=name, slug=slug(name), **above))
    features += written_zones(districts)
    return {
        "type": "FeatureCollection",
        "name": "Paris 18e 19e 20e",
        "attribution": "Ville de Paris (ODbL); stations and centres written for the project",
        "features": features,
    }, town


def written_zones(districts: dict[int, Polygon]) -> list[dict]:
    """Stations (points) and the fictional centres (rectangles), each hung on the district it lies in or nearest to."""
    found = []
    for name, lat, lon, lines, aliases in rows():
        point = Point(lon, lat)
        nearest = min(districts, key=lambda n: (districts[n].distance(point), n))
        if districts[nearest].distance(point) > 0.0025:
            raise ValueError(f"station {name} lies outside the town")
        found.append(
            feature(
                f"station:{slug(name)}",
                point,
                kind="station",
                name=name,
                slug=f"station-{slug(name)}",
                lines=lines,
                parent=f"district:751{nearest}",
                source=WRITTEN,
                aliases=aliases,
            )
        )
    for name, aliases, lon, lat, dx, dy in CENTRES:
        area = box(lon - dx, lat - dy, lon + dx, lat + dy)
        nearest = min(districts, key=lambda n: (districts[n].distance(area.centroid), n))
        found.append(
            feature(
                f"centre:{slug(name)}",
                area,
                kind="centre",
                name=name,
                slug=slug(name),
                fictional=True,
                parent=f"district:751{nearest}",
                source=WRITTEN,
                aliases=aliases,
            )
        )
    return found
