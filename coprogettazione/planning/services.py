# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The plan of the district enters the platform, as it was adopted."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from coprogettazione.parties.models import SocialDistrict, User
from coprogettazione.planning.models import DistrictPlan, Instrument, Objective, ObjectiveKind
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import AlreadyDone, Invalid


@deed(on="district", says=lazy("ha inserito il piano di zona"), law=lazy("art. 19, l. 328/2000"))
def adopt_plan(
    act: Act,
    *,
    district: SocialDistrict,
    title: str,
    first_year: int,
    last_year: int,
    adopted_by: str,
    objectives: list[dict[str, Any]],
    by: User | None,
    at: datetime,
) -> DistrictPlan:
    """Enter a plan with its objectives: code, kind, text, parent (a code), instrument.

    `adopted_by` is the act that adopted it. Raises Invalid: a code missing or repeated, a parent unknown.
    """
    if not title.strip() or not adopted_by.strip():
        raise Invalid(
            _("Servono il titolo del piano e l’atto che lo ha adottato."),
            fields={
                name: _("Scrivilo come sta nell’atto.")
                for name, value in (("title", title), ("adopted_by", adopted_by))
                if not value.strip()
            },
        )
    if last_year < first_year:
        raise Invalid(
            _("Il piano finirebbe prima di cominciare."),
            fields={"last_year": _("Scrivi un anno che non precede il primo.")},
        )
    if district.plans.filter(title=title.strip(), first_year=first_year).exists():
        raise AlreadyDone(_("Questo piano è già inserito."))
    if not objectives:
        raise Invalid(
            _("Un piano ha almeno un obiettivo."), fields={"objectives": _("Aggiungi gli obiettivi.")}
        )
    plan = DistrictPlan.objects.create(
        district=district,
        title=title.strip(),
        first_year=first_year,
        last_year=last_year,
        adopted_by=adopted_by.strip(),
    )
    entered: dict[str, Objective] = {}
    for row in objectives:
        entered[str(row.get("code", ""))] = _objective(plan, row, entered)
    act.about(plan)
    act.record(district=district)
    return plan


def _objective(plan: DistrictPlan, row: dict[str, Any], entered: dict[str, Objective]) -> Objective:
    """One objective, below a parent already entered."""
    code, text = str(row.get("code", "")).strip(), str(row.get("text", "")).strip()
    kind, instrument = str(row.get("kind", "")), str(row.get("instrument", ""))
    parent = str(row.get("parent", "") or "")
    faults = [
        (not code, _("Manca il codice di un obiettivo.")),
        (not text, _("L’obiettivo %(code)s non ha testo.") % {"code": code}),
        (code in entered, _("Il codice %(code)s è scritto due volte.") % {"code": code}),
        (
            kind not in ObjectiveKind.values,
            _("L’obiettivo %(code)s non dice se è strategico o specifico.") % {"code": code},
        ),
        (
            instrument not in Instrument.values,
            _("L’obiettivo %(code)s nomina uno strumento che non c’è.") % {"code": code},
        ),
        (
            bool(parent) and parent not in entered,
            _("L’obiettivo %(code)s sta sotto %(parent)s, che non viene prima.")
            % {"code": code, "parent": parent},
        ),
    ]
    for wrong, words in faults:
        if wrong:
            raise Invalid(words, fields={"objectives": words})
    return Objective.objects.create(
        plan=plan,
        parent=entered.get(parent),
        code=code,
        kind=kind,
        text=text,
        instrument=instrument,
    )
