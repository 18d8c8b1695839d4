# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public register: its pages, its files, and what a browser needs to check a document by itself."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.core.paginator import Paginator
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from coprogettazione.records.public.export import in_pieces, register_lines, root_lines
from coprogettazione.records.public.models import DayRoot, DayStamp, PublicLine
from coprogettazione.records.public.proofs import PREFIX, act_in, files_like, proofs_of
from coprogettazione.records.streaming import one_by_one
from home.facts.register import closed_days, deeds_told, told, told_lines
from home.models.district import remember_site

PER_PAGE = 30
JSON_LINES = "application/jsonl"
VERIFIER = settings.BASE_DIR / "verifier" / "coprogettazione_verify.py"


class FilterForm(forms.Form):
    """Which facts to read."""

    atto = forms.ChoiceField(label=gettext_lazy("Che cosa"), required=False)
    avviso = forms.CharField(label=gettext_lazy("Sigla dell’avviso"), required=False, max_length=60)
    dal = forms.DateField(
        label=gettext_lazy("Dal"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    al = forms.DateField(
        label=gettext_lazy("Al"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["atto"].choices = [("", _("Tutti i fatti")), *deeds_told()]


def _crumbs(*more: tuple[str, str]) -> list[dict[str, str]]:
    trail = [(_("Home"), "/"), (_("Registro pubblico"), reverse("public_register")), *more]
    return [{"title": title, "url": url} for title, url in trail]


@require_safe
def facts(request: HttpRequest) -> HttpResponse:
    """The public facts, newest first, with a filter."""
    remember_site(request)
    form = FilterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    lines = told_lines(
        deed=chosen.get("atto", ""),
        call=chosen.get("avviso", "").strip(),
        since=chosen.get("dal"),
        until=chosen.get("al"),
    )
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "form": form,
        "page_obj": page,
        "told": [told(line) for line in page],
        "count": page.paginator.count,
        "latest": PublicLine.objects.order_by("-seq").first(),
        "closed": DayRoot.objects.order_by("-day").first(),
        "filtered": any(chosen.values()),
        "crumbs": _crumbs(),
    }
    return render(request, "home/register_facts.html", context)


@require_safe
def days(request: HttpRequest) -> HttpResponse:
    """The closed days with their roots and timestamps, newest first."""
    remember_site(request)
    page = Paginator(closed_days(), PER_PAGE).get_page(request.GET.get("pagina"))
    crumbs = _crumbs((_("Giorni e radici"), request.path))
    return render(request, "home/register_days.html", {"page_obj": page, "crumbs": crumbs})


@require_safe
def line(request: HttpRequest, seq: int) -> HttpResponse:
    """One line as it was hashed, and its path to a root."""
    remember_site(request)
    row = get_object_or_404(PublicLine, seq=seq)
    crumbs = _crumbs((_("Voce %(n)s") % {"n": seq}, request.path))
    context = {
        "line": row,
        "told": told(row) if row.deed else None,
        "proof": proofs_of([row])[seq],
        "crumbs": crumbs,
    }
    return render(request, "home/register_line.html", context)


@require_safe
def line_json(request: HttpRequest, seq: int) -> HttpResponse:
    """The same for programs: the line, its path, the line of the root."""
    row = get_object_or_404(PublicLine, seq=seq)
    return JsonResponse(proofs_of([row])[seq].as_json(), json_dumps_params={"ensure_ascii": False})


@require_safe
def acts_json(request: HttpRequest, prefix: str) -> HttpResponse:
    """The published files whose fingerprint begins so, each with its path: whoever asks does not say which."""
    if len(prefix) != PREFIX:
        raise Http404
    found = files_like(prefix)
    proofs = proofs_of({line.seq: line for _sha256, line in found}.values())
    files = [
        {
            "sha256": sha256,
            "url": reverse(
                "documents:public", kwargs={"sha256": sha256, "name": act_in(line, sha256)["file"]}
            ),
            **proofs[line.seq].as_json(),
        }
        for sha256, line in found
    ]
    return JsonResponse({"files": files}, json_dumps_params={"ensure_ascii": False})


@require_safe
def register_file(request: HttpRequest) -> HttpResponseBase:
    """The whole register, written while it is sent."""
    return _streamed(request, register_lines(), "registro.jsonl")


@require_safe
def roots_file(request: HttpRequest) -> HttpResponseBase:
    """The days alone: small enough to be kept by anybody."""
    return _streamed(request, root_lines(), "radici.jsonl")


@require_safe
def token_file(request: HttpRequest, day: str) -> HttpResponse:
    """The timestamp of a day in DER, as OpenSSL reads it (-token_in)."""
    when = parse_date(day)
    stamp = get_object_or_404(DayStamp, day__day=when, token__isnull=False)
    answer = HttpResponse(bytes(stamp.token or b""), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{day}.tst"'
    return answer


@require_safe
def verifier(request: HttpRequest) -> FileResponse:
    """The program that checks the register without this site."""
    return FileResponse(VERIFIER.open("rb"), as_attachment=True, content_type="text/x-python; charset=utf-8")


def _streamed(request: HttpRequest, lines: Iterator[bytes], name: str) -> StreamingHttpResponse:
    pieces: Any = in_pieces(lines)
    content = one_by_one(pieces) if isinstance(request, ASGIRequest) else pieces
    answer = StreamingHttpResponse(content, content_type=JSON_LINES)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-cache"
    return answer
