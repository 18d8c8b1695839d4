# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Samples of the papers of the table, of the agreement and of the execution: D5, D7 to D12, general act."""

from tests.coprogettazione.documents.samples.letterhead import APPEAL, EXECUTIVE, MATRIX, OFFICER, paper

D5 = paper(
    "Documento progettuale",
    "Pronto intervento sociale di prossimità",
    numbered=False,
    version={"number": 7, "label": "definitivo", "saved_at": "2026-05-20T16:20:00+02:00"},
    table="Tavolo Pronto intervento sociale",
    chapters=[{"title": "Bisogni", "text": "Il testo del tavolo."}, {"title": "Sostenibilità", "text": ""}],
    roles=[
        {"organisation": "La Lanterna", "role": "capofila", "commitments": "Centrale telefonica e operatori"}
    ],
    matrix=MATRIX,
)
D7 = paper(
    "Verbale di incontro",
    "Tavolo Pronto intervento sociale, terzo incontro",
    meeting="Tavolo Pronto intervento sociale, terzo incontro",
    place="Valdora, sala consiliare",
    mode="in presenza",
    starts_at="2026-05-06T14:30:00+02:00",
    ends_at="2026-05-06T17:10:00+02:00",
    convocation="28 aprile 2026, a tutti gli enti ammessi",
    present=[
        {
            "organisation": "Ambito di Valdora",
            "people": ["Elena Marchetti"],
            "role": "responsabile del procedimento",
        },
        {"organisation": "La Lanterna", "people": ["Sara Bassi", "Ugo Ferri"], "role": "partner"},
        {"organisation": "Casa Aperta", "people": [], "count": 1, "role": "partner"},
    ],
    absent=[],
    agenda=["approvazione del verbale 2", "piano economico", "ruoli"],
    recap="Il verbale del secondo incontro è approvato da tutti i presenti.",
    items=[
        {
            "title": "Piano economico",
            "discussion": "Si discute il riparto delle risorse.",
            "inputs": ["Casa Aperta chiede 12 posti letto"],
            "decisions": ["capofila La Lanterna", "riparto delle risorse come da matrice"],
        },
        {"title": "Ruoli", "inputs": [], "decisions": []},
    ],
    scores=[
        {
            "applicant": "La Lanterna",
            "rows": [
                {
                    "criterion": "A",
                    "coefficient": "1",
                    "points": "20",
                    "reason": "Lettura dei bisogni completa e con dati.",
                }
            ],
            "total": "81.25",
        }
    ],
    annexes=["matrice delle risorse, versione 5"],
    next_meeting={"at": "2026-05-20T15:00:00+02:00", "place": "Valdora, sala consiliare"},
    drafter="Elena Marchetti",
    approved_on="2026-05-20",
    approvals=["Ambito di Valdora", "La Lanterna", "Casa Aperta"],
    signatures=OFFICER,
)
D8 = paper(
    "Relazione conclusiva del tavolo",
    introduction="Il tavolo ha lavorato in quattro incontri.",
    sessions=[
        {
            "number": 1,
            "date": "2026-04-08",
            "hours": "14:30–16:40",
            "organisations": 4,
            "minutes": "verbale 1, approvato",
        },
        {
            "number": 2,
            "date": "2026-04-22",
            "hours": "14:30–17:00",
            "organisations": 4,
            "minutes": "verbale 2, approvato",
        },
    ],
    contributions=[
        {
            "organisation": "Casa Aperta",
            "text": "12 posti letto",
            "outcome": "accolto",
            "reason": "colma un bisogno letto dal tavolo",
        }
    ],
    project={"version": "7, definitivo", "summary": "Una centrale, un’unità di strada, 12 posti letto."},
    commitments=[{"organisation": "La Lanterna", "text": "capofila; centrale telefonica"}],
    matrix=MATRIX,
    open_points=None,
    proposal="Si propone di approvare il progetto definitivo e lo schema di convenzione.",
    signatures=OFFICER,
)
D9 = paper(
    "Determinazione dirigenziale",
    "Approvazione del progetto definitivo e dello schema di convenzione",
    references=[{"lead": "Vista", "text": "la relazione conclusiva del tavolo, n. 3/2026"}],
    reasons="Il progetto risponde all’obiettivo SP1.2 e il quadro economico è in pareggio.",
    partners=[{"name": "La Lanterna", "tax_code": "90000010000", "role": "capofila", "share": "55.00"}],
    matrix=MATRIX,
    checks=[
        {
            "organisation": "La Lanterna",
            "check": "iscrizione al RUNTS",
            "outcome": "riscontrata il 3 giugno 2026",
        }
    ],
    commitment=[{"chapter": "1204/10", "year": 2026, "amount": "180000.00"}],
    committed="180000.00",
    transparency=[
        {
            "beneficiary": "La Lanterna",
            "tax_code": "90000010000",
            "amount": "99000.00",
            "title": "articolo 12 l. 241/1990, articolo 55 d.lgs. 117/2017",
            "office": "Ufficio di Piano",
            "officer": "Elena Marchetti",
            "procedure": "avviso PIS-2026",
        }
    ],
    annexes=["progetto definitivo", "schema di convenzione"],
    opinions=[],
    appeal=APPEAL,
    signatures=EXECUTIVE,
)
D10 = paper(
    "Convenzione",
    "Pronto intervento sociale di prossimità",
    parties=[
        {
            "name": "Ambito territoriale sociale di Valdora",
            "tax_code": "90000099993",
            "seat": "Valdora",
            "representative": "Marco Rinaldi",
            "quality": "dirigente",
            "short": "Ambito",
        },
        {
            "name": "Cooperativa sociale La Lanterna",
            "tax_code": "90000010000",
            "representative": "Sara Bassi",
            "quality": "legale rappresentante",
            "short": "La Lanterna",
        },
    ],
    premises=[
        "con determinazione n. 18/2026 è stata indetta la procedura",
        "il tavolo ha approvato il progetto definitivo",
    ],
    articles=[
        {"title": "Oggetto", "paragraphs": ["Le parti mettono in opera il progetto definitivo."]},
        {"title": "Durata", "paragraphs": ["La convenzione dura 24 mesi.", "Non si rinnova tacitamente."]},
    ],
    matrix=MATRIX,
    indicators=[
        {
            "text": "persone raggiunte",
            "unit": "n",
            "baseline": "0",
            "target": "300",
            "frequency": "trimestrale",
        }
    ],
    milestones=[{"code": "M1", "text": "centrale operativa attiva", "due": "2026-09-30"}],
    annexes=["progetto definitivo"],
    signatures=[
        {"organisation": "Ambito di Valdora", "role": "Il dirigente", "name": "Marco Rinaldi"},
        {"organisation": "La Lanterna", "role": "La legale rappresentante", "name": "Sara Bassi"},
        {"organisation": "Casa Aperta", "role": "Il legale rappresentante", "name": "Ivo Galli"},
    ],
)
D11 = paper(
    "Relazione periodica",
    agreement="convenzione rep. 12/2026",
    period={"from": "2026-09-01", "to": "2026-11-30"},
    organisation="Cooperativa sociale La Lanterna, capofila",
    activities=[{"title": "Centrale telefonica", "text": "Attiva dal 24 settembre, 64 persone raggiunte."}],
    indicators=[
        {
            "text": "persone raggiunte",
            "unit": "n",
            "baseline": "0",
            "expected": "25",
            "value": "64",
            "target": "300",
        }
    ],
    milestones=[
        {
            "code": "M1",
            "text": "centrale attiva",
            "due": "2026-09-30",
            "status": "fatta",
            "done_on": "2026-09-24",
        }
    ],
    deviations="Nessuno.",
    next_steps="Apertura di due punti di ascolto.",
    signatures=[{"organisation": "La Lanterna", "role": "La legale rappresentante", "name": "Sara Bassi"}],
)
D12 = paper(
    "Rendiconto delle spese",
    agreement="convenzione rep. 12/2026",
    period={"from": "2026-09-01", "to": "2026-11-30"},
    organisation="Cooperativa sociale La Lanterna",
    cup="X00X26000000001",
    categories=[
        {
            "code": "A",
            "label": "Personale dipendente",
            "planned": "118000.00",
            "before": "0.00",
            "now": "14250.50",
            "total": "14250.50",
        }
    ],
    totals={"planned": "118000.00", "before": "0.00", "now": "14250.50", "total": "14250.50"},
    documents=[
        {
            "reference": "cedolino 9/2026",
            "date": "2026-09-30",
            "supplier": "personale dipendente",
            "category": "A",
            "description": "operatori di strada",
            "gross": "14250.50",
            "charged": "14250.50",
            "paid_on": "2026-10-10",
            "method": "bonifico",
        }
    ],
    figurative=[
        {
            "kind": "Volontari",
            "description": "unità di strada",
            "quantity": "96",
            "rate": "15.50",
            "value": "1488.00",
        }
    ],
    result=[
        {"label": "Speso e ammissibile", "amount": "14250.50"},
        {"label": "Contributo richiesto", "amount": "12000.00"},
    ],
    declarations=["che le spese non sono rendicontate altrove"],
    review={
        "outcome": "ammesso",
        "text": "Documenti completi.",
        "by": "Ufficio di Piano",
        "on": "2026-12-20",
    },
    signatures=[{"organisation": "La Lanterna", "role": "La legale rappresentante", "name": "Sara Bassi"}],
)
EXECUTIVE_ACT = paper(
    "Determinazione dirigenziale",
    "Nomina della commissione",
    premises=[{"lead": "Dato atto", "text": "che il termine per le domande è scaduto"}],
    reasons="La commissione si nomina dopo il termine.",
    decisions=[
        "di nominare la commissione come segue;",
        "di dare atto che le dichiarazioni sono state rese.",
    ],
    tables=[
        {
            "title": "Componenti",
            "header": ["Nome", "Ruolo"],
            "rows": [["Anna Conti", "presidente"], ["Luca Neri", "componente"]],
        }
    ],
    opinions=[],
    annexes=[],
    appeal=APPEAL,
    signatures=EXECUTIVE,
)
SAMPLES = {
    "d5": D5,
    "d7": D7,
    "d8": D8,
    "d9": D9,
    "d10": D10,
    "d11": D11,
    "d12": D12,
    "executive_act": EXECUTIVE_ACT,
}
