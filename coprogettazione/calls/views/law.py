# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dated rows of the law, for whoever administers the platform: all of them, and a new one from a day on."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from coprogettazione.calls.forms import (
    SetCigRegimeForm,
    SetLegalParameterForm,
    SetRegionalProfileForm,
)
from coprogettazione.calls.models import AdmittedCig, LegalParameter, RegionalProfile
from coprogettazione.calls.queries import law_on
from coprogettazione.records.forms import DeedForm
from coprogettazione.records.refusals import NotAllowed
from coprogettazione.records.rights import may

#: The word in the address → the rows, and the form that changes one.
KINDS: dict[str, tuple[type[Model], type[DeedForm]]] = {
    "parametro": (LegalParameter, SetLegalParameterForm),
    "profilo": (RegionalProfile, SetRegionalProfileForm),
    "cig": (AdmittedCig, SetCigRegimeForm),
}


class LawView(LoginRequiredMixin, View):
    """Every row there is and there was, with norm, dates, and whether it was read on the official text."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list; the others read the rows in force on the public page."""
        at = timezone.now()
        if not request.user.is_superuser:
            raise NotAllowed(_("Lo fa solo chi amministra la piattaforma."))
        context = {"law": law_on(), "today": timezone.localtime(at).date(), "crumbs": _crumbs()}
        return render(request, "calls/law.html", context)


class LawChangeView(LoginRequiredMixin, View):
    """One row, to be followed by another."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find the row and ask the right."""
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if kwargs["kind"] not in KINDS:
            raise Http404
        self.at = timezone.now()
        model, self.form_class = KINDS[kwargs["kind"]]
        self.row = get_object_or_404(model, pk=kwargs["pk"])
        verdict = may(request.user, self.form_class.deed_name, self.row, self.at)
        if not verdict:
            raise NotAllowed(verdict.reason, law=verdict.law)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form."""
        return self.show(self.form_class(subject=self.row, by=request.user, at=self.at))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Change, then the list."""
        form = self.form_class(request.POST, subject=self.row, by=request.user, at=self.at)
        if not form.perform():
            return self.show(form, status=422)
        messages.success(request, _("Scritto, ed è nel registro."))
        return redirect(reverse("calls:law"))

    def show(self, form: DeedForm, status: int = 200) -> HttpResponse:
        """The page."""
        crumbs = [*_crumbs(), {"title": form.title, "url": self.request.path}]
        context = {"form": form, "row": self.row, "crumbs": crumbs}
        return render(self.request, "calls/law_change.html", context, status=status)


def _crumbs() -> list[dict[str, Any]]:
    return [
        {"title": _("Scrivania"), "url": reverse("desk")},
        {"title": _("Parametri di legge"), "url": reverse("calls:law")},
    ]
