# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opening a new dossier."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from coprogettazione.calls.forms import DraftCallForm
from coprogettazione.parties.models import Organisation
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.refusals import NotAllowed
from coprogettazione.records.roles import Role


class NewCallView(LoginRequiredMixin, View):
    """The form that opens a dossier, for the public body one works for."""

    def form(self, data: Any = None) -> DraftCallForm:
        """For the body named in the address, or the first one held."""
        at = timezone.now()
        user = self.request.user
        held = organisations_of(user, [Role.PROCEDURE_OFFICER, Role.PLANNING_OPERATOR], at)
        bodies = Organisation.objects.filter(pk__in=held).order_by("name")
        wanted = self.request.GET.get("ente", "")
        body = (bodies.filter(pk=wanted).first() if wanted.isdigit() else None) or bodies.first()
        if body is None:
            raise NotAllowed(_("Apre un fascicolo solo chi lavora nell’amministrazione procedente."))
        self.bodies = list(bodies)
        return DraftCallForm(data, subject=body, by=user, at=at)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The empty form."""
        return self.show(self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open, then go and write the avviso."""
        form = self.form(request.POST)
        if form.perform():
            return redirect(reverse("calls:desk", args=[form.result.code]))
        return self.show(form, status=422)

    def show(self, form: DraftCallForm, status: int = 200) -> HttpResponse:
        """The page."""
        crumbs = [
            {"title": _("Scrivania"), "url": reverse("desk")},
            {"title": _("Fascicoli"), "url": reverse("case_files")},
            {"title": str(form.title), "url": self.request.path},
        ]
        context = {"form": form, "bodies": self.bodies, "crumbs": crumbs}
        return render(self.request, "calls/new.html", context, status=status)
