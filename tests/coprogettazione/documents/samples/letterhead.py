# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every sample shares: the body, the procedure, the people of the demo case. All invented."""

from typing import Any

BODY = {
    "name": "Ambito territoriale sociale di Valdora",
    "office": "Ufficio di Piano",
    "address": "piazza del Municipio 1, Valdora",
    "email": "ufficiodipiano@example.it",
    "pec": "ambito.valdora@pec.example.it",
}
PROCEDURE = {
    "title": "Co-progettazione del Pronto intervento sociale di prossimità",
    "code": "PIS-2026",
    "cup": "X00X26000000001",
    "cig_note": "Acquisito per la sola tracciabilità dei flussi finanziari",
    "officer": "Elena Marchetti",
}
EXECUTIVE = [{"role": "Il dirigente", "name": "Marco Rinaldi"}]
OFFICER = [{"role": "La responsabile del procedimento", "name": "Elena Marchetti"}]
APPEAL = (
    "Contro questo atto si può ricorrere al tribunale amministrativo regionale entro 60 giorni "
    "(30 in via prudenziale) oppure al Presidente della Repubblica entro 120 giorni dalla piena conoscenza."
)
LANTERNA = {
    "name": "Cooperativa sociale La Lanterna",
    "tax_code": "90000010000",
    "runts_section": "Imprese sociali",
    "runts_number": "900001",
    "registered_on": "2022-01-15",
    "address": "via del Mulino 8, Valdora",
    "pec": "ets1@pec.example.it",
    "representative": "Sara Bassi",
}
SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
MATRIX = {
    "columns": ["La Lanterna", "Casa Aperta", "Passi Insieme"],
    "rows": [
        {
            "label": "Ambito, contributo",
            "amounts": ["99000.00", "45000.00", "36000.00"],
            "total": "180000.00",
        },
        {"label": "Enti, denaro proprio", "amounts": ["6600.00", "3000.00", "2400.00"], "total": "12000.00"},
        {
            "label": "Enti, sedi e mezzi (stima)",
            "amounts": ["6000.00", "9000.00", "0.00"],
            "total": "15000.00",
        },
        {"label": "Volontari (stima)", "amounts": ["0.00", "2000.00", "7000.00"], "total": "9000.00"},
    ],
    "totals": ["111600.00", "59000.00", "45400.00"],
    "total": "216000.00",
}


def paper(title: str, subject: str | None = None, **more: Any) -> dict[str, Any]:
    """A sample's data: the letterhead and what the template of that paper asks."""
    return {
        "body": BODY,
        "title": title,
        "subject": subject,
        "number": "18/2026",
        "date": "2026-01-30",
        "fictional": True,
        "procedure": PROCEDURE,
        **more,
    }
