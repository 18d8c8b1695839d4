# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the pages of an avviso share: the dossier named in the address, and who may be there."""

from datetime import datetime
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from coprogettazione.calls.forms import SECTIONS, SectionForm, sections_of
from coprogettazione.calls.models import Call, CallState
from coprogettazione.calls.rules import FORM, Gap, gaps
from coprogettazione.records.refusals import NotAllowed
from coprogettazione.records.rights import may


class InCall(LoginRequiredMixin):
    """A page of one avviso; `right` must be held to see it."""

    right = "read_call_draft"
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def at(self) -> datetime:
        """The instant of the request."""
        return timezone.now()

    @cached_property
    def call(self) -> Call:
        """The dossier named in the address."""
        related = ("lead_authority", "district", "procedure_officer", "executive_officer", "objective__plan")
        calls = Call.objects.select_related(*related).prefetch_related("criteria", "comuni")
        return get_object_or_404(calls, code=self.kwargs["code"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse with the reason whoever may not be here."""
        if request.user.is_authenticated:
            verdict = may(request.user, self.right, self.call, self.at)
            if not verdict:
                raise NotAllowed(verdict.reason, law=verdict.law)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def gaps(self) -> list[Gap]:
        """What is missing in the draft."""
        return gaps(self.call, self.at) if self.call.state == CallState.DRAFT else []

    @cached_property
    def sections(self) -> dict[str, type[SectionForm]]:
        """The parts of this avviso."""
        return sections_of(self.call, self.at)

    def common(self, here: str = "") -> dict[str, Any]:
        """Call, instant, path of the page, the parts with what each lacks."""
        call = self.call
        address = reverse("calls:desk", args=[call.code])
        missing = {gap.letter for gap in self.gaps}
        return {
            "call": call,
            "at": self.at,
            "gaps": [(gap, self.place(gap)) for gap in self.gaps],
            "parts": [
                {
                    "title": form.heading,
                    "letter": form.letter,
                    "url": reverse("calls:section", args=[call.code, slug]),
                    "missing": form.letter in missing,
                    "here": slug == here,
                }
                for slug, form in self.sections.items()
            ]
            + [
                {
                    "title": _("Modulo della domanda"),
                    "letter": "",
                    "url": reverse("calls:form", args=[call.code]),
                    "missing": any(gap.field.startswith(FORM) for gap in self.gaps),
                    "here": here == FORM,
                }
            ],
            "crumbs": [
                {"title": _("Scrivania"), "url": reverse("desk")},
                {"title": _("Fascicolo %(code)s") % {"code": call.code}, "url": f"/fascicoli/{call.code}/"},
                {"title": _("Avviso"), "url": address},
            ],
            "writable": bool(may(self.request.user, "save_call_draft", call, self.at)),
        }

    def place(self, gap: Gap) -> str:
        """The address where a gap is put right; empty when it is another's to put right."""
        if gap.field.startswith(FORM):
            address, key = reverse("calls:form", args=[self.call.code]), gap.field.partition(":")[2]
            return f"{address}#q-{key}" if key else address
        if not gap.letter:
            if not may(self.request.user, "declare_officer_conflicts", self.call, self.at):
                return ""
            return reverse("deed", args=[self.call.code, "declare_officer_conflicts", self.call.pk])
        slug = next(slug for slug, form in SECTIONS.items() if form.letter == gap.letter)
        anchor = {"criteria": "criteri", "lots": "temi", "tie_break": "id_tie_break_0"}.get(
            gap.field, gap.anchor
        )
        return f"{reverse('calls:section', args=[self.call.code, slug])}#{anchor}"
