# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked of the people of the evaluation."""

from coprogettazione.evaluation.forms.committee import AppointCommitteeForm as AppointCommitteeForm
from coprogettazione.evaluation.forms.committee import DeclareConflictsForm as DeclareConflictsForm
from coprogettazione.evaluation.forms.committee import OpenEvaluationForm as OpenEvaluationForm
from coprogettazione.evaluation.forms.committee import ReplaceMemberForm as ReplaceMemberForm
from coprogettazione.evaluation.forms.exclusion import AnnounceExclusionForm as AnnounceExclusionForm
from coprogettazione.evaluation.forms.exclusion import DropExclusionForm as DropExclusionForm
from coprogettazione.evaluation.forms.exclusion import ExcludeAdmittedForm as ExcludeAdmittedForm
from coprogettazione.evaluation.forms.exclusion import ObserveExclusionForm as ObserveExclusionForm
from coprogettazione.evaluation.forms.outcome import AdmitApplicationsForm as AdmitApplicationsForm
from coprogettazione.evaluation.forms.outcome import CloseEvaluationForm as CloseEvaluationForm
from coprogettazione.evaluation.forms.outcome import DeclareAllExcludedForm as DeclareAllExcludedForm
from coprogettazione.evaluation.forms.outcome import HoldDrawForm as HoldDrawForm
from coprogettazione.evaluation.forms.outcome import ScrollRankingForm as ScrollRankingForm
from coprogettazione.evaluation.forms.scoring import CloseScoreSheetForm as CloseScoreSheetForm
from coprogettazione.evaluation.forms.scoring import ScoreCriterionForm as ScoreCriterionForm
from coprogettazione.evaluation.forms.scoring import ScoreDraftForm as ScoreDraftForm
from coprogettazione.evaluation.forms.scoring import TakePositionForm as TakePositionForm
from coprogettazione.evaluation.forms.sessions import ApproveMinutesForm as ApproveMinutesForm
from coprogettazione.evaluation.forms.sessions import CloseMinutesForm as CloseMinutesForm
from coprogettazione.evaluation.forms.sessions import DissentFromMinutesForm as DissentFromMinutesForm
from coprogettazione.evaluation.forms.sessions import EndSessionForm as EndSessionForm
from coprogettazione.evaluation.forms.sessions import StartSessionForm as StartSessionForm
