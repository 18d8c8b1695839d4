# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""For each field of an avviso the norm it follows and one realistic example: to be read, never inserted."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from coprogettazione.records.refusals import Words


@dataclass(frozen=True)
class Guide:
    """What is shown below a field: by which norm it is there, how another office wrote it."""

    norm: Words
    example: Words


_DM72 = _("DM 72/2021")
_CTS55 = _("art. 55, c. 3, d.lgs. 117/2017")
_L241_12 = _("art. 12, l. 241/1990")
_TRACE = _("art. 3, l. 136/2010; ANAC, delibera 371/2022")
_CUP = _("art. 11, l. 3/2003")
_TUSCANY = _("art. 13, l.r. Toscana 65/2020, dove vale")

GUIDES: dict[str, Guide] = {
    "title": Guide(_DM72, _("Pronto intervento sociale di prossimità")),
    "summary": Guide(
        _DM72,
        _(
            "Cerchiamo enti del Terzo settore con cui progettare e realizzare un servizio che risponda entro 24 ore a "
            "chi si trova d’improvviso senza casa, senza cibo o senza nessuno."
        ),
    ),
    "objective": Guide(_CTS55, _("Piano di Zona 2026–2028, obiettivo SP1.2 «Pronto intervento sociale»")),
    "policy_act": Guide(_CTS55, _("delibera dell’Assemblea dei Sindaci 4/2026")),
    "policy_reasons": Guide(
        _("art. 3, l. 241/1990; Corte cost. 131/2020"),
        _(
            "Nel 2025 le richieste urgenti fuori orario sono state 214 e quattro su dieci hanno aspettato più di un "
            "giorno. Il bisogno cambia da persona a persona; la rete di volontari che lo intercetta è degli enti: il "
            "servizio si costruisce insieme, nessuno lo avrebbe da comprare già fatto."
        ),
    ),
    "purpose": Guide(
        _DM72,
        _("Dare una prima risposta, entro 24 ore, a chi si trova in emergenza sociale nei cinque Comuni."),
    ),
    "object": Guide(
        _DM72,
        _(
            "Centrale di ascolto, unità di strada, accoglienza temporanea: le azioni di dettaglio si scrivono al tavolo."
        ),
    ),
    "targets": Guide(_DM72, _("Persone sole e famiglie in emergenza sociale, anche senza residenza.")),
    "comuni": Guide(_DM72, _("Tutti i Comuni dell’ambito, se il servizio è di tutti.")),
    "cts_activities": Guide(
        _("art. 5, d.lgs. 117/2017"), _("a) interventi e servizi sociali; q) alloggio sociale")
    ),
    "duration_months": Guide(_DM72, _("24")),
    "starts_on": Guide(_DM72, _("1° settembre 2026, dopo la firma della convenzione")),
    "public_grant": Guide(_L241_12, _("180.000")),
    "public_resources": Guide(
        _DM72,
        _("Due stanze in via dei Tigli 4, con le utenze; un’assistente sociale per sei ore alla settimana."),
    ),
    "expected_contribution": Guide(
        _DM72,
        _(
            "Risorse proprie in denaro, in beni o in ore di volontariato, che il piano economico dice una per una."
        ),
    ),
    "indirect_costs_max_pct": Guide(_L241_12, _("7")),
    "budget_chapter": Guide(_("art. 183, d.lgs. 267/2000"), _("12.04.1.04")),
    "budget_booking": Guide(_("art. 183, d.lgs. 267/2000"), _("prenotazione 118/2026")),
    "cup": Guide(_CUP, _("X00X26000000001")),
    "cup_exemption": Guide(
        _CUP,
        _("Il progetto non riceve risorse per investimenti pubblici: solo spese correnti proprie dell’ente."),
    ),
    "cig_regime": Guide(_TRACE, _("solo per la tracciabilità")),
    "cig_reason": Guide(
        _TRACE,
        _("La procedura è fuori dal codice dei contratti; la tracciabilità vale qualunque sia il rapporto."),
    ),
    "cig": Guide(_TRACE, _("lasciato vuoto, quando il regime scelto non lo chiede")),
    "requirements": Guide(
        _("DM 72/2021; art. 4, d.lgs. 117/2017"),
        _(
            "Iscrizione al RUNTS alla data della domanda. Almeno un’attività simile negli ultimi cinque anni, anche "
            "gratuita, di un ente qualsiasi del gruppo."
        ),
    ),
    "exclusion_causes": Guide(
        _("DM 72/2021; artt. 94–98, d.lgs. 36/2023, per analogia"),
        _(
            "Le cause generali di esclusione, applicate per analogia; il conflitto di interessi che non si può rimuovere."
        ),
    ),
    "non_ets_roles": Guide(
        _TUSCANY,
        _(
            "Imprese, scuole e altri soggetti partecipano come sostenitori o finanziatori, senza ricevere contributi."
        ),
    ),
    "eligible_sections": Guide(
        _("artt. 46 e 56, d.lgs. 117/2017"),
        _(
            "organizzazioni di volontariato e associazioni di promozione sociale, per una convenzione (art. 56)"
        ),
    ),
    "registered_before_months": Guide(_("art. 56, c. 1, d.lgs. 117/2017"), _("6")),
    "double_participation": Guide(_DM72, _("non è ammessa")),
    "lots_per_body": Guide(_L241_12, _("2, quando i temi sono tre e si vuole che lavorino enti diversi")),
    "substitution_states": Guide(
        _("TAR Napoli 6656/2025"), _("a tavolo aperto e durante la realizzazione, con una ragione")
    ),
    "phases": Guide(
        _DM72,
        _(
            "Domande sulla piattaforma; controllo dei requisiti entro 15 giorni; commissione; tavolo di almeno quattro "
            "incontri, con verbale approvato da tutti; convenzione. Gli incontri sono in presenza, uno a distanza."
        ),
    ),
    "planned_publication": Guide(
        _("art. 12, l. 241/1990; art. 26, d.lgs. 33/2013"), _("lunedì 2 febbraio 2026")
    ),
    "planned_deadline": Guide(
        _("termine minimo della regione, fra i parametri di legge"), _("mercoledì 25 febbraio 2026, ore 12")
    ),
    "planned_questions_deadline": Guide(
        _("art. 1, l. 241/1990"),
        _("lunedì 16 febbraio 2026, ore 12: nove giorni prima del termine per le domande"),
    ),
    "privacy_notice": Guide(
        _("art. 13, reg. (UE) 2016/679"),
        _(
            "Titolare è l’Ambito. I dati dei rappresentanti servono solo alla procedura e si tengono per cinque anni; "
            "i dati delle persone seguite non entrano mai nella piattaforma. Diritti: privacy@esempio.example.it."
        ),
    ),
    "selection_mode": Guide(
        _("TAR Umbria 438/2024"), _("siede al tavolo chi raggiunge la soglia, con almeno 60 punti su 100")
    ),
    "scoring_mode": Guide(
        _L241_12, _("ogni componente compila la propria scheda: il punteggio è la media delle schede")
    ),
    "sheets_shown": Guide(
        _L241_12, _("dopo che chi legge ha chiuso la propria scheda sulla stessa proposta")
    ),
    "max_points": Guide(_L241_12, _("100")),
    "threshold": Guide(_L241_12, _("60")),
    "conclusion": Guide(
        _DM72,
        _(
            "Il responsabile scrive la relazione conclusiva; il dirigente approva progetto e quadro economico; le parti "
            "firmano la convenzione. Se il tavolo non trova un accordo, la procedura si chiude con un atto motivato."
        ),
    ),
    "conclusion_days": Guide(_("art. 2, l. 241/1990"), _("90")),
    "reserve_clause": Guide(
        _("art. 21-quinquies, l. 241/1990"),
        _(
            "L’amministrazione può sospendere o non concludere la procedura con un atto motivato, senza indennizzo."
        ),
    ),
    "appeal_clause": Guide(
        _("art. 3, c. 4, l. 241/1990; art. 29, d.lgs. 104/2010"),
        _(
            "Si può ricorrere al TAR entro 60 giorni, per prudenza entro 30, o al Presidente della Repubblica entro 120."
        ),
    ),
    "service_management": Guide(
        _TUSCANY,
        _("Sì: gli enti che siedono al tavolo realizzano anche il servizio, ciascuno per la sua parte."),
    ),
    "consultation": Guide(
        _TUSCANY,
        _(
            "Prima delle proposte c’è un incontro pubblico, il 9 febbraio, con il verbale sulla pagina dell’avviso."
        ),
    ),
}
