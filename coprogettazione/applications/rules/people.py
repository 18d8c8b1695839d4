# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is who on an application: the people of its bodies, and of any body."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.models import (
    Application,
    Member,
)
from coprogettazione.parties.queries import holds, organisations_of
from coprogettazione.records.rights import Answer, role
from coprogettazione.records.roles import Role


def application_of(subject: Any) -> Application:
    """The application of a row that hangs on one, or itself."""
    return subject if isinstance(subject, Application) else subject.application


def member_ids(application: Application) -> list[int]:
    """The ids of the bodies that are in the application now, the lead first."""
    inside = Member.objects.filter(application_id=application.pk, left_at__isnull=True)
    return list(inside.values_list("organisation_id", flat=True))


def _held_in(user: Any, role: Role, application: Application, at: datetime) -> Answer:
    own = organisations_of(user, [role], at)
    return next((pk for pk in member_ids(application) if pk in own), False) if own else False


# Who is who.


@role(Role.LEGAL_REPRESENTATIVE, refusal=_("Si candida chi rappresenta un ente iscritto alla piattaforma."))
def represents_some_body(user: Any, subject: Any, at: datetime) -> Answer:
    """The legal representative of some body; of which one is said in the deed and checked there."""
    return bool(organisations_of(user, [Role.LEGAL_REPRESENTATIVE], at))


@role(Role.ETS_EDITOR, refusal=_("Prepara una domanda chi lavora per un ente iscritto alla piattaforma."))
def works_for_some_body(user: Any, subject: Any, at: datetime) -> Answer:
    """A collaborator of some body; of which one is said in the deed and checked there."""
    return bool(organisations_of(user, [Role.ETS_EDITOR], at))


@role(Role.LEGAL_REPRESENTATIVE, refusal=_("Lo fa il legale rappresentante di un ente della domanda."))
def represents_a_member(user: Any, subject: Any, at: datetime) -> Answer:
    """The legal representative of a body that is in the application."""
    return _held_in(user, Role.LEGAL_REPRESENTATIVE, application_of(subject), at)


@role(Role.ETS_EDITOR, refusal=_("Lo fa chi lavora per un ente della domanda."))
def works_for_a_member(user: Any, subject: Any, at: datetime) -> Answer:
    """A collaborator of a body that is in the application."""
    return _held_in(user, Role.ETS_EDITOR, application_of(subject), at)


@role(
    Role.LEGAL_REPRESENTATIVE,
    refusal=_("La domanda è di un gruppo: firma e risponde il legale rappresentante del capofila."),
)
def represents_the_single_body(user: Any, subject: Any, at: datetime) -> Answer:
    """The legal representative of a body that applies alone."""
    application = application_of(subject)
    if application.is_grouped:
        return False
    return application.lead_id if holds(user, Role.LEGAL_REPRESENTATIVE, application.lead_id, at) else False


@role(Role.LEAD_PARTNER, refusal=_("Lo fa solo il legale rappresentante dell’ente che presenta la domanda."))
def represents_the_lead(user: Any, subject: Any, at: datetime) -> Answer:
    """The legal representative of the lead of a group."""
    application = application_of(subject)
    if not application.is_grouped:
        return False
    return application.lead_id if holds(user, Role.LEGAL_REPRESENTATIVE, application.lead_id, at) else False


@role(Role.ETS_EDITOR, refusal=_("Lo fa solo chi lavora per l’ente che presenta la domanda."))
def works_for_the_lead(user: Any, subject: Any, at: datetime) -> Answer:
    """A collaborator of the lead."""
    application = application_of(subject)
    return application.lead_id if holds(user, Role.ETS_EDITOR, application.lead_id, at) else False
