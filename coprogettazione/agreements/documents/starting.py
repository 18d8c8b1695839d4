# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The model texts from which an agreement without a call is written: a beginning to correct, never an end."""

from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.agreements.models import Agreement, AgreementKind
from coprogettazione.parties.models import Organisation
from coprogettazione.wording import day, in_italian

Text = dict[str, Any]


@in_italian
def starting_text(kind: AgreementKind, body: Organisation, amends: Agreement | None) -> Text:
    """Premises and articles of a new agreement of this kind, kept by `body`; an addendum names what it changes."""
    if kind == AgreementKind.ADDENDUM and amends is not None:
        return _addendum(amends)
    return _programme(body) if kind == AgreementKind.PROGRAMME_AGREEMENT else _operational(body)


def _programme(body: Organisation) -> Text:
    return {
        "premises": [
            _("l’articolo 34 del d.lgs. 267/2000 disciplina gli accordi di programma tra enti pubblici"),
            _(
                "l’articolo 19 della legge 328/2000 affida ai comuni associati, d’intesa con le aziende sanitarie, "
                "il piano di zona, che si adotta di norma con accordo di programma"
            ),
        ],
        "articles": [
            _article(
                _("Oggetto"),
                _(
                    "Gli enti firmatari attuano insieme il piano di zona e si impegnano per le parti che lo riguardano."
                ),
            ),
            _article(
                _("Ente capofila"),
                _(
                    "%(body)s è l’ente capofila: gestisce le risorse comuni, tiene questo accordo e ne cura gli atti."
                )
                % {"body": body.name},
            ),
            _article(
                _("Impegni degli enti"),
                _(
                    "Ogni ente mette a disposizione le risorse e il personale indicati nel piano e ne rende conto."
                ),
            ),
            _article(
                _("Consenso ed entrata in vigore"),
                _(
                    "L’accordo richiede il consenso unanime degli enti (art. 34, c. 4, d.lgs. 267/2000) ed è in vigore "
                    "dal giorno dell’ultima firma."
                ),
            ),
            _article(
                _("Collegio di vigilanza"),
                _(
                    "Il collegio di vigilanza, composto come è detto in fondo a questo testo, vigila "
                    "sull’esecuzione dell’accordo e propone che cosa fare se un ente non rispetta gli impegni."
                ),
            ),
            _article(
                _("Adesioni e recesso"),
                _("Altri enti pubblici possono aderire firmando la scheda di adesione."),
                _("Un ente può recedere, con motivazione, con un preavviso di novanta giorni."),
            ),
            _article(
                _("Durata"),
                _("L’accordo dura quanto il piano di zona. Non si rinnova tacitamente."),
            ),
            _privacy(),
        ],
    }


def _operational(body: Organisation) -> Text:
    return {
        "premises": [
            _(
                "enti pubblici, enti del Terzo settore e organizzazioni sindacali agiscono sullo stesso territorio"
            ),
            _(
                "l’articolo 118, quarto comma, della Costituzione favorisce l’iniziativa autonoma dei cittadini"
            ),
        ],
        "articles": [
            _article(
                _("Oggetto"),
                _(
                    "Le parti collaborano agli obiettivi indicati in questo accordo, ciascuna nel proprio ruolo."
                ),
            ),
            _article(
                _("Obiettivi"),
                _("Scrivi qui gli obiettivi: che cosa cambia, per chi, entro quando."),
            ),
            _article(
                _("Come si lavora"),
                _(
                    "Le parti si incontrano almeno ogni sei mesi. %(body)s convoca gli incontri e ne tiene traccia."
                )
                % {"body": body.name},
            ),
            _article(
                _("Nessun onere"),
                _(
                    "Questo accordo non comporta passaggi di denaro tra le parti: ciascuna sostiene le proprie spese."
                ),
            ),
            _article(
                _("Entrata in vigore"),
                _(
                    "L’accordo lega le parti che lo firmano ed è in vigore dal giorno dell’ultima firma raccolta. Una "
                    "parte che non firma non ne fa parte, e le altre firme restano ferme."
                ),
            ),
            _article(
                _("Adesioni e recesso"),
                _("Altri enti possono aderire firmando la scheda di adesione."),
                _("Una parte può recedere, con motivazione, con un preavviso di novanta giorni."),
            ),
            _privacy(),
        ],
    }


def _addendum(amends: Agreement) -> Text:
    return {
        "premises": [
            _("tra le parti è in vigore dal %(day)s l’accordo rep. %(number)s, «%(title)s»")
            % {
                "day": day(amends.in_force_from) if amends.in_force_from else "",
                "number": amends.repertory,
                "title": amends.title,
            }
        ],
        "articles": [
            _article(_("Che cosa cambia"), _("Scrivi qui gli articoli che cambiano e il loro nuovo testo.")),
            _article(_("Il resto"), _("Il resto dell’accordo rimane fermo.")),
        ],
    }


def _privacy() -> dict[str, Any]:
    return _article(
        _("Dati personali"),
        _(
            "Le parti trattano i dati delle persone secondo il regolamento (UE) 2016/679, ciascuna per la propria "
            "attività, e definiscono per iscritto i rispettivi ruoli (artt. 26 e 28)."
        ),
    )


def _article(title: str, *paragraphs: str) -> dict[str, Any]:
    return {"title": title, "paragraphs": list(paragraphs)}
