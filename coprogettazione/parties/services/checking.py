# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is written on a row must hold by the row's own validators, whatever door it came through."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from coprogettazione.records.refusals import Invalid


def check_fields(row: Model, names: Iterable[str]) -> None:
    """Run the validators of these fields; raises Invalid with a sentence per field at fault."""
    others = {field.name for field in row._meta.get_fields()} - set(names)
    try:
        row.clean_fields(exclude=others)
    except ValidationError as fault:
        raise Invalid(
            _("Qualche dato va corretto: %(which)s.")
            % {
                "which": ", ".join(
                    f"{row._meta.get_field(name).verbose_name} ({' '.join(words)})"  # type: ignore[union-attr]
                    for name, words in fault.message_dict.items()
                )
            },
            fields={name: " ".join(words) for name, words in fault.message_dict.items()},
        ) from fault


def monogram_of(name: str) -> str:
    """Two letters for a name: the initials of its first two words with a capital, or its first two letters.

    >>> monogram_of("Cooperativa sociale La Lanterna")
    'LL'
    """
    words = [word for word in name.replace("’", " ").split() if word[:1].isupper()]
    generic = {"Cooperativa", "Associazione", "Fondazione", "Società", "Comune", "Ente", "APS", "ODV", "ETS"}
    telling = [word for word in words if word not in generic] or words
    if len(telling) >= 2:
        return (telling[0][0] + telling[1][0]).upper()
    return (telling[0] if telling else name)[:2].upper()
