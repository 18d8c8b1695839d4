# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A picture for the texts of a table."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AddPictureForm(forms.Form):
    """What the editor sends: a file and what is in it."""

    file = forms.FileField(
        error_messages={"required": _("Scegli un’immagine."), "empty": _("Il file è vuoto.")}
    )
    alt = forms.CharField(
        error_messages={"required": _("Descrivi l’immagine in poche parole: chi non la vede legge quelle.")}
    )
