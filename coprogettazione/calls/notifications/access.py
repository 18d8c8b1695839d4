# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom we tell of a request of access: the office, who asked, the bodies that it could harm."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from coprogettazione.calls.models import AccessKind, AccessRequest, CounterInterested
from coprogettazione.calls.notifications.call import office_of, people_of_body
from coprogettazione.calls.queries.access import appeal_words
from coprogettazione.notifications.services import queue, queue_to_address
from coprogettazione.wording import day, in_italian, joined, moment


def _address_of(request: AccessRequest) -> str:
    """The secret address where who has no account follows the request."""
    return reverse("calls:access_follow", args=[request.call.code, request.key])


def _page_of(request: AccessRequest) -> str:
    """The page of the request, for who has an account."""
    return reverse("calls:access_request", args=[request.call.code, request.pk])


def _tell_requester(request: AccessRequest, *, subject: str, body: str, key: str, at: datetime) -> None:
    """Whoever asked, with the people of the body for which it was asked; by e-mail who has no account. Who left
    only a postal address is written to by the office.
    """
    if request.requester is None and request.email:
        queue_to_address(
            address=request.email,
            subject=subject,
            body=body,
            about=request,
            at=at,
            key=key,
            link=_address_of(request),
        )
    people = [request.requester] if request.requester is not None else []
    queue(
        recipients=[*people, *people_of_body(request.organisation_id, at)],
        subject=subject,
        body=body,
        about=request,
        at=at,
        key=key,
        link=_page_of(request),
    )


@in_italian
def tell_of_access_request(request: AccessRequest, at: datetime) -> None:
    """The RUP has to answer within the term; who asked has it in writing that the request arrived, and until
    when the office answers.
    """
    call = request.call
    said = {
        "code": call.code,
        "term": moment(request.due_at),
        "kind": request.get_kind_display(),
        "day": day(request.requested_at),
    }
    received = (
        _(
            "La richiesta arrivata il %(day)s è registrata: l’ufficio risponde entro %(term)s. Da qui vedi a che punto è."
        )
        if request.channel
        else _("L’ufficio risponde entro %(term)s. Da qui vedi a che punto è.")
    )
    queue(
        recipients=office_of(call, at),
        subject=_("Una richiesta di accesso agli atti, %(code)s") % said,
        body=_("È arrivata una richiesta di %(kind)s. Si risponde con una motivazione entro %(term)s.")
        % said,
        about=request,
        at=at,
        key="access_requested",
        link=_page_of(request),
        term=request.due_at,
    )
    _tell_requester(
        request,
        subject=_("La richiesta di accesso è arrivata, %(code)s") % said,
        body=received % said,
        key="access_received",
        at=at,
    )


@in_italian
def tell_the_counter_interested(row: CounterInterested, at: datetime) -> None:
    """A body learns that somebody asks for papers that speak of it, and until when it may object; who asked
    learns that the term stands still.
    """
    request = row.request
    said = {"title": request.call.title, "term": moment(row.due_at), "who": request.who}
    queue(
        recipients=people_of_body(row.organisation_id, at),
        subject=_("Qualcuno chiede atti che vi riguardano: «%(title)s»") % said,
        body=_(
            "%(who)s chiede di accedere ad atti che parlano del vostro ente. Potete leggere la richiesta e "
            "opporvi, con una motivazione, fino a %(term)s. Se non rispondete, l’ufficio decide lo stesso."
        )
        % said,
        about=row,
        at=at,
        key="access_notified",
        link=_page_of(request),
        term=row.due_at,
    )
    _tell_requester(
        request,
        subject=_("Richiesta di accesso: avvisati i controinteressati"),
        body=_(
            "Gli enti di cui parlano gli atti possono opporsi fino a %(term)s. Intanto il termine è sospeso: "
            "l’ufficio risponde entro %(due)s."
        )
        % {**said, "due": moment(request.due_at)},
        key=f"access_suspended:{request.suspended_days}",
        at=at,
    )


@in_italian
def tell_of_opposition(row: CounterInterested, at: datetime) -> None:
    """The RUP has an objection to weigh."""
    request = row.request
    queue(
        recipients=[request.call.procedure_officer],
        subject=_("%(who)s si oppone a una richiesta di accesso") % {"who": row.organisation.known_as},
        body=row.opposition,
        about=row,
        at=at,
        key="access_opposed",
        link=_page_of(request),
        term=request.due_at,
    )


@in_italian
def tell_of_waiver(row: CounterInterested, waiting: list[CounterInterested], at: datetime) -> None:
    """The RUP learns that a body does not object, and whether an answer may go out; `waiting`: who may object yet."""
    request = row.request
    said = {
        "who": row.organisation.known_as,
        "term": moment(request.due_at),
        "others": joined([other.organisation.known_as for other in waiting]),
    }
    body = (
        _("%(who)s non si oppone. Possono ancora opporsi: %(others)s.")
        if waiting
        else _("%(who)s non si oppone, e nessun altro può ancora opporsi: si risponde entro %(term)s.")
    )
    queue(
        recipients=[request.call.procedure_officer],
        subject=_("%(who)s non si oppone a una richiesta di accesso") % said,
        body=body % said,
        about=row,
        at=at,
        key="access_waived",
        link=_page_of(request),
        term=request.due_at,
    )


@in_italian
def tell_of_access_answer(request: AccessRequest, at: datetime) -> None:
    """Who asked, and the bodies that were told, learn what was decided."""
    said = {"outcome": request.get_outcome_display(), "code": request.call.code}
    subject = _("Richiesta di accesso %(outcome)s, %(code)s") % said
    key = f"access_answered:{request.outcome}:{at:%Y-%m-%d}"
    _tell_requester(request, subject=subject, body=request.reasons, key=key, at=at)
    told = request.counter_interested.values_list("organisation_id", flat=True)
    queue(
        recipients=[person for pk in told for person in people_of_body(pk, at)],
        subject=subject,
        body=_("L’ufficio ha deciso sulla richiesta di cui eravate stati avvisati.\n\n%(reasons)s")
        % {"reasons": request.reasons},
        about=request,
        at=at,
        key=f"{key}:told",
        link=_page_of(request),
    )


@in_italian
def tell_of_access_lapse(request: AccessRequest, at: datetime) -> None:
    """Who asked learns what silence means and what can be done; the office, that the term has passed."""
    said = {"term": moment(request.due_at), "appeal": appeal_words(request), "code": request.call.code}
    if request.kind == AccessKind.DOCUMENTARY:
        body = _(
            "L’ufficio non ha risposto entro %(term)s. Per la legge il silenzio vale come un rifiuto "
            "(art. 25, c. 4, l. 241/1990).\n\n%(appeal)s"
        )
    else:
        body = _(
            "L’ufficio non ha risposto entro %(term)s. Il silenzio non è un rifiuto: l’ufficio deve ancora "
            "rispondere.\n\n%(appeal)s"
        )
    _tell_requester(
        request,
        subject=_("Richiesta di accesso senza risposta, %(code)s") % said,
        body=body % said,
        key="access_lapsed",
        at=at,
    )
    queue(
        recipients=[request.call.procedure_officer, request.call.executive_officer],
        subject=_("Termine passato: richiesta di accesso, %(code)s") % said,
        body=_("Il termine era %(term)s. Si può ancora rispondere, in ritardo.") % said,
        about=request,
        at=at,
        key="access_lapsed:office",
        link=_page_of(request),
    )
