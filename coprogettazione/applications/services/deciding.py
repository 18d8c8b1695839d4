# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Admitted, admitted with reserve, excluded: what each needs, and what the applicant is told."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.applications.documents import exclusion_letter_data
from coprogettazione.applications.lifecycle import ApplicationLifecycle
from coprogettazione.applications.models import (
    Application,
    ApplicationState,
    Check,
    CheckOutcome,
    CureState,
    Title,
)
from coprogettazione.applications.notifications import tell_outcome
from coprogettazione.applications.services.eligibility import record_eligibility
from coprogettazione.calls.lifecycle import BEFORE_ADMISSION
from coprogettazione.documents.models import PaperKind
from coprogettazione.documents.services import issue_act
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import Invalid, Words, WrongState
from coprogettazione.wording import ROME, joined

IN_ORDER = (CheckOutcome.OK, CheckOutcome.NOT_APPLICABLE)
CURE_LAW = gettext_lazy("art. 6, c. 1, lett. b), l. 241/1990")
Reserve = tuple[str, date | None]
NO_RESERVE: Reserve = ("", None)


def decide(
    application: Application,
    outcome: str,
    found: list[Check],
    *,
    reasons: str,
    reserve: Reserve = NO_RESERVE,
    by: User | None,
    at: datetime,
) -> None:
    """Move the application to its outcome and tell it; an exclusion is told by a letter too."""
    lifecycle = ApplicationLifecycle(application)
    faults = [check for check in found if check.outcome not in IN_ORDER]
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
            event, until = _whole_reserve(reserve, at)
            need_reasons(reasons, _("Scrivi perché si ammette con riserva."))
            move(lifecycle.reserve, decided_at=at, reasons=reasons, reserve_event=event, reserve_until=until)
        case ApplicationState.EXCLUDED:
            need_reasons(reasons, _("L’esclusione è motivata: scrivi perché."))
            _excludable(application, faults)
            move(lifecycle.exclude, decided_at=at, reasons=reasons)
            send_exclusion(application, faults, by=by, at=at)
        case _other:
            words = _("Scegli un esito: ammessa, ammessa con riserva, esclusa.")
            raise Invalid(words, fields={"outcome": words})
    tell_outcome(application, at)


def need_reasons(reasons: str, words: Words) -> None:
    """Raises Invalid when a decision that needs reasons has none."""
    if not reasons.strip():
        raise Invalid(words, law=_("art. 3, l. 241/1990"), fields={"reasons": words})


def _whole_reserve(reserve: Reserve, at: datetime) -> tuple[str, date]:
    event, until = reserve
    if not event:
        words = _(
            "Scrivi quale fatto scioglie la riserva, per esempio «la decisione dell’ufficio del RUNTS»."
        )
        raise Invalid(words, fields={"reserve_event": words})
    if until is None or until <= at.astimezone(ROME).date():
        words = _("Scrivi entro quale giorno si scioglie la riserva: un giorno che deve ancora venire.")
        raise Invalid(words, fields={"reserve_until": words})
    return event, until


def _excludable(application: Application, faults: list[Check]) -> None:
    if not faults:
        raise Invalid(
            _("Tutti i controlli sono in ordine: non c’è un motivo di esclusione."),
            fields={"outcome": _("Segna quale requisito manca.")},
        )
    cured = application.cures.filter(state=CureState.RESOLVED).exists()
    if not cured and all(check.outcome == CheckOutcome.GAP for check in faults):
        raise Invalid(
            _("Manca solo qualcosa di formale: prima di escludere si chiede di completare la domanda."),
            law=CURE_LAW,
            fields={"outcome": _("Chiedi l’integrazione.")},
        )


def _no_pending(application: Application) -> None:
    pending = application.members.filter(left_at__isnull=True, title=Title.RUNTS_PENDING)
    member = pending.select_related("organisation").first()
    if member is not None:
        words = _("L’iscrizione al RUNTS di %(name)s non è ancora decisa: si ammette con riserva.") % {
            "name": member.organisation.known_as
        }
        raise Invalid(words, law=_("art. 54, d.lgs. 117/2017"), fields={"outcome": words})


def send_exclusion(application: Application, faults: list[Check], *, by: User | None, at: datetime) -> None:
    """The letter that tells an exclusion: reasons, what is missing, norm, to whom one may appeal."""
    application.notice = issue_act(
        kind=PaperKind.LETTER,
        body=application.call.lead_authority,
        title=_("Comunicazione di esclusione"),
        subject=_("Esito del controllo dei requisiti (articolo 3, l. 241/1990)"),
        about=application,
        data=exclusion_letter_data(application, faults),
        by=by,
        at=at,
        owner=application.lead,
    )
    application.save(update_fields=["notice"])


@deed(on="application", says=gettext_lazy("ha sciolto la riserva"), law="art. 3, l. 241/1990")
def resolve_reserve(
    act: Act,
    *,
    application: Application,
    outcome: str,
    reasons: str,
    by: User | None,
    at: datetime,
) -> Application:
    """The event came, or did not: ADMITTED or EXCLUDED, with the reasons.

    Raises Invalid without reasons, or ADMITTED while a body that had asked for its registration has none on
    its card checked by the office; WrongState for an exclusion after the admission to the table.
    """
    need_reasons(reasons, _("Scrivi che cosa è successo: è il motivo per cui la riserva si scioglie."))
    record_eligibility([application], by=by, at=at)
    lifecycle = ApplicationLifecycle(application)
    match outcome:
        case ApplicationState.ADMITTED:
            _registered_at_last(application)
            move(lifecycle.admit, decided_at=at, reasons=reasons.strip())
        case ApplicationState.EXCLUDED:
            # Until D6 an exclusion only concerns the officer's own check.
            if application.call.state not in BEFORE_ADMISSION:
                raise WrongState(
                    _(
                        "L’ammissione al tavolo è già stata decisa: dopo quell’atto l’esclusione la decide il "
                        "dirigente, sentito l’ente. Comunica prima l’avvio del procedimento di esclusione, dalla "
                        "pagina dei requisiti."
                    ),
                    law=_("artt. 7 e 10, l. 241/1990"),
                )
            move(lifecycle.exclude, decided_at=at, reasons=reasons.strip())
            send_exclusion(application, [], by=by, at=at)
        case _other:
            words = _("Scegli come si scioglie la riserva: ammessa o esclusa.")
            raise Invalid(words, fields={"outcome": words})
    act.record(outcome=outcome, event=application.reserve_event, until=application.reserve_until)
    tell_outcome(application, at)
    return application


def _registered_at_last(application: Application) -> None:
    pending = application.members.filter(left_at__isnull=True, title=Title.RUNTS_PENDING)
    for member in pending.select_related("organisation"):
        body = member.organisation
        if not body.runts_number or body.registered_on is None or body.runts_checked_on is None:
            words = _(
                "Nella scheda di %(name)s non c’è ancora l’iscrizione al RUNTS controllata dall’ufficio: "
                "controllala, poi sciogli la riserva."
            ) % {"name": body.known_as}
            raise Invalid(words, law=_("art. 54, d.lgs. 117/2017"), fields={"outcome": words})
