# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Boundaries of comuni out of a GeoJSON file: recognised by their codes, made simple enough for a small map."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Point = tuple[float, float]

#: Degrees: about fifty metres, less than a line of the map is thick. Decimals that are kept: about ten metres.
TOLERANCE, PLACES = 0.0005, 4
#: How ISTAT, and those who publish its boundaries again, call the code and the name of a comune.
ISTAT_KEYS = ("com_istat_code", "PRO_COM_T", "pro_com_t", "istat", "ISTAT")
NAME_KEYS = ("name", "COMUNE", "comune", "nome")


class NotBoundaries(ValueError):
    """The file does not hold boundaries in degrees; the message says what is wrong."""


def features(file: Any) -> Iterator[tuple[str, str, list[list[Point]]]]:
    """ISTAT code (may be empty), name and rings of each feature.

    Raises:
        NotBoundaries: not a FeatureCollection of polygons in longitude and latitude.
    """
    if not isinstance(file, Mapping) or file.get("type") != "FeatureCollection":
        raise NotBoundaries("the file is not a GeoJSON FeatureCollection")
    for feature in file.get("features") or ():
        said = feature.get("properties") or {}
        code = next((str(said[key]).zfill(6) for key in ISTAT_KEYS if said.get(key)), "")
        name = next((str(said[key]).strip() for key in NAME_KEYS if said.get(key)), "")
        yield code, name, [simpler(ring) for ring in _rings(feature.get("geometry") or {}, name or code)]


def _rings(geometry: Mapping[str, Any], who: str) -> list[list[Point]]:
    kind, coordinates = geometry.get("type"), geometry.get("coordinates") or []
    if kind not in ("Polygon", "MultiPolygon"):
        raise NotBoundaries(f"{who}: a boundary is a Polygon or a MultiPolygon, not {kind}")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    rings = [[(float(p[0]), float(p[1])) for p in ring] for polygon in polygons for ring in polygon]
    if any(abs(x) > 180 or abs(y) > 90 for ring in rings for x, y in ring):
        raise NotBoundaries(f"{who}: the coordinates are not degrees (convert the file to EPSG:4326)")
    if not all(len(ring) >= 4 for ring in rings) or not rings:
        raise NotBoundaries(f"{who}: a ring has fewer than four points")
    return rings


def simpler(ring: Sequence[Point]) -> list[Point]:
    """The ring without the points that a small map cannot show (Douglas and Peucker), open, rounded.

    A ring starts where it was farthest from its own start, so that no boundary collapses to a line.
    """
    points = list(ring[:-1] if ring[0] == ring[-1] else ring)
    far = max(range(len(points)), key=lambda n: math.dist(points[0], points[n]))
    kept = _kept(points[: far + 1])[:-1] + _kept([*points[far:], points[0]])[:-1]
    if len(kept) < 3:
        kept = points
    return [(round(x, PLACES), round(y, PLACES)) for x, y in kept]


def _kept(line: Sequence[Point]) -> list[Point]:
    """The points of a line that matter, its ends among them."""
    keep = {0, len(line) - 1}
    parts = [(0, len(line) - 1)]
    while parts:
        first, last = parts.pop()
        between = range(first + 1, last)
        if not between:
            continue
        farthest = max(between, key=lambda n: _away(line[n], line[first], line[last]))
        if _away(line[farthest], line[first], line[last]) > TOLERANCE:
            keep.add(farthest)
            parts += [(first, farthest), (farthest, last)]
    return [line[n] for n in sorted(keep)]


def _away(point: Point, a: Point, b: Point) -> float:
    """How far a point is from a segment."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    along = 0.0 if not length else ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length
    along = min(max(along, 0.0), 1.0)
    return math.dist(point, (a[0] + along * dx, a[1] + along * dy))
