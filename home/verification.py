# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Is this the document that was published? The reader's browser computes its fingerprint and looks for it in the
public register; without a script the fingerprint is typed. The document never comes here.
"""

import re
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from coprogettazione.records.public.proofs import act_in, files_like
from home.models.district import remember_site


class FingerprintForm(forms.Form):
    """The fingerprint of a document."""

    impronta = forms.CharField(
        label=gettext_lazy("L’impronta del documento (SHA-256)"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "co-mono", "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "64 cifre e lettere da a ad f. La calcola il tuo computer: sha256sum su Linux, shasum -a 256 su macOS, "
            "certutil -hashfile con SHA256 su Windows."
        ),
    )

    def clean_impronta(self) -> str:
        """The fingerprint without spaces, in lower case."""
        written = re.sub(r"\s", "", self.cleaned_data["impronta"]).lower()
        if not re.fullmatch(r"[0-9a-f]{64}", written):
            raise forms.ValidationError(
                _("Un’impronta ha 64 caratteri, cifre e lettere da a ad f: qui sono %(n)s.")
                % {"n": len(written)}
            )
        return written


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """The published act with that fingerprint and its path to a root, or the plain answer that there is none."""
    remember_site(request)
    form = FingerprintForm(request.GET if "impronta" in request.GET else None)
    context: dict[str, Any] = {
        "form": form,
        "crumbs": [
            {"title": _("Home"), "url": "/"},
            {"title": _("Verifica un documento"), "url": "/verifica/"},
        ],
    }
    if form.is_bound and form.is_valid():
        digest = form.cleaned_data["impronta"]
        context |= {"digest": digest, "answered": True}
        for _sha256, line in files_like(digest):
            context |= {
                "line": line,
                "act": act_in(line, digest),
                "published": datetime.fromisoformat(line.facts["at"]),
            }
    return render(request, "home/verify.html", context)
