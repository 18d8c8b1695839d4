# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The levels of a criterion: points are computed from the description chosen, never typed."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from coprogettazione.records.refusals import Words

CENT = Decimal("0.01")

#: The levels, from the best: coefficient, name, what it says when the avviso does not say better.
DEFAULT_LEVELS: tuple[tuple[Decimal, Words, Words], ...] = (
    (
        Decimal("1"),
        _("Ottimo"),
        _(
            "L’aspetto è trattato in modo completo e concreto: si capisce che cosa, chi, quando e come si "
            "verifica."
        ),
    ),
    (
        Decimal("0.75"),
        _("Buono"),
        _("L’aspetto è trattato con chiarezza; qualche punto minore va precisato al tavolo."),
    ),
    (
        Decimal("0.5"),
        _("Sufficiente"),
        _("L’aspetto è trattato nelle linee essenziali; tempi, persone o responsabilità sono generici."),
    ),
    (
        Decimal("0.25"),
        _("Insufficiente"),
        _("L’aspetto è solo accennato, oppure quello che si propone è difficile da realizzare."),
    ),
    (Decimal("0"), _("Assente"), _("La proposta non tratta questo aspetto.")),
)
#: The only coefficients a score may have.
SCALE: tuple[Decimal, ...] = tuple(coefficient for coefficient, _name, _text in DEFAULT_LEVELS)


@dataclass(frozen=True)
class Level:
    """One level of a criterion: coefficient, name, description, and the points it gives."""

    coefficient: Decimal
    name: Words
    text: Words
    points: Decimal

    @property
    def value(self) -> str:
        """The coefficient as a form sends it, "0.75": never in the digits of a language."""
        return format(self.coefficient, "f")


class Described(Protocol):
    """What has levels: a maximum of points and, by coefficient, the avviso's own descriptions."""

    @property
    def max_points(self) -> Decimal:
        """The points of the best level."""

    @property
    def levels(self) -> dict[str, str]:
        """The avviso's own descriptions, by coefficient."""


def points_for(criterion: Described, coefficient: Decimal) -> Decimal:
    """The points of a level: maximum times coefficient, half-up to two decimals."""
    return (criterion.max_points * coefficient).quantize(CENT, ROUND_HALF_UP)


def said_levels(criterion: Described) -> dict[Decimal, str]:
    """The levels that the avviso describes in its own words."""
    return {Decimal(key): text.strip() for key, text in (criterion.levels or {}).items() if text.strip()}


def levels_of(criterion: Described) -> list[Level]:
    """The levels of a criterion from the best, in the avviso's words or, where it has none, in the usual
    ones.
    """
    said = said_levels(criterion)
    return [
        Level(coefficient, name, said.get(coefficient, text), points_for(criterion, coefficient))
        for coefficient, name, text in DEFAULT_LEVELS
    ]
