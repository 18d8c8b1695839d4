# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The draft of an act, taken from the page where it is prepared: same form, same rights, nothing done."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _

from coprogettazione.documents.documents import ODT, as_draft
from coprogettazione.documents.services import Rehearsed, rehearsal

#: What the button adds to the address of the form (templates/components/draft_button.html).
ASKED = "bozza"


class DraftMiddleware:
    """Answers a form sent with `?bozza=1` with the ODT of the act its deed would issue; the deed is undone.

    What is typed is checked as ever, but number and day of the act may be missing: a draft has none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; one for a draft leaves nothing behind."""
        if request.method != "POST" or ASKED not in request.GET:
            return self.get_response(request)
        typed = request.POST.copy()
        today = timezone.localdate()
        for name, stand_in in (("act_number", f"0/{today.year}"), ("act_date", today.isoformat())):
            if not typed.get(name, "").strip():
                typed[name] = stand_in
        request.POST = typed  # type: ignore[assignment]
        with rehearsal():
            response = self.get_response(request)
        if isinstance(response, HttpResponseRedirect):
            messages.warning(request, _("Da questa pagina non esce nessun atto: niente è stato fatto."))
            return HttpResponseRedirect(request.path)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn the paper that would have been issued into its draft; anything else is not ours."""
        if not isinstance(exception, Rehearsed):
            return None
        subject = exception.facts.get("subject") or exception.facts["title"]
        return as_file(as_draft(exception.template, exception.facts), str(subject))


def as_file(odt: bytes, subject: str) -> HttpResponse:
    """A draft handed over, named after what it is about."""
    response = HttpResponse(odt, content_type=ODT)
    name = slugify(f"bozza {subject}")[:80].rstrip("-")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.odt")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
