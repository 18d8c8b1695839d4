# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The organisations bound by some published agreement: never their people, nor how to reach them in private."""

from django.db.models import Count, Exists, Max, OuterRef, Subquery, Sum
from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.models import AgreementParty
from coprogettazione.parties.models import Organisation, OrganisationKind, RuntsSection
from home.opendata.columns import Column, Kind
from home.opendata.dataset import Dataset, Rows, by
from home.opendata.tables.shared import (
    SCHEMA,
    code_column,
    last_of_agreements,
    published,
    since,
    updated_column,
)


def bound_organisations() -> Rows:
    """The organisations that are party to a published agreement, by name. What is told of one changes when an
    agreement of theirs is published.
    """
    parties = (
        AgreementParty.objects.bound()
        .filter(published("agreement"), organisation=OuterRef("pk"))
        .order_by()
        .values("organisation")
    )
    return (
        Organisation.objects.filter(
            Exists(AgreementParty.objects.bound().filter(published("agreement"), organisation=OuterRef("pk")))
        )
        .annotate(
            agreements_count=Subquery(parties.annotate(n=Count("pk")).values("n")),
            granted=Subquery(parties.annotate(sum=Sum("grant")).values("sum")),
            changed=Subquery(parties.annotate(last=Max("agreement__published_at")).values("last")),
        )
        .order_by("name", "pk")
    )


BODIES = Dataset(
    id="enti",
    title=_("Enti"),
    about=_("Gli enti che sono parte di almeno una convenzione pubblicata: natura, registro, quante convenzioni."),
    law=_("Art. 23, d.lgs. 33/2013"),
    key="codice_fiscale",
    last=last_of_agreements,
    keywords=("enti del terzo settore", "RUNTS", "organizzazioni"),
    published=bound_organisations,
    columns=(
        Column("ente", _("Ente"), Kind.TEXT, _("La denominazione."), "name", term=f"{SCHEMA}legalName",
               required=True),
        code_column("codice_fiscale", _("Codice fiscale"), ""),
        Column("natura", _("Natura"), Kind.TEXT, _("Che cosa è l’ente."), "kind", choices=OrganisationKind,
               required=True),
        Column("sezione_runts", _("Sezione del RUNTS"), Kind.TEXT,
               _("La sezione del registro unico nazionale del Terzo settore."), "runts_section",
               choices=RuntsSection),
        Column("numero_runts", _("Numero RUNTS"), Kind.TEXT, _("Il numero di repertorio nel RUNTS."), "runts_number"),
        Column("codice_ipa", _("Codice IPA"), Kind.TEXT,
               _("Di un ente pubblico, il codice nell’indice delle pubbliche amministrazioni."), "ipa_code"),
        Column("sito", _("Sito"), Kind.LINK, _("Il sito dell’ente."), "website",
               lambda website: website or None, term=f"{SCHEMA}url"),
        Column("convenzioni", _("Convenzioni"), Kind.INTEGER, _("Di quante convenzioni pubblicate è parte."),
               "agreements_count", required=True),
        Column("assegnato_euro", _("Contributo assegnato"), Kind.MONEY,
               _("Il contributo pubblico che quelle convenzioni gli assegnano, in tutto."), "granted", required=True),
        Column("pagina", _("Pagina"), Kind.LINK, _("Che cosa fa l’ente su questo sito."), "pk",
               lambda pk: f"/organizzazioni/{pk}/", required=True),
        updated_column("changed"),
    ),
    filters=(
        by("natura", _("Che cosa è l’ente."), "code", "kind", tuple(OrganisationKind.values)),
        by("ente", _("Codice fiscale (11 cifre) dell’ente."), "body", "codice_fiscale"),
        since("changed"),
    ),
)  # fmt: skip
