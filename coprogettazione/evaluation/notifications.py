# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom the evaluation tells, and what. Nothing here names points before the admission is decided."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from coprogettazione.applications.models import Application, Member
from coprogettazione.calls.models import Call
from coprogettazione.evaluation.models import Admission, AdmissionOutcome, Committee, CommitteeSeat
from coprogettazione.evaluation.queries import seats_of
from coprogettazione.notifications.services import queue
from coprogettazione.parties.models import Membership, User
from coprogettazione.records.roles import Role
from coprogettazione.wording import in_italian


def _address(call: Call, page: str = "") -> str:
    return f"/valutazione/{call.code}/{page}"


@in_italian
def tell_appointed(seats: Iterable[CommitteeSeat], call: Call, at: datetime) -> None:
    """Each new member: what to declare before reading anything."""
    for seat in seats:
        queue(
            recipients=[seat.user],
            subject=_("Sei nella commissione: %(title)s") % {"title": call.title},
            body=_(
                "Il dirigente ti ha nominato %(kind)s per «%(title)s».\n\n"
                "Prima di leggere le proposte dichiara se hai conflitti di interesse con gli enti che "
                "hanno fatto domanda."
            )
            % {"kind": seat.get_kind_display(), "title": call.title},
            about=seat,
            at=at,
            key="appointed",
            link=_address(call, "dichiarazione/"),
        )


@in_italian
def tell_conflict(seat: CommitteeSeat, call: Call, at: datetime) -> None:
    """The executive and the RUP: a member cannot score, somebody else must sit there."""
    queue(
        recipients=[call.executive_officer, call.procedure_officer],
        subject=_("Conflitto di interesse dichiarato in commissione: %(code)s") % {"code": call.code},
        body=_(
            "%(name)s ha dichiarato un conflitto di interesse: non può valutare.\n\n"
            "La valutazione si ferma finché il dirigente non nomina un’altra persona (art. 6-bis, l. "
            "241/1990)."
        )
        % {"name": seat.user},
        about=seat,
        at=at,
        key="conflict",
        link=_address(call),
    )


@in_italian
def tell_opened(committee: Committee, call: Call, at: datetime) -> None:
    """The members: the proposals can be read and scored."""
    queue(
        recipients=[seat.user for seat in seats_of(committee)],
        subject=_("La valutazione è aperta: %(title)s") % {"title": call.title},
        body=_("Puoi leggere le proposte e compilare le tue schede. Ogni punteggio vuole il suo perché."),
        about=committee,
        at=at,
        key="evaluation_opened",
        link=_address(call),
    )


@in_italian
def tell_closed(committee: Committee, call: Call, at: datetime) -> None:
    """The executive and the RUP: the ranking is ready, the act can be adopted."""
    queue(
        recipients=[call.executive_officer, call.procedure_officer],
        subject=_("La commissione ha chiuso i lavori: %(title)s") % {"title": call.title},
        body=_(
            "La graduatoria e il verbale sono pronti. Ora si adotta la determina di ammissione al tavolo."
        ),
        about=committee,
        at=at,
        key="evaluation_closed",
        link=_address(call, "graduatoria/"),
    )


@in_italian
def tell_admissions(call: Call, admissions: Iterable[Admission], at: datetime) -> None:
    """Everybody who applied, each with the own outcome, all at the same instant (domain.md §2.2, row 7)."""
    for admission in admissions:
        _tell_outcome(call, admission, at, key="admission")


@in_italian
def tell_scrolled(call: Call, leaving: Admission, entering: Admission, at: datetime) -> None:
    """Who lapses and who takes the place."""
    for admission in (leaving, entering):
        _tell_outcome(call, admission, at, key=f"scrolled:{entering.act_number}")


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
