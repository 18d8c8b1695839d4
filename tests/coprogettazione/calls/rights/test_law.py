# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may: set_legal_parameter, set_regional_profile, set_cig_regime."""

import pytest
from django.db.models import Model

from coprogettazione.calls.models import AdmittedCig, LegalParameter, RegionalProfile
from tests.factories.calls import make_call
from tests.factories.calls_people import allowed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("deed", "model"),
    [
        ("set_legal_parameter", LegalParameter),
        ("set_regional_profile", RegionalProfile),
        ("set_cig_regime", AdmittedCig),
    ],
)
def test_who_may(deed: str, model: type[Model]) -> None:
    row = model._default_manager.first()
    assert allowed(deed, make_call("PUBLISHED"), row) == {"an administrator", "the system"}
