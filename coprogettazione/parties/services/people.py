# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a person says of themselves. Not deeds: they concern no procedure."""

from datetime import datetime

from django.utils.translation import gettext as _

from coprogettazione.parties.codes import tidy
from coprogettazione.parties.models import User
from coprogettazione.parties.services.checking import check_fields
from coprogettazione.records.refusals import Invalid, NotAllowed


def save_profile(
    *, person: User, first_name: str, last_name: str, codice_fiscale: str = "", by: User, at: datetime
) -> User:
    """Change one's own name and codice fiscale; what a digital identity has told is not retyped."""
    if by.pk != person.pk:
        raise NotAllowed(_("Ognuno lo fa per sé, con il proprio accesso."))
    if not first_name.strip() or not last_name.strip():
        missing = {"first_name": first_name, "last_name": last_name}
        raise Invalid(
            _("Servono nome e cognome."),
            fields={name: _("Scrivilo.") for name, value in missing.items() if not value.strip()},
        )
    person.first_name, person.last_name = first_name.strip(), last_name.strip()
    if not person.identity_subject:
        person.codice_fiscale = tidy(codice_fiscale)
    check_fields(person, ("first_name", "last_name", "codice_fiscale"))
    person.save(update_fields=["first_name", "last_name", "codice_fiscale"])
    return person
