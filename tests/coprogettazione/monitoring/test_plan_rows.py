# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rows of the plan as the page shows them."""

import pytest

from coprogettazione.monitoring.forms.plan import PlanForms
from tests.factories.monitoring import make_planned

pytestmark = pytest.mark.django_db


def test_a_blank_row_sent_as_it_was_shown_counts_for_nothing() -> None:
    agreement = make_planned()
    shown = PlanForms(agreement)
    sent: dict[str, str] = {}
    for formset in (shown.indicators, shown.milestones, shown.reports):
        for form in (formset.management_form, *formset.forms):
            for field in form:
                sent[field.html_name] = "" if field.value() is None else str(field.value())
    again = PlanForms(agreement, sent)
    assert again.is_valid(), again.milestones.errors
    assert len(again.arguments()["milestones"]) == len(shown.milestones.forms) - 1
