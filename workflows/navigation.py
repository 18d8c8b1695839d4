# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The entries of the working bar: only what this person can open, and the role in which they are here."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from coprogettazione.notifications.queries import unread_count
from coprogettazione.parties.queries import memberships_of
from coprogettazione.records.roles import Role

#: Who sees dossiers; the others see their own applications.
OFFICES = {
    Role.PROCEDURE_OFFICER,
    Role.EXECUTIVE_OFFICER,
    Role.PLANNING_OPERATOR,
    Role.AUDITOR,
}
ENTITIES = {Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR}


def entries(user: Any) -> list[dict[str, Any]]:
    """The bar of one person: label, address, and a count where one matters."""
    at = timezone.now()
    roles = {Role(m.role) for m in memberships_of(user, at)}
    bar: list[dict[str, Any]] = [{"label": _("Scrivania"), "url": reverse("desk")}]
    if roles & OFFICES:
        bar.append({"label": _("Fascicoli"), "url": reverse("case_files")})
    if roles & ENTITIES:
        bar.append({"label": _("Domande"), "url": reverse("applications:list")})
    if Role.COMMITTEE_MEMBER in roles:
        bar.append({"label": _("Commissione"), "url": reverse("evaluation:mine")})
    if Role.PLANNING_OPERATOR in roles:
        bar.append({"label": _("Organizzazioni"), "url": reverse("parties:organisations")})
    if roles - {Role.CMS_EDITOR, Role.COMMITTEE_MEMBER}:
        bar.append({"label": _("Tavoli"), "url": reverse("tables:list")})
    if roles & (OFFICES | ENTITIES):
        bar.append({"label": _("Convenzioni"), "url": reverse("agreements:list")})
    if user.is_superuser:
        bar.append({"label": _("Parametri"), "url": reverse("calls:law")})
    bar.append(
        {"label": _("Messaggi"), "url": reverse("notifications:messages"), "count": unread_count(user, at)}
    )
    return bar


def role_words(user: Any) -> str:
    """The role shown beside the name, because rights depend on it."""
    held = memberships_of(user, timezone.now())
    if not held:
        return _("amministratore della piattaforma") if user.is_superuser else ""
    first = held[0]
    if first.role in ENTITIES:
        return first.organisation.known_as
    return "RUP" if first.role == Role.PROCEDURE_OFFICER else str(Role(first.role).label)


def work(request: HttpRequest) -> dict[str, Any]:
    """Context processor: nothing is asked of the database until a working page shows its bar."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    return {
        "work_entries": SimpleLazyObject(lambda: entries(request.user)),
        "work_role": SimpleLazyObject(lambda: role_words(request.user)),
    }
