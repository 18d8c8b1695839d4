# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of the evaluation."""

from coprogettazione.evaluation.views.acts import admit as admit
from coprogettazione.evaluation.views.acts import appoint as appoint
from coprogettazione.evaluation.views.acts import replace as replace
from coprogettazione.evaluation.views.acts import scroll as scroll
from coprogettazione.evaluation.views.committee import close as close
from coprogettazione.evaluation.views.committee import committee as committee
from coprogettazione.evaluation.views.committee import declare as declare
from coprogettazione.evaluation.views.committee import draw as draw
from coprogettazione.evaluation.views.committee import my_committees as my_committees
from coprogettazione.evaluation.views.committee import open_evaluation as open_evaluation
from coprogettazione.evaluation.views.exclusion import announce_exclusion as announce_exclusion
from coprogettazione.evaluation.views.exclusion import exclusion as exclusion
from coprogettazione.evaluation.views.exclusion import exclusion_deed as exclusion_deed
from coprogettazione.evaluation.views.outcome import outcome as outcome
from coprogettazione.evaluation.views.outcome import ranking_page as ranking_page
from coprogettazione.evaluation.views.outcome import scores as scores
from coprogettazione.evaluation.views.sessions import approve_session as approve_session
from coprogettazione.evaluation.views.sessions import close_minutes as close_minutes
from coprogettazione.evaluation.views.sessions import dissent as dissent
from coprogettazione.evaluation.views.sessions import end_session as end_session
from coprogettazione.evaluation.views.sessions import minutes_draft as minutes_draft
from coprogettazione.evaluation.views.sessions import sessions as sessions
from coprogettazione.evaluation.views.sessions import start_session as start_session
from coprogettazione.evaluation.views.sheet import close_sheet as close_sheet
from coprogettazione.evaluation.views.sheet import criterion as criterion
from coprogettazione.evaluation.views.sheet import draft as draft
from coprogettazione.evaluation.views.sheet import position as position
from coprogettazione.evaluation.views.sheet import sheet as sheet
from coprogettazione.evaluation.views.treatment import opening_proof as opening_proof
from coprogettazione.evaluation.views.treatment import treatment as treatment
from coprogettazione.evaluation.views.treatment import treatment_file as treatment_file
