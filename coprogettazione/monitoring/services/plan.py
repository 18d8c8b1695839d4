# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The plan: what is measured, what is due by when, when to report. And its figures, as they come."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.files.base import File
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.models import Agreement
from coprogettazione.documents.models import FileKind
from coprogettazione.documents.services import store_upload
from coprogettazione.monitoring.lifecycle import MilestoneLifecycle
from coprogettazione.monitoring.models import (
    Frequency,
    Indicator,
    IndicatorReading,
    Milestone,
    MilestoneState,
)
from coprogettazione.monitoring.notifications import tell_of_lateness, tell_of_plan
from coprogettazione.monitoring.queries import partners_of_agreement
from coprogettazione.monitoring.services.calendar import set_report_calendar
from coprogettazione.parties.codes import tidy
from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import Invalid, Refusal


@deed(on="agreement", says=_("ha fissato indicatori, tappe e rendiconti"), law=_("convenzione, monitoraggio"))
def set_monitoring_plan(
    act: Act,
    *,
    agreement: Agreement,
    indicators: list[dict[str, Any]],
    milestones: list[dict[str, Any]],
    reports: list[dict[str, Any]] | None = None,
    by: User | None,
    at: datetime,
) -> Agreement:
    """Write the plan, or write it again: rows are known by their code.

    `indicators`: code, text, unit, baseline, target, source, frequency. `milestones`: code, text, due, owner
    (codice fiscale of a party; the public body when absent). `reports`: period_from, period_to, due, final;
    without them, every six months and a final one. What was measured, done or presented cannot be taken away.
    """
    if not indicators or not milestones:
        raise Invalid(_("Servono almeno un indicatore e una tappa."))
    kept = [_write_indicator(agreement, row, place) for place, row in enumerate(indicators)]
    gone = Indicator.objects.filter(agreement=agreement).exclude(pk__in=kept)
    for indicator in gone.filter(readings__isnull=False).distinct():
        raise Invalid(
            gettext("L’indicatore %(code)s ha già dei dati: non si toglie.") % {"code": indicator.code},
            fields={"indicators": _("Lascia gli indicatori che hanno già dati.")},
        )
    gone.delete()
    due = [_write_milestone(agreement, row, place) for place, row in enumerate(milestones)]
    dropped = Milestone.objects.filter(agreement=agreement).exclude(pk__in=due)
    for milestone in dropped.exclude(state=MilestoneState.PLANNED):
        raise Invalid(
            gettext("La tappa %(code)s non è più soltanto prevista: non si toglie.")
            % {"code": milestone.code},
            fields={"milestones": _("Lascia le tappe già fatte, in ritardo o non più dovute.")},
        )
    dropped.delete()
    set_report_calendar(agreement, reports)
    tell_of_plan(agreement, at)
    return agreement


def _write_indicator(agreement: Agreement, row: dict[str, Any], place: int) -> int:
    code = str(row.get("code", "")).strip()
    text = str(row.get("text", "")).strip()
    frequency = str(row.get("frequency") or Frequency.QUARTERLY)
    if not code or not text or frequency not in Frequency.values:
        raise Invalid(
            gettext("Indicatore %(n)s: servono sigla, che cosa si misura e ogni quanto.") % {"n": place + 1},
            fields={"indicators": _("Per esempio I1, persone raggiunte, ogni tre mesi.")},
        )
    facts = {
        "text": text,
        "unit": str(row.get("unit", "")).strip(),
        "baseline": _number(row, "baseline", code),
        "target": _number(row, "target", code),
        "source": str(row.get("source", "")).strip(),
        "frequency": frequency,
        "position": place,
    }
    written, _made = Indicator.objects.update_or_create(agreement=agreement, code=code, defaults=facts)
    return written.pk


def _number(row: dict[str, Any], key: str, code: str) -> Decimal:
    try:
        found = Decimal(str(row[key]))
        if found.is_finite():
            return found
    except (KeyError, InvalidOperation):
        pass
    raise Invalid(
        gettext("Indicatore %(code)s: punto di partenza e obiettivo sono numeri, per esempio 0 e 300.")
        % {"code": code}
    )


def _write_milestone(agreement: Agreement, row: dict[str, Any], place: int) -> int:
    code, text = str(row.get("code", "")).strip(), str(row.get("text", "")).strip()
    due = row.get("due")
    try:
        due = date.fromisoformat(due) if isinstance(due, str) else due
    except ValueError:
        due = None
    if not code or not text or not isinstance(due, date):
        raise Invalid(
            gettext("Tappa %(n)s: servono sigla, che cosa e il giorno.") % {"n": place + 1},
            fields={"milestones": _("Per esempio M1, centrale operativa attiva, 30/09/2026.")},
        )
    known = Milestone.objects.filter(agreement=agreement, code=code).first()
    if known is not None and known.state != MilestoneState.PLANNED:
        return known.pk
    owner = _owner(agreement, str(row.get("owner") or ""), code)
    facts = {"text": text, "due": due, "owner": owner, "position": place}
    written, _made = Milestone.objects.update_or_create(agreement=agreement, code=code, defaults=facts)
    return written.pk


def _owner(agreement: Agreement, codice_fiscale: str, code: str) -> Organisation:
    authority = agreement.the_call.lead_authority
    if not codice_fiscale or tidy(codice_fiscale) == authority.codice_fiscale:
        return authority
    for party in partners_of_agreement(agreement):
        if party.organisation.codice_fiscale == tidy(codice_fiscale):
            return party.organisation
    raise Invalid(
        gettext("Tappa %(code)s: se ne occupa una delle parti della convenzione.") % {"code": code},
        fields={"milestones": _("Scegli una delle parti.")},
    )


@deed(on="indicator", says=_("ha comunicato il dato di un indicatore"))
def report_indicator(
    act: Act,
    *,
    indicator: Indicator,
    period_end: date,
    value: Decimal,
    note: str = "",
    by: User | None,
    at: datetime,
) -> IndicatorReading:
    """Write the value at the end of a period; one of the same day replaces the other."""
    agreement = indicator.agreement
    assert agreement.starts_on is not None
    if not value.is_finite():
        raise Invalid(_("Il valore è un numero."), fields={"value": _("Scrivi un numero, per esempio 64.")})
    if period_end > timezone.localtime(at).date() or period_end < agreement.starts_on:
        raise Invalid(
            _("Il dato si riferisce a un periodo già finito, dopo l’inizio delle attività."),
            fields={"period_end": _("Scegli un giorno tra l’inizio delle attività e oggi.")},
        )
    assert by is not None
    expected = indicator.expected_on(period_end)
    reading, _made = IndicatorReading.objects.update_or_create(
        indicator=indicator,
        period_end=period_end,
        defaults={
            "value": value,
            "expected": expected,
            "note": note.strip(),
            "reported_by": by,
            "reported_at": at,
        },
    )
    act.record(code=indicator.code, expected=expected)
    return reading


@deed(on="milestone", says=_("ha segnato fatta una tappa"))
def complete_milestone(
    act: Act,
    *,
    milestone: Milestone,
    done_on: date,
    evidence: str,
    file: File | None = None,
    by: User | None,
    at: datetime,
) -> Milestone:
    """Say that a milestone was reached, when, and what shows it."""
    if done_on > timezone.localtime(at).date():
        raise Invalid(_("Il giorno è nel futuro."), fields={"done_on": _("Scegli un giorno fino a oggi.")})
    if not evidence.strip():
        raise Invalid(
            _("Scrivi che cosa mostra che la tappa è fatta."),
            fields={
                "evidence": _("Per esempio: la centrale risponde al numero 800 000 000 dal 24 settembre.")
            },
        )
    stored = None
    if file is not None:
        stored = store_upload(
            file=file,
            kind=FileKind.EVIDENCE,
            by=by,
            at=at,
            owner=milestone.owner,
            case_file=milestone.case_file,
        )
        act.record(sha256=stored.sha256)
    facts = {"done_on": done_on, "evidence": evidence.strip(), "evidence_file": stored}
    move(MilestoneLifecycle(milestone).complete, **facts)
    act.record(code=milestone.code)
    return milestone


@deed(on="milestone", says=_("ha tolto una tappa dal piano"), law=_("art. 3, l. 241/1990"))
def waive_milestone(
    act: Act, *, milestone: Milestone, reason: str, by: User | None, at: datetime
) -> Milestone:
    """Say that a milestone is no longer due, and why."""
    if not reason.strip():
        raise Invalid(
            _("Scrivi perché la tappa non è più dovuta."),
            law=_("art. 3, l. 241/1990"),
            fields={"reason": _("Per esempio: la cabina di regia l’ha sostituita con M5.")},
        )
    move(MilestoneLifecycle(milestone).waive, waiver_reason=reason.strip())
    act.record(code=milestone.code)
    return milestone


@deed(on="milestone", says=_("ha segnalato una tappa in ritardo"))
def flag_late_milestone(act: Act, *, milestone: Milestone, by: User | None, at: datetime) -> Milestone:
    """The day after its last, a milestone that is not done is late: who is in charge and the RUP are told."""
    move(MilestoneLifecycle(milestone).flag)
    tell_of_lateness(milestone, at)
    act.record(code=milestone.code, due=milestone.due)
    return milestone


def flag_late(*, at: datetime) -> int:
    """Flag every milestone whose last day is past; returns how many. Idempotent, safe from several processes.

    One deed for each; who was faster wins, and a milestone completed meanwhile is left alone.
    """
    done = 0
    overdue = Milestone.objects.overdue(timezone.localtime(at).date()).order_by("due", "pk")
    for milestone in overdue.select_related("agreement__call"):
        try:
            flag_late_milestone(milestone=milestone, by=None, at=at)
        except Refusal:
            continue
        done += 1
    return done
