# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Working groups: opened for a purpose, with some of those who sit, until they have done their work; the text that they
write meanwhile.
"""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, WrongState
from coprogettazione.records.roles import Role
from coprogettazione.tables.models import (
    DesignTable,
    GroupMember,
    MinutesState,
    SharedText,
    TextKind,
    WorkGroup,
)
from coprogettazione.tables.notifications import tell_of_group
from coprogettazione.tables.queries import body_of
from coprogettazione.tables.queries.groups import TEXT, group_text
from coprogettazione.tables.queries.shared_text import body_of_text
from coprogettazione.tables.services.speaking import hold_table, required
from coprogettazione.tables.services.writing import tidied, write_part
from coprogettazione.wording import day

#: The roles that keep the whole table, and so every group of it.
KEEPERS = (Role.PROCEDURE_OFFICER, Role.PLANNING_OPERATOR, Role.FACILITATOR)
#: A place in a group: the body, and the person (None: whoever sits for it).
Place = tuple[Organisation, User | None]


@deed(on="table", says=gettext_lazy("ha aperto un gruppo di lavoro"))
def open_group(
    act: Act,
    *,
    table: DesignTable,
    name: str,
    purpose: str,
    coordinator: User,
    members: list[dict],
    by: User | None,
    at: datetime,
) -> WorkGroup:
    """Open a working group of some of those who sit: `members` are {organisation, person}, person None for
    whoever sits for that body. Who coordinates it is one of them. Its text is there from now, empty.
    """
    name = required("name", name, _("Dai un nome al gruppo, per esempio «Accoglienza notturna»."))[:100]
    purpose = required("purpose", purpose, _("Scrivi che cosa deve preparare il gruppo."))
    if table.groups.filter(name__iexact=name, closed_at__isnull=True).exists():
        raise AlreadyDone(_("C’è già un gruppo di lavoro «%(name)s».") % {"name": name})
    places = _places(table, members, at)
    _coordinates(table, coordinator, places, at)
    group = WorkGroup.objects.create(
        table=table, name=name, purpose=purpose, coordinator=coordinator, opened_at=at
    )
    _join(group, places, at)
    SharedText.objects.create(table=table, kind=TextKind.GROUP, group=group, opened_at=at)
    act.record(group=group.pk)
    tell_of_group(group, _people(group, at), at)
    return group


@deed(on="group", says=gettext_lazy("ha cambiato chi è in un gruppo di lavoro"))
def set_group_members(
    act: Act,
    *,
    group: WorkGroup,
    coordinator: User,
    members: list[dict],
    by: User | None,
    at: datetime,
) -> WorkGroup:
    """Say anew who is in the group and who coordinates it; who enters is told."""
    _open(group)
    before = {user.pk for user in _people(group, at)}
    places = _places(group.table, members, at)
    _coordinates(group.table, coordinator, places, at)
    kept = {(body.pk, person.pk if person else None) for body, person in places}
    here = {(row.organisation_id, row.person_id): row for row in group.members_now}
    if here.keys() == kept and group.coordinator_id == coordinator.pk:
        raise AlreadyDone(_("Nel gruppo ci sono già queste persone: non cambia niente."))
    gone = [row.pk for place, row in here.items() if place not in kept]
    GroupMember.objects.filter(pk__in=gone).update(left_at=at)
    _join(group, [p for p in places if (p[0].pk, p[1].pk if p[1] else None) not in here], at)
    group.coordinator = coordinator
    group.save(update_fields=["coordinator"])
    tell_of_group(group, [user for user in _people(group, at) if user.pk not in before], at)
    return group


@deed(on="group", says=gettext_lazy("ha chiuso un gruppo di lavoro"))
def close_group(act: Act, *, group: WorkGroup, outcome: str, by: User | None, at: datetime) -> WorkGroup:
    """Close a group and say how it ended; its sessions have been held, and their minutes are closed. Its text is only
    read from now on.
    """
    _open(group)
    outcome = required("outcome", outcome, _("Scrivi che cosa il gruppo porta al tavolo."))
    for session in group.sessions.filter(cancelled_at__isnull=True).select_related("minutes"):
        minutes = getattr(session, "minutes", None)
        if session.starts_at > at:
            raise WrongState(
                _("L’incontro %(n)s del gruppo è convocato: annullalo, o aspetta che si tenga.")
                % {"n": session.number}
            )
        if minutes is None or minutes.state != MinutesState.FROZEN:
            raise WrongState(_("Il verbale dell’incontro %(n)s non è chiuso.") % {"n": session.number})
    group.closed_at, group.outcome = at, outcome
    group.save(update_fields=["closed_at", "outcome"])
    return group


@deed(on="group", says=gettext_lazy("ha scritto nel testo di un gruppo di lavoro"))
def write_group_text(
    act: Act, *, group: WorkGroup, text: str, read_at: int | None = None, by: User | None, at: datetime
) -> WorkGroup:
    """Make the text of a group say `text` where no editor runs, as `save_chapter` does with a chapter: what others wrote
    after the update `read_at` is joined to it.
    """
    table = hold_table(group.table)
    organisation = body_of(by, table, at) or table.call.lead_authority
    number = write_part(
        group_text(group),
        TEXT,
        body_of_text(tidied(text)),
        person=by or table.call.procedure_officer,
        organisation=organisation,
        at=at,
        read_at=read_at,
    )
    act.record(update=number, organisation=organisation.pk)
    return group


def hold_group(table: DesignTable, group: WorkGroup | None, act: Act, at: datetime) -> None:
    """Let a session of a group be convened, inside its deed: the group is open, and whoever only coordinates
    a group convenes that one alone.
    """
    if group is not None:
        if group.table_id != table.pk:
            raise Invalid(_("Questo gruppo di lavoro è di un altro tavolo."))
        _open(group)
        if not any(group.includes(seat) for seat in table.seats_at(at)):
            raise WrongState(_("Nel gruppo di lavoro non c’è più nessuno che siede al tavolo."))
    only_coordinates = act.by is not None and act.verdict.role not in KEEPERS
    if only_coordinates and (group is None or group.coordinator_id != act.by.pk):
        raise NotAllowed(_("Chi coordina un gruppo di lavoro convoca gli incontri di quel gruppo."))


def _open(group: WorkGroup) -> None:
    if group.closed_at is not None:
        raise WrongState(_("Il gruppo di lavoro è chiuso dal %(day)s.") % {"day": day(group.closed_at)})


def _places(table: DesignTable, members: list[dict], at: datetime) -> list[Place]:
    seats = table.seats_at(at)
    places: dict[tuple[int, int | None], Place] = {}
    for item in members:
        body, person = item["organisation"], item.get("person")
        here = [s for s in seats if s.organisation_id == body.pk]
        if not here or (person is not None and person.pk not in {s.user_id for s in here}):
            words = _("%(who)s non siede a questo tavolo.") % {"who": person or body}
            raise Invalid(words, fields={"members": words})
        places[(body.pk, person.pk if person else None)] = (body, person)
    if not places:
        words = _("Scegli almeno un ente o una persona che siede al tavolo.")
        raise Invalid(words, fields={"members": words})
    return list(places.values())


def _coordinates(table: DesignTable, person: User, places: list[Place], at: datetime) -> None:
    chosen = {(body.pk, who.pk if who else None) for body, who in places}
    for seat in table.seats_at(at):
        if seat.user_id == person.pk and (
            {(seat.organisation_id, None), (seat.organisation_id, person.pk)} & chosen
        ):
            return
    words = _("%(who)s non è nel gruppo: lo coordina chi ne fa parte.") % {"who": person}
    raise Invalid(words, fields={"coordinator": words})


def _join(group: WorkGroup, places: list[Place], at: datetime) -> None:
    for body, person in places:
        GroupMember.objects.create(group=group, organisation=body, person=person, joined_at=at)
    group.forget_members()


def _people(group: WorkGroup, at: datetime) -> list[User]:
    seats = [seat for seat in group.table.seats_at(at) if group.includes(seat)]
    return [seat.user for seat in seats if seat.user is not None]
