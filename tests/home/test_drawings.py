# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The figure of a project's money."""

import itertools
from decimal import Decimal

from home.drawings import Matrix, Receiver, Source, flows, stacks

VALDORA = Matrix(
    sources=[
        Source("Ambito di Valdora", "contributo pubblico", "f-0"),
        Source("I tre enti", "denaro proprio", "f-cash"),
        Source("I tre enti", "sedi e mezzi, stimati", "f-kind", True),
        Source("Volontari", "ore di lavoro, stimate", "f-vol", True),
    ],
    receivers=[
        Receiver("La Lanterna", "centrale e operatori", "f-1"),
        Receiver("Casa Aperta", "posti letto", "f-3"),
        Receiver("Passi Insieme", "unità di strada", "f-2"),
    ],
    amounts=[
        [Decimal(99000), Decimal(45000), Decimal(36000)],
        [Decimal(6600), Decimal(3000), Decimal(2400)],
        [Decimal(6000), Decimal(9000), Decimal(0)],
        [Decimal(0), Decimal(2000), Decimal(7000)],
    ],
)


def test_rows_and_columns_add_up_to_the_same_total() -> None:
    assert VALDORA.by_source == [180000, 12000, 15000, 9000]
    assert VALDORA.by_receiver == [111600, 59000, 45400]
    assert VALDORA.total == 216000


def test_a_flow_of_nothing_is_not_drawn() -> None:
    figure = flows(VALDORA)
    assert figure is not None
    assert len(figure.ribbons) == 10


def test_bars_are_as_high_as_their_share_and_labels_do_not_touch() -> None:
    figure = flows(VALDORA)
    assert figure is not None
    heights = [float(node.height) for node in figure.left]
    assert abs(heights[0] / sum(heights) - 180 / 216) < 0.01
    labels = [float(node.label_y) for node in figure.left]
    assert all(below - above >= 40 for above, below in itertools.pairwise(labels))
    ends = [float(node.y) + float(node.height) for node in (figure.left[-1], figure.right[-1])]
    assert abs(ends[0] - ends[1]) < 0.5


def test_the_stacked_bar_of_phones_fills_its_width() -> None:
    figure = stacks(VALDORA)
    assert figure is not None
    last = figure.given.segments[-1]
    assert abs(float(last.x) + float(last.width) - 326) < 0.5
    assert [piece.name for piece in figure.used.segments] == ["La Lanterna", "Casa Aperta", "Passi Insieme"]


def test_an_agreement_without_money_has_no_figure() -> None:
    empty = Matrix(VALDORA.sources[:1], VALDORA.receivers[:1], [[Decimal(0)]])
    assert flows(empty) is None
    assert stacks(empty) is None
