# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who sits: given and ended by deeds, and following the partnership when it changes."""

from datetime import date, datetime, timedelta
from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.applications.models import Member, MemberRole
from coprogettazione.calls.models import Call, CallState
from coprogettazione.evaluation.queries import admitted_applications
from coprogettazione.parties.models import Organisation, User
from coprogettazione.parties.queries import holds, organisations_of, role_holders
from coprogettazione.records.deeds import Act, Deed, deed, deed_done
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed
from coprogettazione.records.roles import Role
from coprogettazione.tables.models import VOTING_KINDS, DesignTable, Seat, SeatKind
from coprogettazione.tables.notifications import tell_of_seat
from coprogettazione.tables.services.speaking import WORKING_ROLES, required
from coprogettazione.wording import day

#: In which quality a member of an admitted group sits.
KINDS = {
    MemberRole.ETS_PARTNER: SeatKind.PARTNER,
    MemberRole.SECONDARY_PARTNER: SeatKind.PARTNER,
    MemberRole.SUPPORTER: SeatKind.SUPPORTER,
    MemberRole.FINANCIER: SeatKind.SUPPORTER,
}
#: The deeds of the earlier chapters after which the partnership may have changed.
PARTNERSHIP_DEEDS = frozenset(
    {
        "withdraw_member",
        "substitute_member",
        "confirm_participation",
        "scroll_ranking",
        "renounce_application",
        "exclude_admitted",
    }
)


@deed(on="table", says=gettext_lazy("ha dato un posto al tavolo"))
def seat_delegate(
    act: Act,
    *,
    table: DesignTable,
    organisation: Organisation,
    user: User | None,
    kind: str,
    by: User | None,
    at: datetime,
) -> Seat:
    """Give a person a seat for an organisation; a partner gets its seats from the admission, not from here.

    The officer seats anybody; a legal representative only delegates of their own body, who have a role in it.
    """
    table.forget_seats()
    seats = table.seats_at(at)
    theirs = [s for s in seats if s.organisation_id == organisation.pk]
    if by is not None:
        _may_seat(act, table, organisation, user, kind, theirs, at)
    for seat in theirs:
        if user is not None and seat.user_id == user.pk:
            raise AlreadyDone(
                _("%(who)s siede già per %(body)s dal %(day)s.")
                % {"who": user, "body": organisation.known_as, "day": day(seat.valid_from)}
            )
    if user is not None and kind in VOTING_KINDS:
        _one_side(seats, organisation, user)
        delegates = [s for s in theirs if s.kind in VOTING_KINDS and s.user_id is not None]
        if len(delegates) >= table.max_delegates:
            raise Invalid(
                _("%(body)s ha già %(n)s delegati, il massimo per questo tavolo.")
                % {"body": organisation.known_as, "n": len(delegates)},
                fields={"user": _("Libera prima un posto.")},
            )
    if kind == SeatKind.FACILITATOR and user is not None:
        _neutral(seats, user)
    today = timezone.localtime(at).date()
    empty = next((s for s in theirs if s.user_id is None and s.kind == kind), None)
    if empty is not None and user is not None:
        empty.user = user
        empty.save(update_fields=["user"])
        seat = empty
    else:
        seat = Seat.objects.create(
            table=table, organisation=organisation, user=user, kind=kind, valid_from=today
        )
    table.forget_seats()
    act.record(seat=seat.pk)
    tell_of_seat(seat, at)
    return seat


def _may_seat(
    act: Act,
    table: DesignTable,
    organisation: Organisation,
    user: User | None,
    kind: str,
    theirs: list[Seat],
    at: datetime,
) -> None:
    kinds = {s.kind for s in theirs}
    if act.verdict.role != Role.PROCEDURE_OFFICER:
        if not holds(act.by, Role.LEGAL_REPRESENTATIVE, organisation.pk, at):
            raise NotAllowed(_("Puoi nominare delegati solo per l’ente che rappresenti."))
        if not kinds & set(VOTING_KINDS):
            raise NotAllowed(_("%(body)s non siede a questo tavolo.") % {"body": organisation.known_as})
        if kind not in {*kinds, SeatKind.LISTENER}:
            raise NotAllowed(_("Un ente nomina i propri delegati e i propri uditori."))
    if kind == SeatKind.PARTNER and SeatKind.PARTNER not in kinds:
        raise Invalid(
            _("%(body)s non è stato ammesso al tavolo come partner.") % {"body": organisation.known_as},
            fields={"organisation": _("Al tavolo siedono gli enti ammessi con la determina.")},
        )
    if (
        user is not None
        and kind in VOTING_KINDS
        and organisation.pk not in organisations_of(user, WORKING_ROLES, at)
    ):
        raise Invalid(
            _("%(who)s non ha un ruolo in corso in %(body)s.") % {"who": user, "body": organisation.known_as},
            fields={"user": _("Scegli una persona che lavora per l’ente: prima va invitata.")},
        )


def _one_side(seats: list[Seat], organisation: Organisation, user: User) -> None:
    others = [
        s
        for s in seats
        if s.user_id == user.pk and s.kind in VOTING_KINDS and s.organisation_id != organisation.pk
    ]
    if others:
        raise Invalid(
            _("%(who)s siede già per %(body)s: una persona parla per un ente solo.")
            % {"who": user, "body": others[0].organisation.known_as},
            fields={"user": _("Scegli un’altra persona.")},
        )


def _neutral(seats: list[Seat], user: User) -> None:
    if any(s.user_id == user.pk and s.kind == SeatKind.PARTNER for s in seats):
        raise Invalid(
            _("%(who)s siede per un ente partner: chi facilita non è di parte.") % {"who": user},
            fields={"facilitator": _("Scegli una persona che non siede per un ente.")},
        )


@deed(on="seat", says=gettext_lazy("ha chiuso un posto al tavolo"))
def end_seat(act: Act, *, seat: Seat, last_day: date, reason: str, by: User | None, at: datetime) -> Seat:
    """End a seat at the end of a day (included). The last seat of a partner ends only with its withdrawal."""
    table = seat.table
    if seat.valid_to is not None:
        raise AlreadyDone(_("Questo posto finisce già il %(day)s.") % {"day": day(seat.valid_to)})
    reason = required("reason", reason, _("Scrivi perché il posto finisce."))
    if last_day < seat.valid_from:
        raise Invalid(
            _("Il posto comincia il %(day)s: non può finire prima.") % {"day": day(seat.valid_from)},
            fields={"last_day": _("Scegli un giorno dal %(day)s.") % {"day": day(seat.valid_from)}},
        )
    if by is not None:
        if act.verdict.role != Role.PROCEDURE_OFFICER and not holds(
            by, Role.LEGAL_REPRESENTATIVE, seat.organisation_id, at
        ):
            raise NotAllowed(_("Puoi chiudere solo i posti dell’ente che rappresenti."))
        others = table.seats.filter(
            organisation=seat.organisation_id, kind=SeatKind.PARTNER, valid_to__isnull=True
        ).exclude(pk=seat.pk)
        if seat.kind == SeatKind.PARTNER and not others.exists():
            raise Invalid(
                _("È l’ultimo posto di %(body)s: un partner lascia il tavolo con la rinuncia, non così.")
                % {"body": seat.organisation.known_as}
            )
    seat.valid_to, seat.end_reason = last_day, reason
    seat.save(update_fields=["valid_to", "end_reason"])
    return seat


def partnership(call: Call) -> dict[Organisation, SeatKind]:
    """The bodies admitted to the table now, with the quality in which each sits, leads first."""
    found: dict[Organisation, SeatKind] = {}
    for application in admitted_applications(call):
        members = [m for m in application.members.all() if m.left_at is None and m.confirmed_at is not None]
        for member in sorted(
            members, key=lambda m: (m.organisation_id != application.lead_id, m.position, m.pk)
        ):
            found.setdefault(member.organisation, KINDS[MemberRole(member.role)])
        found.setdefault(application.lead, SeatKind.PARTNER)
    return found


def sit(
    table: DesignTable, organisation: Organisation, kind: SeatKind, by: User | None, at: datetime
) -> Seat:
    """A seat for a body of the partnership, for its legal representative when it has one on the platform."""
    people = role_holders(organisation.pk, Role.LEGAL_REPRESENTATIVE, at)
    seat = Seat.objects.create(
        table=table,
        organisation=organisation,
        user=people[0] if people else None,
        kind=kind,
        valid_from=timezone.localtime(at).date(),
    )
    table.forget_seats()
    return seat


def follow_partnership(*, call: Call, reason: str, at: datetime) -> None:
    """Make the seats follow the partnership: who left gets up, who came in sits. Inside a deed; does
    nothing twice.
    """
    table = DesignTable.objects.filter(call=call).first()
    if table is None or call.state not in (
        CallState.TABLE_OPEN,
        CallState.TABLE_SUSPENDED,
        CallState.TABLE_REOPENED,
    ):
        return
    now = partnership(call)
    members = set(Member.objects.filter(application__call=call).values_list("organisation_id", flat=True))
    today = timezone.localtime(at).date()
    seated = set()
    theirs = (*KINDS.values(), SeatKind.LISTENER)
    for seat in table.seats.filter(valid_to__isnull=True, kind__in=theirs).select_related("organisation"):
        if seat.organisation in now or seat.organisation_id not in members:
            if seat.kind != SeatKind.LISTENER:
                seated.add(seat.organisation_id)
            continue
        last_day = max(seat.valid_from, today - timedelta(days=1))
        end_seat(seat=seat, last_day=last_day, reason=reason, by=None, at=at)
    for organisation, kind in now.items():
        if organisation.pk not in seated:
            people = role_holders(organisation.pk, Role.LEGAL_REPRESENTATIVE, at)
            seat_delegate(
                table=table,
                organisation=organisation,
                user=people[0] if people else None,
                kind=kind,
                by=None,
                at=at,
            )


@receiver(deed_done, dispatch_uid="tables.follow_partnership")
def after_partnership_changed(sender: Deed, act: Act, **kwargs: Any) -> None:
    """The seats follow every deed that changes who is a partner."""
    call = getattr(act.subject, "case_file", None)
    if sender.name in PARTNERSHIP_DEEDS and call is not None:
        follow_partnership(
            call=Call.objects.get(pk=call.pk),
            reason=_("cambia la composizione del partenariato"),
            at=act.at,
        )
