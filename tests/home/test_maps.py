# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The map of the district: its boundaries where they are loaded, else hexagons that do not pretend to be a map."""

import json
import math
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from coprogettazione.calls.models import CallState
from coprogettazione.parties.models import Comune
from home.boundaries import TOLERANCE, NotBoundaries, features, simpler
from home.maps import NAMED, Place, draw
from home.models import ComuneOutline
from tests.factories.calls import make_call
from tests.home.agreements import make_agreement

SQUARE = [[9.0, 45.0], [9.1, 45.0], [9.1, 45.1], [9.0, 45.1], [9.0, 45.0]]


def places(count: int, rings: Any = None) -> list[Place]:
    return [Place(n, f"Comune numero {n}", n == 1, rings) for n in range(count)]


def test_no_comune_no_map() -> None:
    assert draw([]) is None


def test_a_few_comuni_have_their_name_in_the_figure_and_many_a_number() -> None:
    few, many = draw(places(NAMED)), draw(places(62))
    assert few is not None
    assert many is not None
    assert [text for _x, _y, text in few.shapes[1].lines] == ["Comune", "numero 1"]
    assert [text for _x, _y, text in many.shapes[61].lines] == ["62"]
    assert (few.numbered, many.numbered) == (False, True)
    assert [shape.fill for shape in few.shapes[:3]] == ["f-place", "f-place here", "f-place"]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 12, 13, 62])
def test_every_hexagon_stays_in_the_figure(count: int) -> None:
    figure = draw(places(count))
    assert figure is not None
    for shape in figure.shapes:
        corners = [tuple(map(float, pair.split())) for pair in shape.d.strip("MZ").split("L")]
        assert all(0 <= x <= 328 and 0 <= y <= float(figure.height) for x, y in corners)


def test_one_boundary_that_is_missing_makes_the_whole_map_schematic() -> None:
    known = Place(1, "Valdora", True, [SQUARE[:-1]])
    figure, partial = draw([known]), draw([known, Place(2, "Altrove", False, None)])
    assert figure is not None
    assert partial is not None
    assert (figure.schematic, partial.schematic) == (False, True)


def test_north_is_above_and_a_degree_of_longitude_as_wide_as_it_is_there() -> None:
    figure = draw([Place(1, "Valdora", True, [SQUARE[:-1]])])
    assert figure is not None
    corners = [tuple(map(float, pair.split())) for pair in figure.shapes[0].d.strip("MZ").split("L")]
    (west, south), (east, _), (_, north), _last = corners
    assert north < south
    assert (east - west) / (south - north) == pytest.approx(math.cos(math.radians(45.05)), rel=0.01)
    x, y, _text = figure.shapes[0].lines[0]
    assert west < float(x) < east
    assert north < float(y) < south


def test_a_boundary_is_made_simple_and_keeps_its_shape() -> None:
    edge = [[9.0 + n / 1000, 45.0 + (n % 2) * TOLERANCE / 3] for n in range(100)]
    kept = simpler([tuple(p) for p in [*edge, [9.1, 45.1], [9.0, 45.1], [9.0, 45.0]]])
    assert len(kept) < 10
    assert {(9.1, 45.1), (9.0, 45.1), (9.0, 45.0)} <= set(kept)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"type": "Feature"}, "not a GeoJSON FeatureCollection"),
        ([], "not a GeoJSON FeatureCollection"),
        ({"type": "Point", "coordinates": [1, 2]}, "a boundary is a Polygon"),
        ({"type": "Polygon", "coordinates": [[[500000.0, 4990000.0]] * 4]}, "are not degrees"),
        ({"type": "Polygon", "coordinates": [[[9.0, 45.0], [9.1, 45.0]]]}, "fewer than four points"),
        ({"type": "Polygon", "coordinates": []}, "fewer than four points"),
    ],
)
def test_what_is_no_boundary_is_refused_with_its_reason(said: Any, reason: str) -> None:
    geometry = isinstance(said, dict) and said["type"] in ("Point", "Polygon")
    feature = {"type": "Feature", "properties": {"name": "Valdora"}, "geometry": said}
    file = {"type": "FeatureCollection", "features": [feature]} if geometry else said
    with pytest.raises(NotBoundaries, match=reason):
        list(features(file))


def written(folder: Path, *named: tuple[dict[str, str], list[Any]]) -> str:
    rows = [
        {"type": "Feature", "properties": said, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for said, ring in named
    ]
    path = folder / "confini.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": rows}))
    return str(path)


@pytest.mark.django_db
def test_boundaries_are_recognised_by_code_or_name_and_drawn_when_all_are_there(
    client: Client, tmp_path: Path
) -> None:
    make_agreement()
    first, *others = Comune.objects.order_by("pk")
    Comune.objects.filter(pk=first.pk).update(istat="099001")
    path = written(
        tmp_path,
        ({"com_istat_code": "099001", "name": "Un altro nome"}, SQUARE),
        ({"COMUNE": "Altrove"}, SQUARE),
    )
    out = StringIO()
    call_command("load_boundaries", path, source="Prova, CC0", stdout=out)
    assert out.getvalue().startswith("1 boundaries loaded.\nWithout boundary, so the map stays schematic: ")
    assert "Disegno schematico" in client.get("/comuni/").content.decode()
    path = written(tmp_path, *[({"name": comune.name.upper()}, SQUARE) for comune in others])
    call_command("load_boundaries", path, source="Prova, CC0", stdout=out)
    assert ComuneOutline.objects.count() == 5
    for address in ("/comuni/", "/convenzioni/pis-2026/"):
        said = client.get(address).content.decode()
        assert "Confini semplificati, il nord in alto. Fonte: Prova, CC0." in said
        assert "Disegno schematico" not in said


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["{", '{"type": "FeatureCollection", "features": [3]}', "[]"])
def test_a_file_that_cannot_be_read_loads_nothing(tmp_path: Path, text: str) -> None:
    path = tmp_path / "confini.geojson"
    path.write_text(text)
    with pytest.raises(CommandError, match=r"confini\.geojson"):
        call_command("load_boundaries", str(path), source="Prova")
    assert not ComuneOutline.objects.exists()


@pytest.mark.django_db
def test_a_file_without_our_comuni_is_said(tmp_path: Path) -> None:
    make_call(CallState.PUBLISHED)
    with pytest.raises(CommandError, match="none of the comuni of the site is in it"):
        call_command("load_boundaries", written(tmp_path, ({"name": "Altrove"}, SQUARE)), source="Prova")


@pytest.mark.django_db
def test_each_comune_says_what_happens_there(client: Client) -> None:
    make_agreement()
    make_call(CallState.PUBLISHED, code="SOL-2026", comuni=["Valdora"], title="Solo a Valdora")
    valdora, borgolieto = Comune.objects.get(name="Valdora"), Comune.objects.get(name="Borgolieto")
    said = client.get("/comuni/").content.decode()
    assert (
        f'<a href="/comuni/{valdora.pk}/">Valdora</a></th><td class="co-num" data-pre="convenzioni:">1</td>'
        in said
    )
    there = client.get(f"/comuni/{valdora.pk}/").content.decode()
    assert 'href="/convenzioni/pis-2026/"' in there
    assert "Solo a Valdora" in there
    elsewhere = client.get(f"/comuni/{borgolieto.pk}/").content.decode()
    assert "Solo a Valdora" not in elsewhere
    assert client.get("/comuni/999999/").status_code == 404


@pytest.mark.django_db
def test_the_pages_of_the_comuni_cost_the_same_with_one_agreement_and_with_three(
    client: Client, django_assert_num_queries: Any
) -> None:
    make_agreement()
    addresses = {"/comuni/": 2, f"/comuni/{Comune.objects.get(name='Valdora').pk}/": 6}
    for address, queries in addresses.items():
        with django_assert_num_queries(queries):
            client.get(address)
    make_agreement(code="DOP-2026", number=13)
    make_agreement(code="TSV-2026", number=14)
    for address, queries in addresses.items():
        with django_assert_num_queries(queries):
            client.get(address)
