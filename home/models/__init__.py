# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public pages: editors tell the story around facts they cannot touch."""

from home.models.agreements import AgreementIndexPage, AgreementPage
from home.models.calls import CallIndexPage, CallPage
from home.models.content import ContentPage
from home.models.district import DistrictSettings
from home.models.edition import SiteEdition
from home.models.front import HomePage
from home.models.opinion import PageOpinion
from home.models.organisations import OrganisationIndexPage
from home.models.outlines import ComuneOutline
from home.models.tables import TableIndexPage, TablePage

HomePage.routes.update(
    {
        "avvisi": (CallIndexPage, CallPage),
        "tavoli": (TableIndexPage, TablePage),
        "convenzioni": (AgreementIndexPage, AgreementPage),
    }
)

__all__ = [
    "AgreementIndexPage",
    "AgreementPage",
    "CallIndexPage",
    "CallPage",
    "ComuneOutline",
    "ContentPage",
    "DistrictSettings",
    "HomePage",
    "OrganisationIndexPage",
    "PageOpinion",
    "SiteEdition",
    "TableIndexPage",
    "TablePage",
]
