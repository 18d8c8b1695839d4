# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One click on a word of tender: the proposal takes its place, and another click brings it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from coprogettazione.calls.services import replace_word, undo_replacement
from coprogettazione.calls.views.case import InCall
from coprogettazione.parties.queries import signed_in
from coprogettazione.records.refusals import NotAllowed, Refusal


class InWords(InCall, View):
    """Back to where the button was, with what happened."""

    http_method_names = ["post"]

    def back(self) -> HttpResponse:
        """The part or the hub; never an address from elsewhere."""
        section = self.request.POST.get("section", "")
        if section in self.sections:
            return redirect(reverse("calls:section", args=[self.call.code, section]))
        return redirect(reverse("calls:desk", args=[self.call.code]))


class ReplaceWordView(InWords):
    """«Sostituisci con…»."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Replace, or say why not."""
        version = request.POST.get("version", "")
        try:
            done = replace_word(
                call=self.call,
                field=request.POST.get("field", ""),
                word=request.POST.get("word", ""),
                criterion=request.POST.get("criterion", ""),
                base_version=int(version) if version.isdigit() else -1,
                by=signed_in(request.user),
                at=self.at,
            )
        except NotAllowed:
            raise
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request,
                _("«%(word)s» è diventato «%(instead)s». Rileggi la frase: si può tornare indietro.")
                % {"word": done.word, "instead": done.instead},
            )
        return self.back()


class UndoReplacementView(InWords):
    """«Torna a…»."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Undo, or say why not."""
        replacement = get_object_or_404(self.call.replacements, pk=kwargs["pk"])
        try:
            undo_replacement(replacement=replacement, by=signed_in(request.user), at=self.at)
        except NotAllowed:
            raise
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, _("Il testo è tornato com’era: «%(word)s».") % {"word": replacement.word}
            )
        return self.back()
