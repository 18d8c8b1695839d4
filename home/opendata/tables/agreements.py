# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The agreements (*convenzioni*) that were published, and the bodies bound by them."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.models import (
    Agreement,
    AgreementKind,
    AgreementParty,
    AgreementState,
    PartyRole,
)
from coprogettazione.parties.models import Comune, OrganisationKind, RuntsSection
from home.opendata.columns import Column, Kind
from home.opendata.dataset import Dataset, Rows, by
from home.opendata.tables.shared import (
    DCT,
    SCHEMA,
    agreement_columns,
    authority_column,
    call_column,
    changed,
    code_column,
    in_comune,
    in_year,
    last_of_agreements,
    name_column,
    of_party,
    on_theme,
    or_empty,
    page_column,
    published,
    repertory_column,
    since,
    themes_column,
    updated_column,
)

#: A draft and one being signed are never published.
PUBLIC_STATES = (AgreementState.SIGNED.value, AgreementState.TERMINATED.value)


def published_agreements() -> Rows:
    """The published agreements, the oldest first."""
    return Agreement.objects.filter(published()).annotate(changed=changed("")).order_by("published_at", "pk")


def published_parties() -> Rows:
    """The bodies bound by the published agreements, agreement by agreement."""
    return (
        AgreementParty.objects.bound()
        .filter(published("agreement"))
        .annotate(changed=changed("agreement"))
        .order_by("agreement__published_at", "agreement_id", "position", "pk")
    )


_COMUNI = Comune.objects.filter(calls=OuterRef("call")).order_by("name").values("name")

AGREEMENTS = Dataset(
    id="convenzioni",
    title=_("Convenzioni"),
    about=_("Le convenzioni pubblicate: durata, risorse, contributo pubblico, territorio, stato."),
    law=_("Art. 11, l. 241/1990; art. 23, d.lgs. 33/2013"),
    key="id",
    last=last_of_agreements,
    keywords=("convenzioni", "co-progettazione", "terzo settore", "accordi"),
    published=published_agreements,
    columns=(
        Column("id", _("Numero qui"), Kind.ID, _("Il numero che la convenzione ha su questo sito."), "pk",
               term=f"{DCT}identifier", required=True),
        repertory_column(""),
        Column("titolo", _("Titolo"), Kind.TEXT, _("Il titolo della convenzione."), "title",
               term=f"{DCT}title", required=True),
        Column("stato", _("Stato"), Kind.TEXT, _("Se è in vigore o è stata risolta prima del termine."), "state",
               choices=AgreementState, required=True),
        call_column(""),
        authority_column("ente", _("Ente"), "", _("L’amministrazione procedente.")),
        Column("cup", _("CUP"), Kind.TEXT, _("Codice unico di progetto; vuoto se non richiesto."), "call__cup",
               or_empty),
        Column("firmata_il", _("Firmata il"), Kind.INSTANT, _("Quando è arrivata l’ultima firma."), "signed_at",
               required=True),
        Column("pubblicata_il", _("Pubblicata il"), Kind.INSTANT, _("Quando è stata pubblicata."), "published_at",
               term=f"{DCT}issued", required=True),
        Column("dal", _("Dal"), Kind.DAY, _("Il primo giorno delle attività."), "starts_on",
               term=f"{SCHEMA}startDate"),
        Column("al", _("Al"), Kind.DAY, _("L’ultimo giorno delle attività."), "ends_on", term=f"{SCHEMA}endDate"),
        Column("totale_euro", _("Risorse in tutto"), Kind.MONEY,
               _("Tutte le risorse, anche quelle stimate (sedi, mezzi, ore dei volontari)."), "total", required=True),
        Column("contributo_euro", _("Contributo pubblico"), Kind.MONEY, _("Il contributo pubblico."),
               "public_grant", required=True),
        Column("comuni", _("Comuni"), Kind.LIST, _("I comuni del territorio."), ArraySubquery(_COMUNI),
               term=f"{SCHEMA}areaServed"),
        themes_column("call__cts_activities"),
        page_column(""),
        Column("tipo", _("Tipo"), Kind.TEXT, _("Che tipo di accordo è."), "kind", choices=AgreementKind,
               required=True),
        updated_column("changed"),
    ),
    filters=(
        by("stato", _("Se è in vigore o risolta."), "code", "state", PUBLIC_STATES),
        in_comune("call"),
        on_theme("call"),
        in_year("repertory_year", _("L’anno di repertorio.")),
        of_party("pk"),
        since("changed"),
    ),
)  # fmt: skip

PARTIES = Dataset(
    id="parti",
    title=_("Parti delle convenzioni"),
    about=_("Una riga per ogni ente che è parte di una convenzione: ruolo, quota, contributo assegnato, che cosa fa."),
    law=_("Art. 23, d.lgs. 33/2013"),
    last=last_of_agreements,
    keywords=("enti del terzo settore", "partenariato", "convenzioni"),
    published=published_parties,
    columns=(
        *agreement_columns("agreement"),
        name_column("ente", _("Ente"), "organisation", _("La denominazione dell’ente.")),
        code_column("codice_fiscale", _("Codice fiscale"), "organisation"),
        Column("natura", _("Natura"), Kind.TEXT, _("Che cosa è l’ente."), "organisation__kind",
               choices=OrganisationKind, required=True),
        Column("sezione_runts", _("Sezione del RUNTS"), Kind.TEXT,
               _("La sezione del registro unico nazionale del Terzo settore."), "organisation__runts_section",
               choices=RuntsSection),
        Column("ruolo", _("Ruolo"), Kind.TEXT, _("Che cosa è l’ente nella convenzione."), "role",
               choices=PartyRole, required=True),
        Column("quota_percento", _("Quota"), Kind.NUMBER, _("La quota del contributo pubblico, per cento."), "share",
               required=True),
        Column("assegnato_euro", _("Contributo assegnato"), Kind.MONEY,
               _("Il contributo pubblico assegnato a questo ente."), "grant", required=True),
        Column("vincolato_dal", _("Vincolato dal"), Kind.DAY, _("Da quando l’ente è vincolato."), "joined_on"),
        Column("recede_dal", _("Recede dal"), Kind.DAY, _("Il primo giorno in cui non lo è più, se recede."),
               "leaves_on"),
        Column("attivita", _("Che cosa fa"), Kind.TEXT, _("Che cosa fa l’ente nel progetto."), "activities"),
        updated_column("changed"),
    ),
    filters=(
        by("ruolo", _("Il ruolo nella convenzione."), "code", "role", tuple(PartyRole.values)),
        in_comune("agreement__call"),
        on_theme("agreement__call"),
        in_year("agreement__repertory_year", _("L’anno di repertorio della convenzione.")),
        by("ente", _("Codice fiscale (11 cifre) dell’ente."), "body", "organisation__codice_fiscale"),
        since("changed"),
    ),
)  # fmt: skip
