# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The body, the third-sector body and the people that the papers of these tests are about."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from coprogettazione.parties.models import Membership, Organisation, OrganisationKind, User
from coprogettazione.records.roles import Role

ROME = ZoneInfo("Europe/Rome")
NOON = datetime(2026, 2, 25, 12, 0, tzinfo=ROME)


@pytest.fixture(autouse=True)
def private_folder(settings, tmp_path: Path) -> Path:
    settings.PRIVATE_MEDIA_ROOT = tmp_path / "private"
    return settings.PRIVATE_MEDIA_ROOT


@pytest.fixture
def district(db) -> Organisation:
    return Organisation.objects.create(
        kind=OrganisationKind.SOCIAL_DISTRICT,
        name="Ambito territoriale sociale di Valdora",
        codice_fiscale="90000099993",
        address="piazza del Municipio 1, Valdora",
        pec="ambito.valdora@pec.example.it",
    )


@pytest.fixture
def lanterna(db) -> Organisation:
    return Organisation.objects.create(
        kind=OrganisationKind.THIRD_SECTOR_BODY,
        name="Cooperativa sociale La Lanterna",
        codice_fiscale="90000010000",
    )


def person(name: str, organisation: Organisation, role: Role) -> User:
    user = User.objects.create_user(f"{name.lower()}@example.it", first_name=name)
    Membership.objects.create(user=user, organisation=organisation, role=role, valid_from=date(2020, 1, 1))
    return user


@pytest.fixture
def officer(district: Organisation) -> User:
    return person("Elena", district, Role.PROCEDURE_OFFICER)


@pytest.fixture
def operator(lanterna: Organisation) -> User:
    return person("Sara", lanterna, Role.ETS_EDITOR)


@pytest.fixture
def stranger(db) -> User:
    return User.objects.create_user("curioso@example.it")
