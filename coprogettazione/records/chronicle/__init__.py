# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Chronicles: a procedure written as the list of its deeds, read and done again (docs/chronicle.md)."""

from coprogettazione.records.chronicle.reading import Chronicle, ChronicleFault, Step, read_chronicle
from coprogettazione.records.chronicle.replay import Outcome, replay

__all__ = ["Chronicle", "ChronicleFault", "Outcome", "Step", "read_chronicle", "replay"]
