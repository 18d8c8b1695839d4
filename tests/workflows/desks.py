# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What lies on a desk, for the tests of the flows."""

from datetime import datetime
from typing import Any

from tests.factories.calls import PUBLISHED
from workflows.desk import Duty, duties, inbox


def desk_of(user: Any, at: datetime = PUBLISHED) -> list[Duty]:
    """The duties of a person, as the desk lists them."""
    return duties(list(inbox(user, at)))


def on_the_desk_of(user: Any, at: datetime = PUBLISHED) -> list[str]:
    """The deeds a person is asked for."""
    return [duty.deed for duty in desk_of(user, at)]
