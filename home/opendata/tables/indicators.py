# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the published agreements go: their indicators, a row for each reading."""

from datetime import datetime

from django.db.models import F, Max
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from coprogettazione.monitoring.models import Frequency, Indicator, IndicatorReading
from home.opendata.columns import Column, Kind
from home.opendata.dataset import Dataset, Rows, by, latest
from home.opendata.tables.shared import (
    agreement_columns,
    changed,
    in_comune,
    in_year,
    last_of_agreements,
    of_party,
    on_theme,
    published,
    since,
    updated_column,
)


def readings() -> Rows:
    """The indicators of the published agreements; one with no reading yet has a row without value."""
    return (
        Indicator.objects.filter(published("agreement"))
        .annotate(
            until=F("readings__period_end"),
            changed=Greatest(changed("agreement"), "readings__reported_at"),
        )
        .order_by("agreement__published_at", "agreement_id", "position", "pk", "until")
    )


def last_of_readings() -> datetime | None:
    """When the last figure of an indicator, or its agreement, changed. Three queries."""
    found = IndicatorReading.objects.filter(published("indicator__agreement"))
    return latest(last_of_agreements(), found.aggregate(last=Max("reported_at"))["last"])


INDICATORS = Dataset(
    id="indicatori",
    title=_("Indicatori"),
    about=_("Che cosa si misura in ogni convenzione: partenza, obiettivo, i valori comunicati e quelli attesi."),
    law=_("DM 72/2021"),
    last=last_of_readings,
    keywords=("indicatori", "monitoraggio", "risultati"),
    published=readings,
    columns=(
        *agreement_columns("agreement"),
        Column("sigla", _("Sigla"), Kind.TEXT, _("La sigla dell’indicatore nella convenzione."), "code",
               required=True),
        Column("indicatore", _("Indicatore"), Kind.TEXT, _("Che cosa si misura."), "text", required=True),
        Column("unita", _("Unità"), Kind.TEXT, _("L’unità di misura."), "unit", required=True),
        Column("partenza", _("Partenza"), Kind.NUMBER, _("Il valore prima del progetto."), "baseline", required=True),
        Column("obiettivo", _("Obiettivo"), Kind.NUMBER, _("Il valore da raggiungere alla fine."), "target",
               required=True),
        Column("al", _("Al"), Kind.DAY, _("L’ultimo giorno del periodo a cui il valore si riferisce."), "until"),
        Column("valore", _("Valore"), Kind.NUMBER, _("Il valore comunicato; vuoto se non ce n’è ancora."),
               "readings__value"),
        Column("atteso", _("Atteso"), Kind.NUMBER, _("Il valore atteso a quel giorno."), "readings__expected"),
        Column("frequenza", _("Ogni quanto"), Kind.TEXT, _("Ogni quanto si misura."), "frequency", choices=Frequency,
               required=True),
        Column("fonte", _("Fonte"), Kind.TEXT, _("Da dove viene il dato."), "source"),
        updated_column("changed"),
    ),
    filters=(
        by("frequenza", _("Ogni quanto si misura."), "code", "frequency", tuple(Frequency.values)),
        in_comune("agreement__call"),
        on_theme("agreement__call"),
        in_year("until__year", _("L’anno del valore.")),
        of_party("agreement"),
        since("changed"),
    ),
)  # fmt: skip
