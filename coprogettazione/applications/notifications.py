# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom an application tells what. Until the opening nothing goes to the office."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprogettazione.applications.models import (
    APPLICANT_ROLES,
    STANDING_STATES,
    Application,
    ApplicationState,
    Attachment,
    CureRequest,
    Member,
    Submission,
    TermSuspension,
)
from coprogettazione.applications.queries import conclusion_term, reserve_words
from coprogettazione.calls.models import Call
from coprogettazione.calls.notifications import concerned_by_calls, people_of_body
from coprogettazione.documents.models import StoredFile
from coprogettazione.documents.services.scanning import tells_of_infections
from coprogettazione.notifications.services import queue
from coprogettazione.parties.models import Membership, User
from coprogettazione.wording import day, end_of, in_italian, moment, receipt_time


def people_of(organisation_ids: Iterable[int], at: datetime) -> list[User]:
    """The legal representatives and the collaborators of these bodies."""
    return [user for pk in organisation_ids for user in people_of_body(pk, at)]


def everybody_in(application: Application, at: datetime) -> list[User]:
    """The people of every body in the application."""
    members = application.members.filter(left_at__isnull=True)
    return people_of(members.values_list("organisation_id", flat=True), at)


@concerned_by_calls
def applicants_of(call: Call, at: datetime) -> list[User]:
    """Whoever prepares or has sent an application to this call: told of what changes in it, by nobody seen.

    One query whatever the applications.
    """
    preparing = Member.objects.filter(application__call=call, left_at__isnull=True).exclude(
        application__state__in=(ApplicationState.WITHDRAWN, ApplicationState.EXCLUDED, ApplicationState.LATE)
    )
    return _people_of_members(preparing, at)


def standing_applicants(call: Call, at: datetime) -> list[User]:
    """Whoever works for the bodies whose applications are still in the procedure. One query."""
    standing = Member.objects.filter(
        application__call=call, application__state__in=STANDING_STATES, left_at__isnull=True
    )
    return _people_of_members(standing, at)


def _people_of_members(members: QuerySet[Member], at: datetime) -> list[User]:
    held = Membership.objects.valid_at(at).filter(
        organisation__in=members.values("organisation_id"), role__in=APPLICANT_ROLES, user__is_active=True
    )
    return list(User.objects.filter(pk__in=held.values("user_id")))


@in_italian
def tell_invited(member: Member, at: datetime) -> None:
    """A body was put in a group: its people are asked to look and commit."""
    application = member.application
    queue(
        recipients=people_of([member.organisation_id], at),
        subject=_("%(lead)s vi invita in un gruppo per «%(call)s»")
        % {"lead": application.lead.known_as, "call": application.call.title},
        body=_(
            "%(lead)s prepara una domanda di gruppo e ha indicato %(name)s. Scrivete la vostra parte; "
            "il legale "
            "rappresentante prende l’impegno con il proprio accesso."
        )
        % {"lead": application.lead.known_as, "name": member.organisation.known_as},
        about=member,
        at=at,
        key="invited",
        link=reverse("applications:group", args=[application.pk]),
        term=application.call.deadline,
    )


@in_italian
def remind(member: Member, what: str, at: datetime) -> int:
    """Remind a body, at most once a day, of what it has still to do. Returns how many messages are new."""
    application = member.application
    return queue(
        recipients=people_of([member.organisation_id], at),
        subject=_("Manca la vostra parte della domanda per «%(call)s»") % {"call": application.call.title},
        body=what,
        about=member,
        at=at,
        key=f"reminder:{at:%Y-%m-%d}",
        link=reverse("applications:check", args=[application.pk]),
        term=application.call.deadline,
    )


@in_italian
def tell_received(submission: Submission, at: datetime) -> None:
    """The application arrived: number, instant and receipt to everybody in it."""
    application = submission.application
    late = "" if submission.in_time else _(" È arrivata fuori termine: resta chiusa e non sarà esaminata.")
    queue(
        recipients=everybody_in(application, at),
        subject=_("Domanda n. %(number)s per «%(call)s»")
        % {"number": submission.registry_number, "call": application.call.title},
        body=_("La domanda è arrivata il %(when)s con il numero %(number)s del registro della piattaforma.")
        % {"when": receipt_time(at, year=True), "number": submission.registry_number}
        + late,
        about=submission,
        at=at,
        key="received",
        link=reverse("applications:done", args=[application.pk]),
    )


@in_italian
def tell_withdrawn(application: Application, at: datetime) -> None:
    """The application was taken back."""
    queue(
        recipients=everybody_in(application, at),
        subject=_("Domanda ritirata: «%(call)s»") % {"call": application.call.title},
        body=_("%(lead)s ha ritirato la domanda. Quello che era arrivato non conta più.")
        % {"lead": application.lead.known_as},
        about=application,
        at=at,
        key="withdrawn",
        link=reverse("applications:list"),
    )


@in_italian
def tell_cure_asked(cure: CureRequest, at: datetime) -> None:
    """The office asks to fill formal gaps."""
    application = cure.application
    queue(
        recipients=everybody_in(application, at),
        subject=_("Da completare: la domanda per «%(call)s»") % {"call": application.call.title},
        body=_("L’ufficio chiede: %(items)s. Senza risposta entro il termine la domanda può essere esclusa.")
        % {"items": "; ".join(cure.gaps.values_list("words", flat=True))},
        about=cure,
        at=at,
        key="cure_asked",
        link=reverse("applications:cure", args=[application.pk]),
        term=cure.due_at,
    )


@in_italian
def tell_cure_answered(cure: CureRequest, at: datetime) -> None:
    """The answer came: to the procedure officer."""
    application = cure.application
    queue(
        recipients=[application.call.procedure_officer],
        subject=_("%(lead)s ha risposto alla richiesta di integrazione")
        % {"lead": application.lead.known_as},
        body=_("Il termine era %(due)s. Esamina la risposta e decidi.") % {"due": moment(cure.due_at)},
        about=cure,
        at=at,
        key="cure_answered",
        link=reverse("applications:resolve", args=[application.pk]),
    )


@in_italian
def tell_outcome(application: Application, at: datetime) -> None:
    """The outcome of the check of the requirements, with its reasons, to everybody in the application."""
    queue(
        recipients=everybody_in(application, at),
        subject=_("Esito del controllo dei requisiti: «%(call)s»") % {"call": application.call.title},
        body=_("La vostra domanda: %(outcome)s. %(reasons)s")
        % {"outcome": application.get_state_display().lower(), "reasons": application.reasons}
        + _what_follows(application),
        about=application,
        at=at,
        key=f"outcome:{application.state}",
        link=reverse("applications:done", args=[application.pk]),
    )


def _what_follows(application: Application) -> str:
    """What an outcome means for who reads it: when a reserve ends, where the letter of an exclusion is."""
    if application.state == ApplicationState.RESERVED:
        return " " + reserve_words(application)
    if application.state == ApplicationState.EXCLUDED and application.notice is not None:
        said = {"number": application.notice.number, "clause": application.call.appeal_clause}
        return _(" La comunicazione n. %(number)s è nella pagina della domanda. %(clause)s") % said
    return ""


@in_italian
def tell_member_change(application: Application, sentence: str, key: str, at: datetime) -> None:
    """Somebody left the group or entered it: to the group and to the procedure officer."""
    queue(
        recipients=[*everybody_in(application, at), application.call.procedure_officer],
        subject=_("Cambia il gruppo di %(lead)s") % {"lead": application.lead.known_as},
        body=sentence,
        about=application,
        at=at,
        key=key,
        link=reverse("applications:done", args=[application.pk]),
    )


@in_italian
def tell_terms_suspended(row: TermSuspension, at: datetime) -> None:
    """The term of the procedure stands still: why, until when, what it becomes. To whoever is still in it."""
    call = row.call
    if row.until is not None:
        again = conclusion_term(call, end_of(row.until) + timedelta(seconds=1))
        assert again is not None
        assert again.due_at is not None
        until = _(
            "Il termine riparte da solo dopo il %(until)s, se l’ufficio non lo fa ripartire prima. In quel caso "
            "il procedimento si conclude entro %(due)s."
        ) % {"until": day(row.until), "due": moment(again.due_at)}
    else:
        term = conclusion_term(call, at)
        assert term is not None
        until = ngettext(
            "Non si sa ancora quando riparte: l’ufficio lo comunica. Da allora resta %(left)d giorno.",
            "Non si sa ancora quando riparte: l’ufficio lo comunica. Da allora restano %(left)d giorni.",
            term.left,
        ) % {"left": term.left}
    queue(
        recipients=standing_applicants(call, at),
        subject=_("Sospeso il termine del procedimento: «%(call)s»") % {"call": call.title},
        body=_(
            "Dal %(since)s il termine per concludere il procedimento non corre: %(reason)s (%(norm)s).\n\n"
            "Motivo: %(words)s\n\n%(until)s\n\nLa domanda resta nel procedimento: non serve fare niente."
        )
        % {
            "since": day(row.starts_on),
            "reason": row.get_reason_display(),
            "norm": row.norm,
            "words": row.words,
            "until": until,
        },
        about=row,
        at=at,
        key="terms_suspended",
        link=reverse("applications:list"),
    )


@in_italian
def tell_terms_resumed(row: TermSuspension, at: datetime) -> None:
    """The term runs again: why, and by when the procedure is concluded. To whoever is still in it."""
    call = row.call
    term = conclusion_term(call, at)
    assert term is not None
    assert term.due_at is not None
    queue(
        recipients=standing_applicants(call, at),
        subject=_("Riparte il termine del procedimento: «%(call)s»") % {"call": call.title},
        body=_(
            "Dal %(since)s il termine per concludere il procedimento corre di nuovo.\n\nMotivo: %(words)s\n\n"
            "I giorni di sospensione non si contano: il procedimento si conclude entro %(due)s."
        )
        % {
            "since": day(row.resumes_on or at),
            "words": row.resumed_because,
            "due": moment(term.due_at),
        },
        about=row,
        at=at,
        key="terms_resumed",
        link=reverse("applications:list"),
    )


@tells_of_infections
@in_italian
def tell_officer_infected(file: StoredFile, at: datetime) -> None:
    """A harmful program was found in a file of an opened application: to the officer of the procedure."""
    attachment = Attachment.objects.filter(file=file, application__opened_at__lte=at).first()
    if attachment is None:
        return
    application = attachment.application
    queue(
        recipients=[application.call.procedure_officer],
        subject=_("Un allegato della domanda di %(lead)s contiene un programma dannoso")
        % {"lead": application.lead.known_as},
        body=_("L’antivirus l’ha trovato dopo l’invio: il file non si apre. Puoi chiedere di sostituirlo."),
        about=file,
        at=at,
        key="infected_attachment",
        link=reverse("applications:read", args=[application.pk]),
    )
