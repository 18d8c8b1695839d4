# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answering a convocation, and sending another person of one's body by a written delegation."""

from dataclasses import replace
from datetime import datetime

from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.documents.models import FileKind
from coprogettazione.documents.services import store_upload
from coprogettazione.parties.models import Organisation, User
from coprogettazione.parties.queries import holds, organisations_of
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, WrongState
from coprogettazione.records.roles import Role
from coprogettazione.tables.models import (
    VOTING_KINDS,
    Coming,
    ConvocationReply,
    Delegation,
    Session,
)
from coprogettazione.tables.notifications import tell_of_delegation
from coprogettazione.tables.queries.convening import guest_of
from coprogettazione.tables.services.speaking import WORKING_ROLES, required
from coprogettazione.wording import day


@deed(on="session", says=gettext_lazy("ha risposto a una convocazione"))
def answer_convocation(
    act: Act, *, session: Session, coming: str, who: str = "", by: User | None, at: datetime
) -> ConvocationReply:
    """Say whether one will come (`Coming`), or `who` comes instead. It can be said again until the session
    begins.
    """
    if session.cancelled_at is not None:
        raise WrongState(_("Questo incontro è annullato: non serve rispondere."))
    if session.starts_at <= at:
        raise WrongState(_("L’incontro è già cominciato: chi c’è lo dice il verbale."))
    guest = guest_of(session, by, at) if by is not None else None
    if guest is None:
        raise NotAllowed(_("Risponde chi è convocato a questo incontro."))
    if coming not in Coming.values:
        words = _("Scegli se ci sarai, se non ci sarai o se verrà un’altra persona.")
        raise Invalid(words, fields={"coming": words})
    name = ""
    if coming == Coming.ANOTHER:
        name = required("who", who, _("Scrivi chi verrà, per esempio «Sara Benedetti»."))[:200]
    act.verdict = replace(act.verdict, organisation_id=guest.organisation.pk)
    return ConvocationReply.objects.update_or_create(
        session=session,
        person=by,
        sequence=session.sequence,
        defaults={"organisation": guest.organisation, "coming": coming, "who": name, "answered_at": at},
    )[0]


@deed(on="session", says=gettext_lazy("ha delegato una persona a un incontro"))
def delegate_for_session(
    act: Act,
    *,
    session: Session,
    organisation: Organisation,
    delegate: User,
    text: str,
    file: File | None = None,
    by: User | None,
    at: datetime,
) -> Delegation:
    """Send another person of a seated body to one session, by a written delegation of who represents the
    body; `file` is its signed copy. The delegate reads the table until the day after the session.
    """
    if by is None or not holds(by, Role.LEGAL_REPRESENTATIVE, organisation.pk, at):
        raise NotAllowed(_("La delega la scrive chi rappresenta %(body)s.") % {"body": organisation.known_as})
    if session.cancelled_at is not None:
        raise WrongState(_("Questo incontro è annullato: non serve una delega."))
    if session.ended_at is not None:
        raise WrongState(_("L’incontro è finito: una delega si dà prima."))
    seats = [s for s in session.seats_at(at) if s.kind in VOTING_KINDS]
    if organisation.pk not in {seat.organisation_id for seat in seats}:
        raise NotAllowed(_("%(body)s non è fra gli enti convocati.") % {"body": organisation.known_as})
    if organisation.pk not in organisations_of(delegate, WORKING_ROLES, at):
        raise Invalid(
            _("%(who)s non ha un ruolo in corso in %(body)s.")
            % {"who": delegate, "body": organisation.known_as},
            fields={"delegate": _("Scegli una persona che lavora per l’ente: prima va invitata.")},
        )
    other = next(
        (s for s in session.table.seats_at(at) if s.user_id == delegate.pk and s.kind in VOTING_KINDS), None
    )
    if other is not None and other.organisation_id != organisation.pk:
        raise Invalid(
            _("%(who)s siede già per %(body)s: una persona parla per un ente solo.")
            % {"who": delegate, "body": other.organisation.known_as},
            fields={"delegate": _("Scegli un’altra persona.")},
        )
    given = Delegation.objects.filter(session=session, organisation=organisation, revoked_at=None).first()
    if given is not None:
        raise AlreadyDone(
            _("%(giver)s ha già delegato %(who)s il %(day)s: per cambiare persona ritira quella delega.")
            % {"giver": given.giver, "who": given.delegate, "day": day(given.given_at)}
        )
    said = required("text", text, _("Scrivi la delega, per esempio «Delego Sara Benedetti a votare»."))
    stored = None
    if file is not None:
        stored = store_upload(
            file=file,
            kind=FileKind.SIGNED_COPY,
            by=by,
            at=at,
            owner=organisation,
            case_file=session.table.call,
            only=("pdf", "p7m"),
        )
        act.record(sha256=stored.sha256)
    act.verdict = replace(act.verdict, organisation_id=organisation.pk)
    delegation = Delegation.objects.create(
        session=session,
        organisation=organisation,
        giver=by,
        delegate=delegate,
        text=said,
        file=stored,
        given_at=at,
    )
    tell_of_delegation(delegation, at)
    return delegation


@deed(on="delegation", says=gettext_lazy("ha ritirato una delega a un incontro"))
def revoke_delegation(act: Act, *, delegation: Delegation, by: User | None, at: datetime) -> Delegation:
    """Take a delegation back before the session begins."""
    if by is None or not holds(by, Role.LEGAL_REPRESENTATIVE, delegation.organisation_id, at):
        raise NotAllowed(
            _("La delega la ritira chi rappresenta %(body)s.") % {"body": delegation.organisation.known_as}
        )
    if delegation.revoked_at is not None:
        raise AlreadyDone(
            _("Questa delega è già ritirata dal %(day)s.") % {"day": day(delegation.revoked_at)}
        )
    if delegation.session.starts_at <= at:
        raise WrongState(_("L’incontro è cominciato: la delega non si ritira più."))
    delegation.revoked_at = at
    delegation.save(update_fields=["revoked_at"])
    return delegation
