# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Is this the document that was published? The fingerprint of a file answers, and the file is not kept."""

import hashlib
import re
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from coprogettazione.documents.models import Paper, StoredFile
from home.models.district import remember_site

#: The largest file whose fingerprint is computed here, in bytes.
LARGEST = 30_000_000


class VerificationForm(forms.Form):
    """A file, or its fingerprint."""

    file = forms.FileField(
        label=gettext_lazy("Il documento da controllare"),
        required=False,
        help_text=gettext_lazy("Fino a 30 MB. Calcoliamo la sua impronta e non lo conserviamo."),
    )
    fingerprint = forms.CharField(
        label=gettext_lazy("Oppure la sua impronta (SHA-256)"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"class": "co-mono", "autocomplete": "off"}),
        help_text=gettext_lazy("64 cifre e lettere da a ad f."),
    )

    def clean_fingerprint(self) -> str:
        """The fingerprint without spaces, in lower case."""
        written = re.sub(r"\s", "", self.cleaned_data["fingerprint"]).lower()
        if written and not re.fullmatch(r"[0-9a-f]{64}", written):
            raise forms.ValidationError(
                _("Un’impronta ha 64 caratteri, cifre e lettere da a ad f: qui sono %(n)s.")
                % {"n": len(written)}
            )
        return written

    def clean(self) -> dict[str, Any]:
        """One of the two, and not too large."""
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file is not None and file.size > LARGEST:
            self.add_error("file", _("Il file supera 30 MB: calcola tu l’impronta e scrivila qui sotto."))
        if not file and not cleaned.get("fingerprint") and not self.errors:
            self.add_error(
                "file", _("Scegli un file, per esempio «convenzione.pdf», o scrivi la sua impronta.")
            )
        return cleaned

    def digest(self) -> str:
        """The SHA-256 that was given, or that of the file."""
        file = self.cleaned_data.get("file")
        if not file:
            return str(self.cleaned_data["fingerprint"])
        digest = hashlib.sha256()
        for chunk in file.chunks():
            digest.update(chunk)
        return digest.hexdigest()


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The published document with that fingerprint, or the plain answer that there is none."""
    remember_site(request)
    asked = {"fingerprint": request.GET["impronta"]} if "impronta" in request.GET else None
    form = VerificationForm(request.POST or asked, request.FILES or None)
    context: dict[str, Any] = {
        "form": form,
        "crumbs": [
            {"title": _("Home"), "url": "/"},
            {"title": _("Verifica un documento"), "url": "/verifica/"},
        ],
    }
    if form.is_bound and form.is_valid():
        digest = form.digest()
        found = StoredFile.objects.filter(sha256=digest, public=True).order_by("pk").first()
        context.update(
            digest=digest,
            answered=True,
            found=found,
            paper=Paper.objects.filter(public_file=found).select_related("body").first() if found else None,
        )
    return render(request, "home/verify.html", context)
