# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A table that stops: suspended and resumed, the path of a deadlock, the text adopted or the end without agreement."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from coprogettazione.records.forms import DeedForm
from coprogettazione.tables.forms import (
    AdoptTextForm,
    DeclareNoAgreementForm,
    RecordPositionsForm,
    ResumeTableForm,
    SuspendTableForm,
)
from coprogettazione.tables.models import Adoption
from coprogettazione.tables.queries import missing_to_end
from coprogettazione.tables.queries.readiness import missing_to_adopt
from coprogettazione.tables.views.base import DeedPage, TableView

#: Address → the form of its deed, in the order of the path.
DEEDS_HERE: dict[str, type[DeedForm]] = {
    "sospendi": SuspendTableForm,
    "posizioni": RecordPositionsForm,
    "riprendi": ResumeTableForm,
    "adotta": AdoptTextForm,
    "senza-accordo": DeclareNoAgreementForm,
}


class DeadlockView(TableView):
    """Where the table stands, what is missing, and what the reader can do."""

    tab = "versions"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read."""
        suspensions = list(self.table.suspensions.order_by("-begins_at"))
        return self.page(
            "deadlock.html",
            suspensions=suspensions,
            positions=self.table.positions.select_related("organisation"),
            adoption=Adoption.objects.filter(version__table=self.table).order_by("-adopted_at").first(),
            missing_to_adopt=missing_to_adopt(self.table, self.at) if suspensions else [],
            missing_to_end=missing_to_end(self.table) if suspensions else [],
            deeds=[
                (self.address("deadlock_deed", name), form.title)
                for name, form in DEEDS_HERE.items()
                if self.can(form.deed_name)
            ],
        )


class DeadlockDeedView(DeedPage):
    """One of its deeds."""

    tab = "versions"
    back = "deadlock"
    done_words = _("Fatto.")

    @property
    def form_class(self) -> type[DeedForm]:  # type: ignore[override]
        """The form of the address."""
        return DEEDS_HERE[self.kwargs["deed"]]
