# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The officer's check of each application, and the cure of formal gaps."""

from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.applications.documents import cure_letter_data
from coprogettazione.applications.lifecycle import ApplicationLifecycle
from coprogettazione.applications.models import (
    Application,
    ApplicationState,
    Check,
    CheckItem,
    CheckOutcome,
    CureRequest,
    CureState,
    Title,
)
from coprogettazione.applications.notifications import tell_cure_answered, tell_cure_asked, tell_outcome
from coprogettazione.applications.queries import items_to_check
from coprogettazione.calls.models import Parameter
from coprogettazione.calls.queries import next_working_day, parameter_of
from coprogettazione.documents.models import FileKind, PaperKind
from coprogettazione.documents.services import issue_act, store_upload
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed, locked
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import Invalid, NotAllowed
from coprogettazione.records.rights import may
from coprogettazione.wording import ROME, end_of, joined

IN_ORDER = (CheckOutcome.OK, CheckOutcome.NOT_APPLICABLE)
CURE_LAW = gettext_lazy("art. 6, c. 1, lett. b), l. 241/1990")


@transaction.atomic
def save_checks(
    *, application: Application, checks: list[dict[str, Any]], by: User | None, at: datetime
) -> list[Check]:
    """Save the items checked so far, one by one as the officer works. Not a deed: nothing is decided yet.

    Each of `checks`: `item`, `outcome`, `note`, and `codice_fiscale` of the body for the items that are
    asked of
    each (left out: of all). Raises Invalid for an item not in order without its reason.
    """
    row: Application = locked(application)
    verdict = may(by, "check_admissibility", row, at)
    if not verdict:
        raise NotAllowed(verdict.reason, law=verdict.law)
    return _write_checks(row, checks, by, at)


def _write_checks(
    application: Application, checks: list[dict[str, Any]], by: User | None, at: datetime
) -> list[Check]:
    asked = items_to_check(application)
    for position, given in enumerate(checks):
        item, outcome = str(given.get("item", "")), str(given.get("outcome", ""))
        note, code = str(given.get("note", "")).strip(), given.get("codice_fiscale") or None
        where = [(i, body) for i, body in asked if i == item and code in (None, body and body.codice_fiscale)]
        if not where:
            raise Invalid(_("Questo controllo non riguarda la domanda."), fields={f"checks-{position}": item})
        if outcome not in CheckOutcome.values:
            words = _("Scegli un esito per ogni controllo.")
            raise Invalid(words, fields={f"checks-{position}-outcome": words})
        if outcome not in IN_ORDER and not note:
            words = _("Scrivi che cosa manca in «%(item)s»: il motivo va nel verbale.") % {
                "item": CheckItem(item).label
            }
            raise Invalid(words, fields={f"checks-{position}-note": words})
        for wanted, body in where:
            Check.objects.update_or_create(
                application=application,
                organisation=body,
                item=wanted,
                defaults={"outcome": outcome, "note": note, "checked_at": at, "checked_by": by},
            )
    return list(application.checks.all())


@deed(on="application", says=gettext_lazy("ha deciso sull’ammissibilità"), law="art. 3, l. 241/1990")
def check_admissibility(
    act: Act,
    *,
    application: Application,
    outcome: str,
    checks: list[dict[str, Any]],
    reasons: str = "",
    by: User | None,
    at: datetime,
) -> Application:
    """Decide on an application: ADMITTED, RESERVED or EXCLUDED, with every item checked (see `save_checks`).

    Raises Invalid: an item without outcome; ADMITTED with something not in order, or with an applicant whose
    registration is pending (RESERVED then); EXCLUDED without reasons, or for formal gaps that nobody asked
    to fill.
    """
    _write_checks(application, checks, by, at)
    done = {(c.item, c.organisation_id): c for c in application.checks.all()}
    wanted = [(str(item), body.pk if body else None) for item, body in items_to_check(application)]
    missing = list(dict.fromkeys(str(CheckItem(i).label) for i, body in wanted if (i, body) not in done))
    if missing:
        raise Invalid(
            _("Da controllare ancora: %(items)s.") % {"items": joined([f"«{label}»" for label in missing])},
            fields={"checks": _("Controlla tutte le voci prima di decidere.")},
        )
    found = [done[key] for key in wanted]
    _decide(application, outcome, reasons.strip(), found, at)
    act.record(outcome=outcome)
    tell_outcome(application, at)
    return application


def _decide(application: Application, outcome: str, reasons: str, found: list[Check], at: datetime) -> None:
    lifecycle = ApplicationLifecycle(application)
    faults = [check for check in found if check.outcome not in IN_ORDER]
    cured = application.cures.filter(state=CureState.RESOLVED).exists()
    match outcome:
        case ApplicationState.ADMITTED:
            if faults:
                raise Invalid(
                    _("Non è tutto in ordine: %(items)s.")
                    % {"items": joined([f"«{c.get_item_display()}»" for c in faults])},
                    fields={"outcome": _("Chiedi di integrare, o decidi diversamente.")},
                )
            _no_pending(application)
            move(lifecycle.admit, decided_at=at, reasons=reasons)
        case ApplicationState.RESERVED:
            _reasoned(reasons, _("Scrivi qual è la riserva e quando si scioglie."))
            move(lifecycle.reserve, decided_at=at, reasons=reasons)
        case ApplicationState.EXCLUDED:
            _reasoned(reasons, _("L’esclusione è motivata: scrivi perché."))
            if not faults:
                raise Invalid(
                    _("Tutti i controlli sono in ordine: non c’è un motivo di esclusione."),
                    fields={"outcome": _("Segna quale requisito manca.")},
                )
            if not cured and all(check.outcome == CheckOutcome.GAP for check in faults):
                raise Invalid(
                    _(
                        "Manca solo qualcosa di formale: prima di escludere si chiede di completare la "
                        "domanda."
                    ),
                    law=CURE_LAW,
                    fields={"outcome": _("Chiedi l’integrazione.")},
                )
            move(lifecycle.exclude, decided_at=at, reasons=reasons)
        case _other:
            words = _("Scegli un esito: ammessa, ammessa con riserva, esclusa.")
            raise Invalid(words, fields={"outcome": words})


def _reasoned(reasons: str, words: str) -> None:
    if not reasons:
        raise Invalid(words, law=_("art. 3, l. 241/1990"), fields={"reasons": words})


def _no_pending(application: Application) -> None:
    pending = application.members.filter(left_at__isnull=True, title=Title.RUNTS_PENDING)
    member = pending.select_related("organisation").first()
    if member is not None:
        words = _("L’iscrizione al RUNTS di %(name)s non è ancora decisa: si ammette con riserva.") % {
            "name": member.organisation.known_as
        }
        raise Invalid(words, law=_("art. 54, d.lgs. 117/2017"), fields={"outcome": words})


@deed(on="application", says=gettext_lazy("ha chiesto di completare la domanda"), law=CURE_LAW)
def request_cure(
    act: Act,
    *,
    application: Application,
    items: list[str],
    due: date,
    by: User | None,
    at: datetime,
) -> CureRequest:
    """Ask to fill formal gaps within a term in days (from 5 to 10, by the legal parameters in force).

    A term that ends on a holiday moves to the next working day; it ends with the last second of the day.
    """
    asked = [item.strip() for item in items if item.strip()]
    if not asked:
        words = _("Scrivi che cosa manca, una voce per riga.")
        raise Invalid(words, fields={"items": words})
    if any(len(item) > 300 for item in asked):
        words = _("Ogni voce sta in 300 caratteri.")
        raise Invalid(words, fields={"items": words})
    today = at.astimezone(ROME).date()
    call = application.call
    least = parameter_of(call, Parameter.CURE_DAYS_MINIMUM, today)
    most = parameter_of(call, Parameter.CURE_DAYS_MAXIMUM, today)
    if not least <= (due - today).days <= most:
        words = _("Il termine va da %(least)d a %(most)d giorni da oggi.") % {"least": least, "most": most}
        raise Invalid(words, law=CURE_LAW, fields={"due": words})
    last_day = next_working_day(due)
    cure = CureRequest.objects.create(
        application=application,
        items=asked,
        requested_at=at,
        requested_by=by,
        due_at=end_of(last_day),
    )
    cure.letter = issue_act(
        kind=PaperKind.LETTER,
        body=call.lead_authority,
        title=_("Richiesta di completare la domanda"),
        subject=_("Soccorso istruttorio (articolo 6, comma 1, lettera b, l. 241/1990)"),
        about=application,
        data=cure_letter_data(cure),
        by=by,
        at=at,
        owner=application.lead,
    )
    cure.save(update_fields=["letter"])
    move(ApplicationLifecycle(application).ask_cure)
    act.record(cure=cure.pk, due_at=cure.due_at, letter=cure.letter.number)
    tell_cure_asked(cure, at)
    return cure


@deed(on="cure", says=gettext_lazy("ha risposto alla richiesta di integrazione"), law=CURE_LAW)
def answer_cure(
    act: Act,
    *,
    cure: CureRequest,
    text: str,
    files: list[File],
    by: User | None,
    at: datetime,
) -> CureRequest:
    """The applicant fills the gaps: words, files, or both. Once, within the term."""
    if not text.strip() and not files:
        words = _("Scrivi la risposta o aggiungi almeno un file.")
        raise Invalid(words, fields={"text": words})
    application = cure.application
    stored = [
        store_upload(
            file=file,
            kind=FileKind.ATTACHMENT,
            by=by,
            at=at,
            owner=application.lead,
            case_file=application.call,
        )
        for file in files
    ]
    cure.state, cure.answer, cure.answered_at, cure.answered_by = CureState.ANSWERED, text.strip(), at, by
    cure.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    cure.files.add(*stored)
    act.record(hashes=[f.sha256 for f in stored])
    tell_cure_answered(cure, at)
    return cure


@deed(on="cure", says=gettext_lazy("ha deciso sulla risposta all’integrazione"), law=CURE_LAW)
def resolve_cure(
    act: Act, *, cure: CureRequest, outcome: str, reasons: str, by: User | None, at: datetime
) -> CureRequest:
    """Decide after the answer, or after the term without one (then the application can only be excluded)."""
    _reasoned(reasons.strip(), _("Scrivi perché decidi così."))
    application: Application = locked(cure.application)
    if cure.state == CureState.ASKED and outcome != ApplicationState.EXCLUDED:
        words = _("Nessuno ha risposto entro il termine: la domanda può essere soltanto esclusa.")
        raise Invalid(words, law=CURE_LAW, fields={"outcome": words})
    lifecycle = ApplicationLifecycle(application)
    match outcome:
        case ApplicationState.ADMITTED:
            _no_pending(application)
            move(lifecycle.admit, decided_at=at, reasons=reasons.strip())
            gaps = application.checks.exclude(outcome__in=IN_ORDER)
            gaps.update(outcome=CheckOutcome.OK, checked_at=at, checked_by=by)
        case ApplicationState.RESERVED:
            move(lifecycle.reserve, decided_at=at, reasons=reasons.strip())
        case ApplicationState.EXCLUDED:
            move(lifecycle.exclude, decided_at=at, reasons=reasons.strip())
        case _other:
            words = _("Scegli un esito: ammessa, ammessa con riserva, esclusa.")
            raise Invalid(words, fields={"outcome": words})
    cure.state, cure.resolved_at, cure.reasons = CureState.RESOLVED, at, reasons.strip()
    cure.save(update_fields=["state", "resolved_at", "reasons"])
    tell_outcome(application, at)
    return cure
