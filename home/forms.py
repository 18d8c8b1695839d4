# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The two forms that a reader of the public site may send."""

from django import forms
from django.utils.translation import gettext_lazy as _

from home.models import PageOpinion


class OpinionForm(forms.ModelForm):
    """What is missing from a page."""

    class Meta:
        model = PageOpinion
        fields = ["text"]
        labels = {"text": _("Che cosa manca, o che cosa non è chiaro?")}
        help_texts = {"text": _("Non scrivere dati personali: nessuno può risponderti da qui.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["text"].required = True


class FaultForm(forms.ModelForm):
    """A problem of the site: something that does not work or that somebody cannot use."""

    class Meta:
        model = PageOpinion
        fields = ["page", "text", "reply_to"]
        labels = {
            "page": _("In quale pagina?"),
            "text": _("Che cosa è successo?"),
            "reply_to": _("La tua e-mail, se vuoi una risposta"),
        }
        help_texts = {
            "page": _("L’indirizzo che leggi in alto, per esempio «/avvisi/pis-2026/»."),
            "text": _("Che cosa volevi fare, che cosa hai visto, con quale dispositivo o ausilio."),
            "reply_to": _("La usiamo solo per risponderti, entro 30 giorni."),
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["text"].required = True
