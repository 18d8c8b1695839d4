# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be asked of the evaluation."""

from coprogettazione.evaluation.queries.committee import SheetLine as SheetLine
from coprogettazione.evaluation.queries.committee import committee_of as committee_of
from coprogettazione.evaluation.queries.committee import counting_sheets as counting_sheets
from coprogettazione.evaluation.queries.committee import evaluated_applications as evaluated_applications
from coprogettazione.evaluation.queries.committee import overview as overview
from coprogettazione.evaluation.queries.committee import same_reasons as same_reasons
from coprogettazione.evaluation.queries.committee import scoring_seats as scoring_seats
from coprogettazione.evaluation.queries.committee import seats_in_committee as seats_in_committee
from coprogettazione.evaluation.queries.committee import seats_of as seats_of
from coprogettazione.evaluation.queries.committee import tallies_of as tallies_of
from coprogettazione.evaluation.queries.committee import what_blocks_opening as what_blocks_opening
from coprogettazione.evaluation.queries.draw import check_document as check_document
from coprogettazione.evaluation.queries.draw import check_draw as check_draw
from coprogettazione.evaluation.queries.draw import commitment as commitment
from coprogettazione.evaluation.queries.draw import draw_document as draw_document
from coprogettazione.evaluation.queries.draw import drawn as drawn
from coprogettazione.evaluation.queries.fitness import applicants_of as applicants_of
from coprogettazione.evaluation.queries.fitness import still_to_declare as still_to_declare
from coprogettazione.evaluation.queries.fitness import unnamed_by as unnamed_by
from coprogettazione.evaluation.queries.outcome import above_threshold as above_threshold
from coprogettazione.evaluation.queries.outcome import admissions as admissions
from coprogettazione.evaluation.queries.outcome import admitted_applications as admitted_applications
from coprogettazione.evaluation.queries.outcome import draw_order as draw_order
from coprogettazione.evaluation.queries.outcome import grant_at_table as grant_at_table
from coprogettazione.evaluation.queries.outcome import how_points_are_made as how_points_are_made
from coprogettazione.evaluation.queries.outcome import needs_draw as needs_draw
from coprogettazione.evaluation.queries.outcome import outcome_of as outcome_of
from coprogettazione.evaluation.queries.outcome import ranking as ranking
from coprogettazione.evaluation.queries.outcome import rankings as rankings
from coprogettazione.evaluation.queries.outcome import reserves as reserves
from coprogettazione.evaluation.queries.outcome import standing_ranking as standing_ranking
from coprogettazione.evaluation.queries.requirements import requirements_of as requirements_of
from coprogettazione.evaluation.queries.scores import score_tables as score_tables
from coprogettazione.evaluation.queries.sessions import done_between as done_between
from coprogettazione.evaluation.queries.sessions import is_tainted as is_tainted
from coprogettazione.evaluation.queries.sessions import open_session as open_session
from coprogettazione.evaluation.queries.sessions import sessions_of as sessions_of
from coprogettazione.evaluation.queries.sessions import still_to_approve as still_to_approve
from coprogettazione.evaluation.queries.sessions import waited_for as waited_for
from coprogettazione.evaluation.queries.sessions import why_it_cannot_score as why_it_cannot_score
from coprogettazione.evaluation.queries.tally import Outcome as Outcome
from coprogettazione.evaluation.queries.tally import Place as Place
from coprogettazione.evaluation.queries.tally import Tally as Tally
from coprogettazione.evaluation.queries.tally import rank as rank
