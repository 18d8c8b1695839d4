# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The committee, its score sheets, the ranking, who is admitted."""

from coprogettazione.evaluation.models.committee import Committee as Committee
from coprogettazione.evaluation.models.committee import CommitteeSeat as CommitteeSeat
from coprogettazione.evaluation.models.committee import ConflictDeclaration as ConflictDeclaration
from coprogettazione.evaluation.models.committee import MemberKind as MemberKind
from coprogettazione.evaluation.models.exclusion import OPEN_STATES as OPEN_STATES
from coprogettazione.evaluation.models.exclusion import Exclusion as Exclusion
from coprogettazione.evaluation.models.exclusion import ExclusionGround as ExclusionGround
from coprogettazione.evaluation.models.exclusion import ExclusionState as ExclusionState
from coprogettazione.evaluation.models.outcome import Admission as Admission
from coprogettazione.evaluation.models.outcome import AdmissionOutcome as AdmissionOutcome
from coprogettazione.evaluation.models.outcome import Draw as Draw
from coprogettazione.evaluation.models.outcome import RankingRow as RankingRow
from coprogettazione.evaluation.models.scores import Score as Score
from coprogettazione.evaluation.models.scores import ScoreDraft as ScoreDraft
from coprogettazione.evaluation.models.scores import ScoreSheet as ScoreSheet
from coprogettazione.evaluation.models.scores import SheetPosition as SheetPosition
from coprogettazione.evaluation.models.sessions import CommitteePresence as CommitteePresence
from coprogettazione.evaluation.models.sessions import CommitteeSession as CommitteeSession
