# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The drafting desk: what is missing, the parts one by one, saved as one types, a preview."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView

from coprogettazione.calls.documents import annex_content, annexes_of, issue_notice, notice_facts
from coprogettazione.calls.documents.annexes import FORMATS
from coprogettazione.calls.forms import (
    SECTIONS,
    CriteriaFormSet,
    LotFormSet,
    SectionForm,
    SelectionForm,
    criteria_initial,
    criteria_rows,
    lot_rows,
    lots_initial,
    template_rows,
)
from coprogettazione.calls.models import Call, CallState, CtsActivity, SelectionMode
from coprogettazione.calls.rules import findings, warnings
from coprogettazione.calls.services import save_call_draft, save_criteria, save_lots
from coprogettazione.calls.views.case import InCall
from coprogettazione.documents.models import PaperKind
from coprogettazione.documents.services import draft_of, preview_act
from coprogettazione.documents.views import as_file
from coprogettazione.parties.queries import signed_in
from coprogettazione.records.refusals import NotAllowed, Refusal, Stale
from coprogettazione.records.rights import may
from coprogettazione.wording import clock

#: What can be done from each state, in order; a person sees those they hold.
DEEDS = {
    CallState.DRAFT: ("declare_officer_conflicts", "authorise_call"),
    CallState.AUTHORISED: ("publish_call",),
    CallState.PUBLISHED: ("extend_deadline", "correct_call", "amend_call"),
}
#: Deeds with a page of their own; the others are done on the plain form.
PAGES = {"correct_call": "calls:correct", "amend_call": "calls:amend"}


class DeskView(InCall, TemplateView):
    """The hub of an avviso: what is missing and where, its parts, what comes next."""

    template_name = "calls/desk.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The next deeds this person may do."""
        call, user = self.call, self.request.user
        names = DEEDS.get(CallState(call.state), ())
        return super().get_context_data(
            **self.common(),
            warnings=warnings(call, self.at) if call.state == CallState.DRAFT else [],
            deeds=[
                (
                    name,
                    reverse(PAGES[name], args=[call.code])
                    if name in PAGES
                    else reverse("deed", args=[call.code, name, call.pk]),
                )
                for name in names
                if may(user, name, call, self.at)
            ],
            seats=[found for found in findings(call) if not found.blocking]
            if call.state == CallState.DRAFT
            else [],
            undoable=call.replacements.filter(undone_at__isnull=True).last()
            if call.state == CallState.DRAFT
            else None,
            keeps_models=bool(may(user, "keep_as_model", call, self.at)),
            changes=call.changes.select_related("act") if call.published_at else [],
            annexes=annexes_of(call),
            facts=public_facts(call),
            waiting_questions=call.questions.waiting().count() if call.published_at else 0,
            **kwargs,
        )


class PreviewFileView(InCall, View):
    """The avviso as a PDF marked BOZZA."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Made now, kept nowhere."""
        if not self.call.selection_mode:
            raise Http404
        pdf = preview_act(
            kind=PaperKind.NOTICE,
            body=self.call.lead_authority,
            title=_("Avviso pubblico di co-progettazione"),
            subject=self.call.title,
            data=notice_facts(self.call, self.at),
            at=self.at,
        )
        answer = HttpResponse(pdf, content_type="application/pdf")
        answer["Content-Disposition"] = f'inline; filename="bozza-{self.call.code.lower()}.pdf"'
        return answer


class PreviewTextView(InCall, View):
    """The avviso as a text to go on writing elsewhere, marked BOZZA."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Made now, kept nowhere."""
        if not self.call.selection_mode:
            raise Http404
        odt = draft_of(lambda: issue_notice(self.call, by=signed_in(request.user), at=self.at))
        return as_file(odt, self.call.title)


class AnnexPreviewView(InCall, View):
    """An annex as it would come out now, kept nowhere."""

    def get(self, request: HttpRequest, code: str, annex: str, extension: str) -> HttpResponse:
        """Made now; a PDF is marked BOZZA while the avviso is not public."""
        found = next((one for one in annexes_of(self.call) if one.slug == annex), None)
        if found is None or extension not in found.formats:
            raise Http404
        draft = self.call.published_at is None
        content = annex_content(found, self.call, extension, at=self.at, draft=draft)
        answer = HttpResponse(content, content_type=FORMATS[extension])
        name = f"bozza-{self.call.code.lower()}-{annex}.{extension}"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


class SectionView(InCall, View):
    """One part of the draft: with a script it saves as one types, without one it has its button."""

    right = "read_call_draft"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Parts that do not exist are not found."""
        form_class = SECTIONS.get(kwargs["section"])
        if form_class is None:
            raise Http404
        self.form_class: type[SectionForm] = form_class
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The part as it stands; read-only once the avviso is authorised."""
        return self.show(self.form_class(instance=self.call, at=self.at), self.formset(), self.lots())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save; answer the script in JSON, a person with the next part."""
        form = self.form_class(request.POST, instance=self.call, at=self.at)
        lots = self.lots(request.POST)
        formset = self.formset(request.POST, lots)
        quiet = request.headers.get("X-Autosave") == "1"
        valid = all([form.is_valid(), *(rows.is_valid() for rows in (lots, formset) if rows is not None)])
        theirs: list[tuple[str, str]] = []
        if valid:
            try:
                self.save(form, formset, lots)
            except Stale as stale:
                theirs = self.differences(form)
                form.add_error(None, str(stale.reason))
                valid = False
            except NotAllowed:
                raise
            except Refusal as refusal:
                form.refuse(refusal.fields, refusal.reason)
                valid = False
        if quiet:
            return self.answer(form, (lots, formset), valid, stale=bool(theirs))
        if not valid:
            return self.show(form, formset, lots, theirs=theirs, status=409 if theirs else 422)
        return redirect(self.next_address())

    def save(self, form: SectionForm, formset: Any, lots: Any) -> None:
        """All of the part or none of it."""
        typed = str(self.request.POST.get("version", ""))
        with transaction.atomic():
            save_call_draft(
                call=self.call,
                facts=form.facts(),
                by=signed_in(self.request.user),
                at=self.at,
                base_version=int(typed) if typed.isdigit() else None,
            )
            by = signed_in(self.request.user)
            if lots is not None:
                save_lots(call=self.call, lots=lot_rows(lots), by=by, at=self.at)
            if formset is not None:
                starting = "template" in self.request.POST and not criteria_rows(formset)
                rows = template_rows() if starting else criteria_rows(formset)
                save_criteria(call=self.call, criteria=rows, by=by, at=self.at)

    def formset(self, data: Any = None, lots: Any = None) -> Any:
        """The criteria, on the part that has them; `lots` as typed, so that a criterion may name a new one."""
        if self.form_class is not SelectionForm:
            return None
        initial = criteria_initial(self.call) if data is None else None
        named = [(lot.code, str(lot)) for lot in self.call.lots.all()] if self.is_divided else []
        if lots is not None and lots.is_valid():
            named = [(row["code"], f"{row['code']}. {row['title']}") for row in lot_rows(lots)]
        return CriteriaFormSet(data, initial=initial, prefix="criteria", form_kwargs={"lots": named})

    @property
    def is_divided(self) -> bool:
        """Whether the avviso has themes: chosen and saved before they can be written."""
        return self.form_class is SelectionForm and self.call.selection_mode == SelectionMode.PER_LOT

    def lots(self, data: Any = None) -> Any:
        """The themes, on the part that has them, when the avviso is divided."""
        if not self.is_divided:
            return None
        initial = lots_initial(self.call) if data is None else None
        return LotFormSet(data, initial=initial, prefix="lots")

    def differences(self, form: SectionForm) -> list[tuple[str, str]]:
        """The fields that stand otherwise now: label and the saved text, so that nothing is lost."""
        saved = Call.objects.get(pk=self.call.pk)
        self.call.draft_version = saved.draft_version
        return [
            (str(field.label), str(getattr(saved, name)))
            for name, field in form.fields.items()
            if hasattr(saved, name)
            and name in form.cleaned_data
            and not hasattr(getattr(saved, name), "all")
            and getattr(saved, name) != form.cleaned_data[name]
        ]

    def answer(self, form: SectionForm, formsets: Iterable[Any], valid: bool, *, stale: bool) -> JsonResponse:
        """What the autosave script reads."""
        if valid:
            return JsonResponse({"time": clock(timezone.now()), "version": self.call.draft_version})
        said = [str(words) for errors in form.errors.values() for words in errors]
        for formset in formsets:
            if formset is not None:
                said += [str(words) for row in formset.errors for errors in row.values() for words in errors]
        return JsonResponse({"message": " ".join(said)}, status=409 if stale else 422)

    def next_address(self) -> str:
        """Where the button leads: this part again, or the one after it, or the hub."""
        if "stay" in self.request.POST or "template" in self.request.POST:
            return self.request.path
        slugs = list(self.sections)
        position = slugs.index(self.form_class.slug) + 1 if self.form_class.slug in slugs else len(slugs)
        if position < len(slugs):
            return reverse("calls:section", args=[self.call.code, slugs[position]])
        return reverse("calls:desk", args=[self.call.code])

    def places(self) -> set[str]:
        """The fields of this part, as the vocabulary names them."""
        return {*self.form_class.base_fields, *(("criteria",) if self.form_class is SelectionForm else ())}

    def show(
        self,
        form: SectionForm,
        formset: Any,
        lots: Any = None,
        *,
        theirs: list[tuple[str, str]] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """The page of the part."""
        context = self.common(self.form_class.slug)
        letter = self.form_class.letter
        context["crumbs"].append({"title": self.form_class.heading, "url": self.request.path})
        context.update(
            form=form,
            formset=formset,
            lots=lots,
            theirs=theirs or [],
            mine=[gap for gap, _place in context["gaps"] if gap.letter == letter],
            last=self.form_class.slug == list(self.sections)[-1],
            faults=[fault for fault in findings(self.call) if fault.field in self.places()]
            if self.call.state == CallState.DRAFT
            else [],
            total=sum((criterion.max_points for criterion in self.call.criteria.all()), Decimal(0)),
            open_table=self.call.selection_mode == SelectionMode.OPEN_TABLE,
        )
        return render(self.request, "calls/section.html", context, status=status)


def public_facts(call: Call) -> dict[str, Any]:
    """What the public page will say at a glance."""
    return {
        "activities": [str(CtsActivity(letter).label) for letter in call.cts_activities],
        "comuni": [comune.name for comune in call.comuni.all()],
        "mode": SelectionMode(call.selection_mode).label if call.selection_mode else "",
    }
