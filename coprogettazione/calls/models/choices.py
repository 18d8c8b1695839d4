# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The states of a procedure, and what an avviso chooses between."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CallState(models.TextChoices):
    """The states of the whole procedure (domain.md §2.2)."""

    DRAFT = "DRAFT", _("Avviso in preparazione")
    AUTHORISED = "AUTHORISED", _("Avviso autorizzato, da pubblicare")
    PUBLISHED = "PUBLISHED", _("Aperto alle domande")
    ADMISSIBILITY = "ADMISSIBILITY", _("Domande chiuse, controllo dei requisiti")
    COMMITTEE = "COMMITTEE", _("Commissione nominata")
    EVALUATION = "EVALUATION", _("In valutazione")
    ADMITTED = "ADMITTED", _("Ammissione decisa")
    TABLE_OPEN = "TABLE_OPEN", _("Tavolo aperto")
    TABLE_SUSPENDED = "TABLE_SUSPENDED", _("Tavolo sospeso")
    TABLE_CONCLUDED = "TABLE_CONCLUDED", _("Tavolo concluso")
    APPROVED = "APPROVED", _("Progetto approvato")
    SIGNED = "SIGNED", _("Convenzione firmata")
    EXECUTION = "EXECUTION", _("In realizzazione")
    TABLE_REOPENED = "TABLE_REOPENED", _("Tavolo riaperto")
    FINAL_REPORTED = "FINAL_REPORTED", _("Rendiconto finale approvato")
    ARCHIVED = "ARCHIVED", _("In archivio")
    DESERTED = "DESERTED", _("Avviso deserto")
    ALL_EXCLUDED = "ALL_EXCLUDED", _("Nessuna domanda ammessa")
    NO_AGREEMENT = "NO_AGREEMENT", _("Tavolo chiuso senza accordo")
    REVOKED = "REVOKED", _("Revocato")
    ANNULLED = "ANNULLED", _("Annullato d’ufficio")
    TERMINATED = "TERMINATED", _("Risolto")


#: States from which nothing more happens.
TERMINAL_STATES = (
    CallState.ARCHIVED,
    CallState.DESERTED,
    CallState.ALL_EXCLUDED,
    CallState.NO_AGREEMENT,
    CallState.REVOKED,
    CallState.ANNULLED,
    CallState.TERMINATED,
)


class SelectionMode(models.TextChoices):
    """How partners are found: declared in the avviso, immutable after publication (domain.md §2.1)."""

    SINGLE_PARTNER = "SINGLE_PARTNER", _("un solo partner: la proposta con più punti")
    THRESHOLD = "THRESHOLD", _("siede al tavolo chi raggiunge la soglia")
    OPEN_TABLE = "OPEN_TABLE", _("tavolo aperto a tutti gli enti ammessi, senza punti")
    PER_LOT = "PER_LOT", _("più temi, ciascuno con il suo contributo, i suoi criteri, la sua graduatoria")


class ScoringMode(models.TextChoices):
    """Who gives the points: declared in the avviso, immutable after publication (art. 12, l. 241/1990)."""

    INDIVIDUAL = "INDIVIDUAL", _("ogni componente con la propria scheda: conta la media")
    COLLEGIAL = "COLLEGIAL", _("la commissione insieme, con una scheda sola scritta in seduta")


class SheetsShown(models.TextChoices):
    """When a member of the committee reads the sheets of the others; a committee that scores together has one."""

    AFTER_OWN = "AFTER_OWN", _("dopo avere chiuso la propria scheda sulla stessa domanda")
    AT_CLOSING = "AT_CLOSING", _("solo quando la commissione chiude i lavori")


class CigRegime(models.TextChoices):
    """Whether a CIG is asked for, and why (domain.md §1.4: unsettled, so declared with a reason)."""

    NOT_REQUIRED = "NOT_REQUIRED", _("non richiesto")
    TRACEABILITY_ONLY = "TRACEABILITY_ONLY", _("solo per la tracciabilità")
    PROCUREMENT = "PROCUREMENT", _("come per gli appalti")


class PartnerRole(models.TextChoices):
    """How somebody who is not a third-sector body may stand in a group: the regional profile admits them.

    The values are those that `applications` gives its members.
    """

    SECONDARY_PARTNER = "SECONDARY_PARTNER", _("partner per attività secondarie")
    SUPPORTER = "SUPPORTER", _("sostenitore")
    FINANCIER = "FINANCIER", _("finanziatore")


class RegionalContent(models.TextChoices):
    """What a region wants in an avviso beside the list of DM 72/2021."""

    TERMS = "TERMS", _("i termini della procedura")
    MANAGEMENT = "MANAGEMENT", _("se gli enti scelti gestiscono anche il servizio")
    NON_ETS_ROLES = "NON_ETS_ROLES", _("il ruolo di chi non è un ente del Terzo settore")
    CONSULTATION = "CONSULTATION", _("se c’è una consultazione prima delle proposte")


class DoubleParticipation(models.TextChoices):
    """What happens when one body is in two groups."""

    BLOCK = "BLOCK", _("non è ammessa")
    WARN = "WARN", _("è segnalata all’ufficio")


class RevocationReason(models.TextChoices):
    """Why an act is revoked (art. 21-quinquies, l. 241/1990)."""

    PUBLIC_INTEREST = "PUBLIC_INTEREST", _("sono sopravvenuti motivi di pubblico interesse")
    CHANGED_FACTS = "CHANGED_FACTS", _("è cambiata la situazione di fatto, in modo non prevedibile")
    NEW_ASSESSMENT = "NEW_ASSESSMENT", _("nuova valutazione dell’interesse pubblico originario")


class AnnulmentReason(models.TextChoices):
    """Why an act is annulled by the body that adopted it (art. 21-octies, l. 241/1990)."""

    BREACH_OF_LAW = "BREACH_OF_LAW", _("violazione di legge")
    EXCESS_OF_POWER = "EXCESS_OF_POWER", _("eccesso di potere")
    LACK_OF_COMPETENCE = "LACK_OF_COMPETENCE", _("incompetenza")


class CtsActivity(models.TextChoices):
    """The activities of general interest, by their letter (art. 5, c. 1, d.lgs. 117/2017), in short words."""

    A = "a", _("a) interventi e servizi sociali")
    B = "b", _("b) interventi e prestazioni sanitarie")
    C = "c", _("c) prestazioni socio-sanitarie")
    D = "d", _("d) educazione, istruzione, formazione professionale, attività culturali")
    E = "e", _("e) salvaguardia dell’ambiente e degli animali")
    F = "f", _("f) tutela del patrimonio culturale e del paesaggio")
    G = "g", _("g) formazione universitaria e post-universitaria")
    H = "h", _("h) ricerca scientifica di interesse sociale")
    I = "i", _("i) attività culturali, artistiche, ricreative di interesse sociale")  # noqa: E741
    J = "j", _("j) radiodiffusione sonora a carattere comunitario")
    K = "k", _("k) attività turistiche di interesse sociale, culturale, religioso")
    L = "l", _("l) formazione extra-scolastica contro dispersione, bullismo e povertà educativa")
    M = "m", _("m) servizi strumentali ad altri enti del Terzo settore")
    N = "n", _("n) cooperazione allo sviluppo")
    O = "o", _("o) commercio equo e solidale")  # noqa: E741
    P = "p", _("p) inserimento o reinserimento nel lavoro di persone svantaggiate")
    Q = "q", _("q) alloggio sociale")
    R = "r", _("r) accoglienza umanitaria e integrazione sociale dei migranti")
    S = "s", _("s) agricoltura sociale")
    T = "t", _("t) attività sportive dilettantistiche")
    U = "u", _("u) beneficenza e sostegno a distanza")
    V = "v", _("v) legalità, pace, nonviolenza, difesa non armata")
    W = "w", _("w) diritti umani, civili, sociali, politici; banche del tempo, acquisto solidale")
    X = "x", _("x) adozione internazionale")
    Y = "y", _("y) protezione civile")
    Z = "z", _("z) riqualificazione di beni pubblici o confiscati")
