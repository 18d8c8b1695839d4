# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signatures that arrive at the same moment, with real processes."""

import pytest
from django.db import transaction

from coprogettazione.agreements.models import Agreement, AgreementState
from coprogettazione.calls.models import Call, CallState
from coprogettazione.documents.models import NumberSeries, Series
from coprogettazione.documents.services import next_number
from coprogettazione.parties.models import Organisation
from coprogettazione.records.models import Entry
from coprogettazione.records.queries import check_chain
from tests.factories.agreements import SIGNED, make_agreement, sign_for
from tests.factories.tables import authority, casa, lanterna, passi
from tests.processes import together


def sign(agreement_pk: int, organisation_pk: int) -> None:
    """One party signs."""
    agreement = Agreement.objects.select_related("call").get(pk=agreement_pk)
    sign_for(agreement, Organisation.objects.get(pk=organisation_pk))


@pytest.mark.django_db(transaction=True)
def test_two_signers_at_once_give_one_repertory_number() -> None:
    agreement = make_agreement("SIGNING")
    sign_for(agreement, lanterna())
    sign_for(agreement, authority())
    told = together(sign, [(agreement.pk, body.pk) for body in (passi(), casa())])
    assert [answer.refusal for answer in told] == ["", ""]
    agreement.refresh_from_db()
    assert (agreement.state, agreement.repertory) == (AgreementState.SIGNED, "1/2026")
    assert Call.objects.get().state == CallState.SIGNED
    assert NumberSeries.objects.get(series=Series.REPERTORY).last == 1
    signed = Entry.objects.filter(deed="sign_agreement").order_by("seq")
    assert [("repertory" in entry.payload) for entry in signed] == [False, False, False, True]
    assert check_chain().holds


def take_numbers(body_pk: int) -> None:
    """Twenty numbers, of which four are given back."""
    body = Organisation.objects.get(pk=body_pk)
    for place in range(20):
        try:
            with transaction.atomic():
                next_number(body=body, series=Series.REPERTORY, at=SIGNED)
                if place % 5 == 4:
                    raise RuntimeError("a deed that fails gives its number back")
        except RuntimeError:
            continue


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_even_when_some_deeds_fail() -> None:
    body = authority()
    together(take_numbers, [(body.pk,)] * 2)
    assert NumberSeries.objects.get(series=Series.REPERTORY, year=2026).last == 32
