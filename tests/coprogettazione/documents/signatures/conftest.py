# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An installation that believes the authorities of the tests."""

from pathlib import Path

import pytest

from tests.pki import pki


@pytest.fixture(scope="session")
def believed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trust")
    pki().write_trust(folder)
    return folder


@pytest.fixture(autouse=True)
def trust(settings, believed: Path) -> Path:
    settings.TRUST_FOLDER = believed
    settings.TRIAL_AUTHORITY = None
    return believed
