# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public pages: editors tell the story around facts they cannot touch."""

from home.models.agreements import AgreementIndexPage, AgreementPage
from home.models.alerts import AlertRequest, AlertTold, SearchAlert
from home.models.calls import CallIndexPage, CallPage
from home.models.content import ContentPage
from home.models.district import DistrictSettings
from home.models.edition import SiteEdition
from home.models.front import HomePage, by_address
from home.models.opinion import PageOpinion
from home.models.organisations import OrganisationIndexPage
from home.models.outlines import ComuneOutline
from home.models.search import Findable, FindableKind
from home.models.tables import TableIndexPage, TablePage

HomePage.routes.update(
    {
        "avvisi": (by_address(CallIndexPage), by_address(CallPage)),
        "tavoli": (by_address(TableIndexPage), by_address(TablePage)),
        "convenzioni": (by_address(AgreementIndexPage), by_address(AgreementPage)),
    }
)

__all__ = [
    "AgreementIndexPage",
    "AgreementPage",
    "AlertRequest",
    "AlertTold",
    "CallIndexPage",
    "CallPage",
    "ComuneOutline",
    "ContentPage",
    "DistrictSettings",
    "Findable",
    "FindableKind",
    "HomePage",
    "OrganisationIndexPage",
    "PageOpinion",
    "SearchAlert",
    "SiteEdition",
    "TableIndexPage",
    "TablePage",
]
