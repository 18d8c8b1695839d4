# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opening one dossier to somebody from outside the body, for a time."""

from datetime import date, datetime

from django.contrib.auth.models import Permission
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import AUDIT_CALL, Call, CallUserObjectPermission
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import Invalid
from coprogettazione.wording import ROME


@deed(on="call", says=_("ha aperto il fascicolo a chi controlla"))
def grant_audit(
    act: Act, *, call: Call, user: User, reason: str, valid_to: date, by: User | None, at: datetime
) -> CallUserObjectPermission:
    """Let a person read this dossier as an auditor until a day, included.

    Raises Invalid without a reason, or with a day that has passed.
    """
    if not reason.strip():
        raise Invalid(_("Scrivi perché."), fields={"reason": _("Per esempio: revisione dei conti 2026.")})
    if valid_to < at.astimezone(ROME).date():
        raise Invalid(
            _("Il giorno è già passato."), fields={"valid_to": _("Scegli un giorno da oggi in poi.")}
        )
    permission = Permission.objects.get(content_type__app_label="coprogettazione", codename=AUDIT_CALL)
    grant, _made = CallUserObjectPermission.objects.update_or_create(
        user=user,
        permission=permission,
        content_object=call,
        defaults={"reason": reason.strip(), "valid_to": valid_to},
    )
    return grant


@deed(on="call", says=_("ha chiuso il fascicolo a chi controllava"))
def end_audit(act: Act, *, call: Call, user: User, by: User | None, at: datetime) -> None:
    """Take the grant away at once. Raises Invalid when there is none."""
    ended, _rows = CallUserObjectPermission.objects.filter(
        user=user, content_object=call, permission__codename=AUDIT_CALL
    ).delete()
    if not ended:
        raise Invalid(_("Questa persona non ha un accesso a questo fascicolo."))
