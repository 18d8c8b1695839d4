# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom we tell of who is admitted, and of who loses the place afterwards."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from coprogettazione.applications.models import Application, Member
from coprogettazione.calls.models import Call
from coprogettazione.evaluation.models import (
    Admission,
    AdmissionOutcome,
    Exclusion,
)
from coprogettazione.notifications.services import queue
from coprogettazione.parties.models import Membership, User
from coprogettazione.records.roles import Role
from coprogettazione.wording import in_italian


@in_italian
def tell_admissions(call: Call, admissions: Iterable[Admission], at: datetime) -> None:
    """Everybody who applied, each with the own outcome, all at the same instant (domain.md §2.2, row 7)."""
    for admission in admissions:
        _tell_outcome(call, admission, at, key="admission")


@in_italian
def tell_scrolled(call: Call, admissions: Iterable[Admission], act_number: str, at: datetime) -> None:
    """Who lapses by the act, if nobody told it before, and who takes the place."""
    for admission in admissions:
        _tell_outcome(call, admission, at, key=f"scrolled:{act_number}")


def _tell_outcome(call: Call, admission: Admission, at: datetime, *, key: str) -> None:
    application = admission.application
    subject = {
        AdmissionOutcome.ADMITTED: _("Ammessa al tavolo: %(title)s"),
        AdmissionOutcome.LAPSED: _("Ammissione decaduta: %(title)s"),
    }.get(AdmissionOutcome(admission.outcome), _("Esito della domanda: %(title)s"))
    queue(
        recipients=people_of(application, at),
        subject=subject % {"title": call.title},
        body=_(
            "Domanda di %(who)s: %(outcome)s.\n\n%(reason)s\n\n"
            "Atto n. %(number)s. Puoi leggere punti e motivazioni nella pagina dell’esito. "
            "Come si impugna l’atto è scritto nell’avviso e nella determina."
        )
        % {
            "who": application.label,
            "outcome": admission.get_outcome_display(),
            "reason": admission.reason,
            "number": admission.act_number,
        },
        about=application,
        at=at,
        key=key,
        link=f"/valutazione/esito/{application.pk}/",
    )


def people_of(application: Application, at: datetime) -> list[User]:
    """Who works for the bodies of an application, legal representatives first."""
    bodies = set(
        Member.objects.filter(application=application, left_at__isnull=True).values_list(
            "organisation_id", flat=True
        )
    ) | {application.lead_id}
    held = (
        Membership.objects.valid_at(at)
        .filter(
            organisation__in=bodies,
            role__in=[Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR],
            user__is_active=True,
        )
        .select_related("user")
        .order_by("-role", "pk")
    )
    return list({m.user_id: m.user for m in held}.values())


@in_italian
def tell_exclusion_announced(exclusion: Exclusion, at: datetime) -> None:
    """Everybody in the application: it may be excluded, why, until when to answer and who does it."""
    application = exclusion.application
    _tell_of_exclusion(
        exclusion,
        people_of(application, at),
        _("Avvio del procedimento di esclusione: %(title)s"),
        _(
            "L’ufficio comunica che la domanda di %(who)s può essere esclusa dalla procedura. Motivo: "
            "%(ground)s.\n\n%(reasons)s\n\nIl legale rappresentante di %(lead)s può presentare osservazioni e "
            "documenti entro il termine: chi decide deve tenerne conto. La comunicazione n. %(number)s è nella "
            "pagina dell’esclusione."
        )
        % {
            "who": application.label,
            "ground": exclusion.get_ground_display(),
            "reasons": exclusion.reasons,
            "lead": application.lead.known_as,
            "number": exclusion.letter.number if exclusion.letter else "",
        },
        at,
        key="exclusion_announced",
        term=exclusion.due_at,
    )


@in_italian
def tell_exclusion_observed(exclusion: Exclusion, at: datetime) -> None:
    """The executive and the RUP: the body was heard, the decision can be taken."""
    call = exclusion.case_file
    _tell_of_exclusion(
        exclusion,
        [call.executive_officer, call.procedure_officer],
        _("Osservazioni sull’esclusione: %(title)s"),
        _(
            "%(who)s ha presentato osservazioni sulla possibile esclusione della domanda. Il dirigente decide: "
            "l’atto risponde alle osservazioni (art. 10, l. 241/1990)."
        )
        % {"who": exclusion.application.lead.known_as},
        at,
        key="exclusion_observed",
        term=exclusion.decide_by,
    )


@in_italian
def tell_excluded(exclusion: Exclusion, sat: bool, at: datetime) -> None:
    """Everybody in the application, with the reasons and how to appeal; and the RUP, who goes on without it.
    `sat`: it was at the table, and not only in the ranking.
    """
    application, paper = exclusion.application, exclusion.act
    assert paper is not None
    said = (
        _("Risposta alle osservazioni: %(answer)s\n\n") % {"answer": exclusion.answer}
        if exclusion.answer
        else ""
    )
    effect = _("la sua ammissione decade e i posti al tavolo finiscono")
    if not sat:
        effect = _("non può più essere chiamata dalla graduatoria")
    _tell_of_exclusion(
        exclusion,
        [*people_of(application, at), application.call.procedure_officer],
        _("Domanda esclusa dopo l’ammissione: %(title)s"),
        _(
            "La domanda di %(who)s è esclusa: %(effect)s.\n\n"
            "%(reasons)s\n\n%(said)sAtto n. %(number)s, nella pagina dell’esclusione. %(clause)s"
        )
        % {
            "who": application.label,
            "effect": effect,
            "reasons": exclusion.conclusion,
            "said": said,
            "number": paper.number,
            "clause": application.call.appeal_clause,
        },
        at,
        key="excluded",
    )


@in_italian
def tell_exclusion_dropped(exclusion: Exclusion, at: datetime) -> None:
    """Everybody in the application, the executive and the RUP: nothing changes."""
    application, call = exclusion.application, exclusion.case_file
    _tell_of_exclusion(
        exclusion,
        [*people_of(application, at), call.executive_officer, call.procedure_officer],
        _("Procedimento di esclusione archiviato: %(title)s"),
        _("La domanda di %(who)s non è esclusa e resta com’era.\n\n%(reasons)s")
        % {"who": application.label, "reasons": exclusion.conclusion},
        at,
        key="exclusion_dropped",
    )


def _tell_of_exclusion(
    exclusion: Exclusion,
    recipients: Iterable[User],
    subject: str,
    body: str,
    at: datetime,
    *,
    key: str,
    term: datetime | None = None,
) -> None:
    queue(
        recipients=recipients,
        subject=subject % {"title": exclusion.case_file.title},
        body=body,
        about=exclusion,
        at=at,
        key=key,
        link=f"/valutazione/esclusione/{exclusion.pk}/",
        term=term,
    )
