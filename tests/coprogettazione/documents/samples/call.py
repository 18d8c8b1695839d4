# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Samples of the papers of the call and of the applications: D1, D2, D3, D4, receipt, letter, D6."""

from tests.coprogettazione.documents.samples.letterhead import (
    APPEAL,
    EXECUTIVE,
    LANTERNA,
    OFFICER,
    SHA,
    paper,
)

PLAN = [
    {
        "category": "A",
        "description": "Due operatori di strada",
        "organisation": "La Lanterna",
        "amount": "118000.00",
        "source": "contributo",
    },
    {
        "category": "E",
        "description": "Sede della centrale",
        "organisation": "La Lanterna",
        "amount": "12000.00",
        "source": "denaro proprio",
    },
]
PROPOSAL = [
    {
        "title": "Lettura dei bisogni",
        "text": "Nel 2025 i servizi hanno ricevuto 214 richieste urgenti.\n\nDue su tre fuori orario.",
    },
    {"title": "Azioni", "text": "Azione 1: centrale telefonica.\nAzione 2: unità di strada."},
    {"title": "Rischi", "text": ""},
]
MEMBERS = [
    {**LANTERNA, "role": "capofila", "share": "73.33", "activities": "centrale, operatori"},
    {
        "name": "Associazione Passi Insieme APS",
        "tax_code": "90000020009",
        "role": "componente",
        "runts_section": "APS",
        "runts_number": "900002",
        "registered_on": "2022-02-15",
        "share": "26.67",
        "activities": "unità di strada",
    },
]
CALL = {
    "title": "Pronto intervento sociale di prossimità",
    "code": "PIS-2026",
    "body": "Ambito territoriale sociale di Valdora",
    "deadline": "2026-02-25T12:00:00+01:00",
}
FILES = [
    {"name": "statuto.pdf", "kind": "PDF", "size": 412_345, "sha256": SHA},
    {"name": "piano economico.pdf.p7m", "kind": "file firmato (p7m)", "size": 1_298_000, "sha256": SHA[::-1]},
]

D1 = paper(
    "Determinazione dirigenziale",
    "Indizione della co-progettazione del Pronto intervento sociale e approvazione dell’avviso pubblico",
    planning={
        "plan": "Piano di Zona 2025-2027",
        "objective": "SP1.2 Pronto intervento sociale di prossimità",
    },
    policy_act="delibera dell’Assemblea dei Sindaci n. 4/2026",
    norms=["il regolamento dell’Ambito sull’amministrazione condivisa"],
    reasons="Il bisogno è mutevole e diffuso: chi si trova d’improvviso senza casa chiede risposte che "
    "nessun servizio, da solo, può dare.\n\nGli enti del Terzo settore hanno volontari e sedi che "
    "l’Ambito non ha. Un appalto chiederebbe di fissare prima un servizio che ancora non si conosce.",
    officer={"name": "Elena Marchetti", "role": "Ufficio di Piano"},
    conflict="La responsabile del procedimento ha dichiarato il 28 gennaio 2026 di non avere conflitti di "
    "interessi, anche potenziali, con il procedimento.",
    selection={
        "mode": "siedono al tavolo tutti gli enti la cui proposta raggiunge la soglia",
        "threshold": "60",
        "reason": "il bisogno chiede una rete e non un solo ente",
    },
    resources=[
        {
            "label": "Fondo nazionale politiche sociali",
            "chapter": "1204/10",
            "year": 2026,
            "amount": "90000.00",
        },
        {"label": "Risorse proprie dell’Ambito", "chapter": "1204/15", "year": 2027, "amount": "90000.00"},
    ],
    total="180000.00",
    ets_contribution="Denaro, sedi, mezzi e ore di volontariato, da indicare nella proposta.",
    publication={
        "from": "2026-02-02",
        "deadline": "2026-02-25T12:00:00+01:00",
        "places": ["albo pretorio", "Amministrazione trasparente", "sito dell’Ambito"],
    },
    annexes=["avviso pubblico", "documento progettuale di massima", "schema di convenzione"],
    opinions=[
        {
            "kind": "Regolarità tecnica",
            "text": "Da acquisire prima della firma (art. 147-bis d.lgs. 267/2000).",
        }
    ],
    appeal=APPEAL,
    signatures=EXECUTIVE,
)
D2 = paper(
    "Avviso pubblico di co-progettazione",
    "Pronto intervento sociale di prossimità",
    summary="L’Ambito cerca enti con cui progettare e mettere in opera il Pronto intervento sociale.",
    chapters=[
        {
            "letter": letter,
            "title": title,
            "text": "Testo del capitolo, come approvato con la determina di indizione.",
        }
        for letter, title in zip(
            "abcdefgh",
            (
                "Finalità",
                "Oggetto",
                "Durata del partenariato",
                "Quadro progettuale ed economico",
                "Requisiti e cause di esclusione",
                "Fasi del procedimento e loro svolgimento",
                "Criteri di valutazione",
                "Conclusione del procedimento",
            ),
            strict=True,
        )
    ],
    terms={"published": "2026-02-02", "faq": "2026-02-16", "deadline": "2026-02-25T12:00:00+01:00"},
    territory="I cinque Comuni dell’Ambito",
    beneficiaries="Persone in difficoltà improvvisa",
    duration="24 mesi",
    selection={"mode": "Siedono al tavolo tutti gli enti che raggiungono la soglia.", "threshold": "60"},
    criteria=[
        {"code": "A", "text": "Lettura dei bisogni e coerenza con il Piano di Zona", "max": "20"},
        {"code": "B", "text": "Qualità e innovatività delle azioni", "max": "30"},
        {"code": "C", "text": "Équipe, volontari, competenze", "max": "50"},
    ],
    maximum="100",
    scale=[{"coefficient": "0", "label": "assente"}, {"coefficient": "0.75", "label": "buono"}],
    tie_break=["punti del criterio B", "punti del criterio A", "sorteggio pubblico"],
    resources=[{"label": "Contributo dell’Ambito", "note": "2026–2028", "amount": "180000.00"}],
    total="180000.00",
    how_to_apply="La domanda si prepara e si presenta sulla piattaforma, fino al termine.",
    requested={
        "intro": "Il modulo ha due parti.",
        "declarations": ["Requisiti di ordine generale"],
        "documents": ["Statuto o atto costitutivo (se serve)"],
    },
    rules=[{"title": "Chi partecipa in più gruppi", "text": "Lo stesso ente non partecipa in due gruppi."}],
    contacts={
        "officer": "Elena Marchetti",
        "office": "Ufficio di Piano",
        "email": "ufficiodipiano@example.it",
    },
    annexes=["documento progettuale di massima", "schema di convenzione"],
    privacy="I dati sono trattati per il solo procedimento.",
    appeal=APPEAL,
    signatures=EXECUTIVE,
)
D3 = paper(
    "Domanda di partecipazione",
    numbered=True,
    call=CALL,
    form="ATS da costituire",
    lead=LANTERNA,
    members=MEMBERS,
    submitted_at="2026-02-20T10:12:05+01:00",
    submitted_by={"name": "Sara Bassi", "role": "legale rappresentante"},
    declarations=[
        {"text": "di non trovarsi in cause di esclusione"},
        {"text": "di avere svolto attività analoghe", "note": "Comune di Borgolieto, 2023: unità di strada"},
    ],
    proposal=PROPOSAL,
    plan=PLAN,
    plan_total="130000.00",
    sources=[
        {"label": "Contributo", "amount": "118000.00"},
        {"label": "Denaro proprio", "amount": "12000.00"},
    ],
    attachments=FILES,
    signatures=[
        {
            "organisation": "Cooperativa sociale La Lanterna",
            "role": "Legale rappresentante",
            "name": "Sara Bassi",
        }
    ],
)
RECEIPT = paper(
    "Ricevuta della domanda",
    "Pronto intervento sociale di prossimità",
    call=CALL,
    form="ATS da costituire",
    lead=LANTERNA,
    members=MEMBERS,
    submitted_at="2026-02-20T10:12:05+01:00",
    submitted_by={"name": "Sara Bassi", "role": "legale rappresentante"},
    replaces={"number": "1188/2026", "submitted_at": "2026-02-19T18:02:00+01:00"},
    contents=[{"label": "Dichiarazioni", "value": "12"}, {"label": "Capitoli della proposta", "value": "10"}],
    files=FILES,
    fingerprint=SHA,
    entry="n. 4711",
    next="Puoi sostituire o ritirare la domanda fino al termine. Nessuno può leggerla prima.",
)
D4 = paper(
    "Proposta progettuale",
    numbered=False,
    applicant="La Lanterna, con Passi Insieme APS",
    chapters=PROPOSAL,
    plan=PLAN,
    plan_total="130000.00",
)
D6 = paper(
    "Determinazione dirigenziale",
    "Ammissione al tavolo di co-progettazione",
    opening_act="determinazione n. 18/2026 del 30 gennaio 2026",
    committee={
        "act": "determinazione n. 31/2026",
        "members": ["Anna Conti, presidente", "Luca Neri", "Paola Villa"],
    },
    minutes=["il verbale della commissione n. 1 del 12 marzo 2026"],
    ranking=[
        {
            "position": 1,
            "applicant": "La Lanterna, con Passi Insieme",
            "points": "81.25",
            "outcome": "ammessa",
        },
        {"position": 2, "applicant": "Fondazione Casa Aperta ETS", "points": "68.75", "outcome": "ammessa"},
        {"position": 3, "applicant": "Il Ponte ODV", "points": "51.25", "outcome": "sotto la soglia"},
    ],
    threshold="60",
    admitted=[
        {"applicant": "La Lanterna, con Passi Insieme", "note": "condizione: costituire l’ATS"},
        {"applicant": "Casa Aperta"},
    ],
    excluded=[
        {"applicant": "Il Ponte ODV", "reason": "51,25 punti, sotto la soglia di 60."},
        {
            "applicant": "Mutua Valdora",
            "reason": "Domanda arrivata alle 12:03:11, dopo il termine: non aperta.",
        },
    ],
    calendar=[{"when": "mercoledì 8 aprile 2026, ore 14:30", "what": "primo incontro del tavolo"}],
    appeal=APPEAL,
    signatures=EXECUTIVE,
)
LETTER = paper(
    "Richiesta di completare la domanda",
    "Soccorso istruttorio (articolo 6, comma 1, lettera b, l. 241/1990)",
    recipients=[{"name": "Fondazione Casa Aperta ETS", "address": "ets4@pec.example.it"}],
    opening="Nella domanda mancano gli elementi formali elencati qui sotto.",
    items=["firma digitale sul piano economico"],
    term={
        "label": "Rispondi entro",
        "at": "2026-03-09T12:00:00+01:00",
        "consequence": "la domanda è esclusa",
    },
    facts=[{"label": "Dove", "value": "Nella pagina della domanda, sulla piattaforma"}],
    closing="La risposta non può cambiare il contenuto della proposta.",
    annexes=[],
    signatures=OFFICER,
)
ANNEX_PLAN = paper(
    "Piano economico",
    "Pronto intervento sociale di prossimità",
    grant="180000.00",
    duration="24 mesi",
    contribution="Risorse proprie, in denaro, in beni o in ore di volontariato.",
    indirect_max="7.00",
    categories=[
        {"code": "A", "label": "Personale dipendente", "only": ""},
        {"code": "V", "label": "Valorizzazione dei volontari", "only": "lavoro dei volontari"},
    ],
    sources=[{"code": "PUBLIC", "label": "contributo pubblico"}],
)
ANNEX_TEXT = paper(
    "Impegno a formare il gruppo",
    "Pronto intervento sociale di prossimità",
    intro="Gli enti che firmano si impegnano a formare un gruppo se la loro domanda è ammessa.",
    facts=[{"label": "Avviso", "value": "Pronto intervento sociale di prossimità"}],
    sections=[
        {
            "title": "Chi fa che cosa",
            "level": 2,
            "paragraphs": ["Il capofila risponde per tutti."],
            "points": ["La Lanterna"],
            "columns": [],
            "rows": [],
        },
        {
            "title": "Le persone",
            "level": 3,
            "paragraphs": [],
            "points": [],
            "columns": ["Ruolo", "Ore"],
            "rows": [["", ""]],
        },
    ],
    running="Da firmare in ogni pagina",
    mark="FAC-SIMILE",
    signatures=[{"role": "Il capofila"}],
)
SAMPLES = {
    "annex_plan": ANNEX_PLAN,
    "annex_text": ANNEX_TEXT,
    "d1": D1,
    "d2": D2,
    "d3": D3,
    "receipt": RECEIPT,
    "d4": D4,
    "d6": D6,
    "letter": LETTER,
}
