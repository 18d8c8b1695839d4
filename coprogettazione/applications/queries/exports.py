# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The applications of a dossier as tables for a spreadsheet: few queries whatever the rows, the seal holds.

Of an application that was never opened (late, withdrawn) the tables say that it arrived, never what is in it.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext as _

from coprogettazione.applications.models import (
    Application,
    ApplicationState,
    Check,
    CureGap,
    CureRequest,
    EconomicLine,
    Member,
)
from coprogettazione.applications.queries.office import applications_for_dossier
from coprogettazione.calls.models import Call
from coprogettazione.documents.documents import Cell, Sheet
from coprogettazione.wording import joined

Row = list[Cell]


def applications_sheet(call: Call, user: Any, at: datetime) -> Sheet:
    """Who applied, when, how it ended. Two queries."""
    headers = [
        _("Numero di registro"), _("Protocollo"), _("Data del protocollo"), _("Arrivata il"), _("Stato"),
        _("Ente o capofila"), _("Codice fiscale"), _("Forma"), _("Enti del gruppo"),
        _("Contributo chiesto, euro"), _("Aperta il"), _("Esito del"), _("Motivi dell’esito"),
        _("Impronta (SHA-256)"),
    ]  # fmt: skip

    def rows() -> Iterator[Row]:
        for a in applications_for_dossier(call, user, at):
            opened = a.opened_at is not None
            others = [m.organisation.known_as for m in a.present if m.organisation_id != a.lead_id]
            yield [
                a.registry_number, a.protocol_number, a.protocol_date, a.submitted_at,
                ApplicationState(a.state).label, a.lead.name, a.lead.codice_fiscale, a.get_form_display(),
                joined(others), a.requested_grant if opened else None, a.opened_at, a.decided_at, a.reasons,
                a.content_hash,
            ]  # fmt: skip

    return Sheet(_("Domande"), headers, rows())


def members_sheet(call: Call, user: Any, at: datetime) -> Sheet:
    """The bodies of the opened applications, one a row. One query."""
    headers = [
        _("Numero di registro"), _("Capofila"), _("Ente"), _("Codice fiscale"), _("Sezione RUNTS"),
        _("Numero RUNTS"), _("Ruolo"), _("Titolo di partecipazione"), _("Quota, per cento"), _("Operatori"),
        _("Volontari"), _("Impegno preso il"), _("Uscito il"),
    ]  # fmt: skip
    members = Member.objects.filter(application__in=_opened(call, user, at))
    members = members.select_related("organisation", "application__lead")
    return Sheet(
        _("Enti"),
        headers,
        (
            [
                m.application.registry_number, m.application.lead.known_as, m.organisation.name,
                m.organisation.codice_fiscale, m.organisation.get_runts_section_display(),
                m.organisation.runts_number, m.get_role_display(), m.get_title_display(), m.share,
                m.operators, m.volunteers, m.confirmed_at, m.left_at,
            ]
            for m in members.order_by("application__submitted_at", "application_id", "position", "pk")
        ),
    )  # fmt: skip


def plan_sheet(call: Call, user: Any, at: datetime) -> Sheet:
    """The lines of the economic plans of the opened applications, in euro. One query."""
    headers = [
        _("Numero di registro"), _("Capofila"), _("Ente"), _("Voce"), _("Descrizione"), _("Fonte"), _("Euro"),
    ]  # fmt: skip
    lines = EconomicLine.objects.filter(application__in=_opened(call, user, at))
    lines = lines.select_related("organisation", "application__lead")
    return Sheet(
        _("Piani economici"),
        headers,
        (
            [
                line.application.registry_number, line.application.lead.known_as, line.organisation.known_as,
                line.get_category_display(), line.description, line.get_source_display(), line.amount,
            ]
            for line in lines.order_by("application__submitted_at", "application_id", "pk")
        ),
    )  # fmt: skip


def checks_sheet(call: Call, user: Any, at: datetime) -> Sheet:
    """The checks of the requirements, item by item. One query."""
    headers = [
        _("Numero di registro"), _("Capofila"), _("Ente"), _("Controllo"), _("Esito"), _("Motivo"),
        _("Controllato il"), _("Controllato da"),
    ]  # fmt: skip
    checks = Check.objects.filter(application__in=_opened(call, user, at))
    checks = checks.select_related("organisation", "application__lead", "checked_by")
    return Sheet(
        _("Controlli"),
        headers,
        (
            [
                c.application.registry_number, c.application.lead.known_as,
                c.organisation.known_as if c.organisation else None, c.get_item_display(),
                c.get_outcome_display(), c.note, c.checked_at, str(c.checked_by or ""),
            ]
            for c in checks.order_by("application__submitted_at", "application_id", "pk")
        ),
    )  # fmt: skip


def cures_sheet(call: Call, user: Any, at: datetime) -> Sheet:
    """The requests of completion, with answer and decision. One query."""
    headers = [
        _("Numero di registro"), _("Capofila"), _("Che cosa manca"), _("Chiesta il"), _("Entro"), _("Stato"),
        _("Risposta del"), _("Risposta"), _("Decisa il"), _("Motivi della decisione"),
    ]  # fmt: skip
    cures = CureRequest.objects.filter(application__in=_opened(call, user, at))
    asked = CureGap.objects.filter(cure=OuterRef("pk")).order_by("number").values("words")
    cures = cures.select_related("application__lead").annotate(asked=ArraySubquery(asked))
    return Sheet(
        _("Integrazioni"),
        headers,
        (
            [
                c.application.registry_number, c.application.lead.known_as, "; ".join(c.asked),
                c.requested_at, c.due_at, c.get_state_display(), c.answered_at, c.answer, c.resolved_at,
                c.reasons,
            ]
            for c in cures.order_by("application__submitted_at", "application_id", "pk")
        ),
    )  # fmt: skip


def _opened(call: Call, user: Any, at: datetime) -> QuerySet[Application, Any]:
    """The applications whose content this person may read: never one that was not opened."""
    return call.applications.visible_to(user, at).filter(opened_at__lte=at).order_by().values("pk")


#: Table → how it is made, by the name in its address.
TABLES: dict[str, Callable[[Call, Any, datetime], Sheet]] = {
    "domande": applications_sheet,
    "enti": members_sheet,
    "piani": plan_sheet,
    "controlli": checks_sheet,
    "integrazioni": cures_sheet,
}
#: Workbook → its tables: a CSV holds one, so there each table is a file of its own.
WORKBOOKS: dict[str, tuple[str, ...]] = {
    "domande": ("domande", "enti", "piani"),
    "controlli": ("controlli", "integrazioni"),
}


def sheets_of(call: Call, what: str, extension: str, user: Any, at: datetime) -> list[Sheet]:
    """The tables of an export, as this person may read them; raises KeyError for one that does not exist."""
    names = (what,) if extension == "csv" else WORKBOOKS[what]
    return [TABLES[name](call, user, at) for name in names]
