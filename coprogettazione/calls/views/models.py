# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The models of avviso that an office keeps: the list, another name, out of use."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from coprogettazione.calls.forms import RenameModelForm, RetireModelForm
from coprogettazione.calls.models import NoticeModel
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.refusals import NotAllowed
from coprogettazione.records.roles import Role


class ModelsView(LoginRequiredMixin, View):
    """The models of the bodies one writes avvisi for."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        return self.show()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Rename or retire one."""
        number = request.POST.get("model", "")
        model = get_object_or_404(NoticeModel, pk=number if number.isdigit() else 0)
        form: RenameModelForm | RetireModelForm
        if "retire" in request.POST:
            form = RetireModelForm(request.POST, subject=model, by=request.user, at=self.at)
        else:
            form = self.renaming(model, request.POST)
        if not form.perform():
            return self.show(form, status=422)
        said = _("Il modello è ritirato: nessun avviso parte più da lì.")
        messages.success(request, said if "retire" in request.POST else _("Il modello ha un nuovo nome."))
        return redirect(reverse("calls:models"))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Only for whoever writes avvisi for a public body."""
        self.at = timezone.now()
        if request.user.is_authenticated:
            roles = [Role.PROCEDURE_OFFICER, Role.PLANNING_OPERATOR]
            self.bodies = organisations_of(request.user, roles, self.at)
            if not self.bodies:
                raise NotAllowed(_("I modelli li tiene chi scrive gli avvisi di un’amministrazione."))
        return super().dispatch(request, *args, **kwargs)

    def renaming(self, model: NoticeModel, data: Any = None) -> RenameModelForm:
        """The form of one model; several are on the page, each with its own ids."""
        return RenameModelForm(
            data, subject=model, by=self.request.user, at=self.at, auto_id=f"id_{model.pk}_%s"
        )

    def show(self, typed: Any = None, status: int = 200) -> HttpResponse:
        """The page; `typed` is a form that was refused and stays in its place."""
        found = NoticeModel.objects.filter(organisation__in=self.bodies, retired_at__isnull=True)
        rows = [
            (
                model,
                typed if typed is not None and typed.subject.pk == model.pk else self.renaming(model),
            )
            for model in found.select_related("made_from", "kept_by")
        ]
        crumbs = [
            {"title": _("Scrivania"), "url": reverse("desk")},
            {"title": _("Fascicoli"), "url": reverse("case_files")},
            {"title": _("Modelli di avviso"), "url": self.request.path},
        ]
        context = {"rows": rows, "crumbs": crumbs}
        return render(self.request, "calls/models.html", context, status=status)
