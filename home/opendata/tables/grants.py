# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table of artt. 26–27 d.lgs. 33/2013: who received a grant, how much, by which norm, from which office."""

from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.models import PartyRole
from coprogettazione.agreements.queries import how_found, norm_of
from home.opendata.columns import Column, Kind, address_of
from home.opendata.dataset import ECONOMY, GOVERNMENT, SOCIETY, Dataset, Rows, by
from home.opendata.tables.agreements import published_parties
from home.opendata.tables.shared import (
    DCT,
    SCHEMA,
    code_column,
    in_comune,
    in_year,
    last_of_agreements,
    name_column,
    on_theme,
    page_column,
    repertory_column,
    since,
    updated_column,
)


def beneficiaries() -> Rows:
    """The bodies to which a published agreement, born of a call, assigns public money."""
    return (
        published_parties()
        .exclude(role=PartyRole.PUBLIC_BODY)
        .filter(grant__gt=0, agreement__call__isnull=False)
    )


def person_named(first_name: str, last_name: str) -> str:
    """Name and surname of the officer, the only person whom the law wants named."""
    return f"{first_name} {last_name}".strip()


GRANTS = Dataset(
    id="sovvenzioni",
    title=_("Sovvenzioni, contributi, vantaggi economici"),
    about=_(
        "Una riga per ogni ente che riceve un contributo: importo, norma e atto, ufficio, responsabile del "
        "procedimento, come è stato scelto, progetto."
    ),
    law=_("Artt. 26 e 27, d.lgs. 33/2013"),
    last=last_of_agreements,
    keywords=("sovvenzioni", "contributi", "amministrazione trasparente", "decreto legislativo 33 del 2013"),
    themes=(GOVERNMENT, SOCIETY, ECONOMY),
    published=beneficiaries,
    columns=(
        repertory_column("agreement"),
        Column("titolo", _("Progetto"), Kind.TEXT, _("Il titolo del progetto."), "agreement__call__title",
               term=f"{DCT}title", required=True),
        Column("avviso", _("Avviso"), Kind.TEXT, _("La sigla dell’avviso."), "agreement__call__code", required=True),
        Column("cup", _("CUP"), Kind.TEXT, _("Codice unico di progetto; vuoto se non richiesto."),
               "agreement__call__cup"),
        Column("pubblicata_il", _("Pubblicata il"), Kind.INSTANT,
               _("Da quando è pubblica: prima il contributo non può essere pagato."), "agreement__published_at",
               term=f"{DCT}issued", required=True),
        Column("dal", _("Dal"), Kind.DAY, _("Il primo giorno delle attività."), "agreement__starts_on"),
        Column("al", _("Al"), Kind.DAY, _("L’ultimo giorno delle attività."), "agreement__ends_on"),
        Column("totale_euro", _("Risorse in tutto"), Kind.MONEY,
               _("Tutte le risorse della convenzione, anche quelle stimate."), "agreement__total", required=True),
        Column("contributo_euro", _("Contributo pubblico"), Kind.MONEY, _("Il contributo di tutta la convenzione."),
               "agreement__public_grant", required=True),
        name_column("beneficiario", _("Beneficiario"), "organisation", _("La denominazione dell’ente.")),
        code_column("codice_fiscale", _("Codice fiscale"), "organisation"),
        Column("assegnato_euro", _("Importo"), Kind.MONEY, _("Il contributo assegnato a questo ente."), "grant",
               term=f"{SCHEMA}amount", required=True),
        Column("norma", _("Norma o titolo"), Kind.TEXT, _("La norma e l’atto alla base dell’attribuzione."),
               "agreement__approval_number", norm_of, required=True, longest=200),
        name_column("ufficio", _("Ufficio"), "agreement__call__lead_authority",
                    _("L’amministrazione del procedimento.")),
        Column("responsabile", _("Responsabile"), Kind.TEXT, _("Il responsabile del procedimento."),
               ("agreement__call__procedure_officer__first_name", "agreement__call__procedure_officer__last_name"),
               person_named, required=True, longest=161),
        Column("scelta", _("Come è stato scelto"), Kind.TEXT, _("Il modo seguito per scegliere il beneficiario."),
               ("agreement__call__code", "agreement__call__selection_mode"), how_found, required=True,
               longest=200),
        page_column("agreement"),
        Column("pagina_avviso", _("Pagina dell’avviso"), Kind.LINK,
               _("L’avviso con i suoi criteri e gli atti della scelta."), "agreement__call__page__url_path",
               address_of, required=True),
        Column("convenzione", _("Numero della convenzione qui"), Kind.ID,
               _("Il numero che la convenzione ha su questo sito."), "agreement__pk", required=True),
        updated_column("changed"),
    ),
    filters=(
        in_comune("agreement__call"),
        on_theme("agreement__call"),
        in_year("agreement__published_at__year", _("L’anno di pubblicazione.")),
        by("ente", _("Codice fiscale (11 cifre) del beneficiario."), "body", "organisation__codice_fiscale"),
        since("changed"),
    ),
)  # fmt: skip
