# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""In the demo nobody has a signing program: the trial authority, which is worth nothing, signs for who must sign."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coprogettazione.agreements.queries import live_signings, signable_by
from coprogettazione.agreements.views.doing import agreement_row
from coprogettazione.documents.services.signatures.trial import sign_for_trial
from coprogettazione.parties.models import User
from coprogettazione.records.refusals import NotAllowed


@require_safe
@login_required
def trial_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The text that the person must sign, signed for trial in their name; 404 outside the demo and the tests."""
    if settings.TRIAL_AUTHORITY is None:
        raise Http404
    agreement, at = agreement_row(pk), timezone.now()
    person = request.user
    assert isinstance(person, User)
    mine = {party.pk: party for party in signable_by(person, agreement, at)}
    place = next(
        (slot for signing in live_signings(agreement) for slot in signing.current if slot.party_id in mine),
        None,
    )
    if place is None:
        raise NotAllowed(_("Adesso non tocca a te firmare."))
    with place.round.paper.file.content.open("rb") as content:
        signed = sign_for_trial(
            content.read(),
            name=str(person),
            tax_code=person.codice_fiscale,
            organisation=place.party.organisation.name,
            at=at,
        )
    response = HttpResponse(signed, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="firmata-per-prova.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
