# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The people who are told."""

import pytest

from coprogettazione.parties.models import Organisation, OrganisationKind, User


@pytest.fixture
def lanterna(db) -> Organisation:
    return Organisation.objects.create(
        kind=OrganisationKind.THIRD_SECTOR_BODY,
        name="Cooperativa sociale La Lanterna",
        codice_fiscale="90000010000",
    )


@pytest.fixture
def sara(db) -> User:
    return User.objects.create_user("sara@example.it", first_name="Sara", last_name="Benedetti")


@pytest.fixture
def giulia(db) -> User:
    return User.objects.create_user("giulia@example.it", first_name="Giulia", last_name="Ferri")
