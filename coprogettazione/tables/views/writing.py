# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the editor asks of the platform: to be let in, and who wrote which passage."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views import View

from coprogettazione.parties.models import User
from coprogettazione.records.refusals import NotAllowed
from coprogettazione.records.rights import may
from coprogettazione.tables.models import SharedText
from coprogettazione.tables.queries import places_at
from coprogettazione.tables.queries.project import hands_of, part_fingerprint
from coprogettazione.tables.queries.seats import orders_of
from coprogettazione.tables.queries.shared_text import Part, read_text
from coprogettazione.tables.services import enter, line_of

#: Where the co-editing server answers.
CHANNEL = "/vivo/%s/"


class TextView(View):
    """An answer to the editor, always JSON: 401 where to sign in again, 403 why not."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Say who must sign in, and why somebody may not."""
        if not request.user.is_authenticated:
            return JsonResponse({"sign_in": reverse("account_login")}, status=401)
        self.at = timezone.now()
        self.text = get_object_or_404(
            SharedText.objects.select_related("table__call__lead_authority", "session", "snapshot"),
            pk=kwargs["pk"],
        )
        try:
            answer = super().dispatch(request, *args, **kwargs)
        except NotAllowed as refusal:
            return JsonResponse({"message": str(refusal)}, status=403)
        answer["Cache-Control"] = "no-store"
        return answer


class EnterView(TextView):
    """A number for the page that has just been opened, and what it may do with it."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let in."""
        assert isinstance(request.user, User)
        client = enter(text=self.text, user=request.user, at=self.at)
        line = line_of(text=self.text.pk, user=request.user, client=client, at=self.at)
        return JsonResponse(
            {
                "client": client,
                "channel": CHANNEL % line.text,
                "key": f"{line.text}.{line.edition}.{line.writer}",
                "writes": line.writes,
                "why": line.why,
                "person": {
                    "name": line.person,
                    "organisation": line.organisation,
                    "monogram": line.monogram,
                    "order": line.order,
                },
                "bodies": [
                    {
                        "id": place.organisation.pk,
                        "name": place.organisation.known_as,
                        "monogram": place.organisation.monogram,
                        "order": place.order,
                    }
                    for place in places_at(self.text.table, self.at)
                ],
            }
        )


class AuthorsView(TextView):
    """Who wrote which passage of a fragment; lengths as a browser counts them, in UTF-16."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read."""
        verdict = may(request.user, "read_table", self.text.table, self.at)
        if not verdict:
            raise NotAllowed(verdict.reason, law=verdict.law)
        reading = read_text(self.text)
        part = reading.parts.get(kwargs["part"], Part(kwargs["part"], [], "", []))
        people = hands_of(self.text, reading, part)
        orders = orders_of(self.text.table)
        places = list(people)
        runs, start = [], 0
        for hand, length in part.runs:
            words = part.flat[start : start + length]
            runs.append([places.index(hand), len(words.encode("utf-16-le")) // 2])
            start += length
        return JsonResponse(
            {
                "upto": reading.upto,
                "flat": part.flat,
                "fingerprint": part_fingerprint(part),
                "hands": [
                    {
                        "order": orders.get(whose.organisation_id, len(orders)),
                        "monogram": whose.writer.organisation.monogram,
                        "body": whose.writer.organisation.known_as,
                        "person": str(whose.writer.person),
                        "when": whose.at.isoformat(),
                    }
                    for whose in people.values()
                ],
                "runs": runs,
            }
        )
