# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The text of the convention (D10), from the final project and its budget: the contents of DM 72/2021 in
order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.calls.models import Call
from coprogettazione.wording import euro, in_italian, joined, percent


@dataclass(frozen=True)
class Bound:
    """A party as the text names it. `grant` in euro, `share` in per cent; both zero for the public body."""

    name: str
    short: str
    role: str
    commitments: str
    grant: Decimal
    share: Decimal


@in_italian
def convention_text(
    call: Call,
    *,
    authority: Bound,
    partners: Sequence[Bound],
    lead: str,
    chapters: Sequence[dict[str, str]],
    sources: Sequence[tuple[str, Decimal]],
    approval: str,
) -> dict[str, Any]:
    """The premises and the articles. `sources` are labels and euro; `approval` cites the act that approves
    the project.
    """
    grant = sum((p.grant for p in partners), Decimal(0))
    total = sum((amount for _label, amount in sources), Decimal(0))
    premises = [
        _(
            "l’articolo 55 del d.lgs. 117/2017 affida alla co-progettazione la definizione e la "
            "realizzazione di specifici progetti, alla luce della programmazione (%(plan)s)"
        )
        % {"plan": call.objective or call.policy_act},
        _(
            "con l’avviso %(code)s, «%(title)s», l’amministrazione ha invitato gli enti del Terzo settore "
            "a co-progettare"
        )
        % {"code": call.code, "title": call.title},
        _(
            "il tavolo ha approvato il progetto definitivo e il quadro economico, allegati a questa "
            "convenzione"
        ),
        _("con %(approval)s l’amministrazione ha approvato il progetto e questo testo")
        % {"approval": approval},
    ]
    articles: list[dict[str, Any]] = [
        _article(
            _("Oggetto"),
            _(
                "Le parti realizzano insieme il progetto definitivo uscito dal tavolo di co-progettazione "
                "(capitoli: %(chapters)s), che è parte di questa convenzione. Il rapporto è di "
                "collaborazione e non di scambio: nessuna parte ne trae guadagno."
            )
            % {"chapters": joined([c["title"] for c in chapters])},
        ),
        _article(
            _("Durata"),
            _(
                "La convenzione è in vigore dalla data dell’ultima firma. Le attività durano %(months)s "
                "mesi dall’avvio, che il responsabile del procedimento comunica dopo la pubblicazione."
            )
            % {"months": call.duration_months},
            _("La convenzione non si rinnova tacitamente."),
        ),
        _article(
            _("Impegni comuni"),
            _(
                "Le parti si scambiano in modo tempestivo le informazioni utili e partecipano alla cabina "
                "di regia, almeno ogni sei mesi."
            ),
            _(
                "Ciascuna parte applica alle persone che impiega i contratti e le norme sulla sicurezza "
                "nei luoghi di lavoro (d.lgs. 81/2008) e risponde di ciò che fa."
            ),
            _(
                "Le parti rispettano la tracciabilità dei flussi finanziari (art. 3, l. 136/2010) e usano "
                "un conto dedicato%(cup)s."
            )
            % {"cup": _("; ogni documento riporta il CUP %(cup)s") % {"cup": call.cup} if call.cup else ""},
        ),
        _article(
            _("Impegni di ciascuna parte"),
            *[
                _("%(name)s (%(role)s): %(what)s")
                % {
                    "name": p.short,
                    "role": p.role,
                    "what": p.commitments or _("partecipa come descritto nel progetto."),
                }
                for p in (*partners, authority)
            ],
        ),
    ]
    if len(partners) > 1:
        articles.append(
            _article(
                _("Capofila"),
                _(
                    "Gli enti partner agiscono insieme. %(lead)s è capofila: con mandato collettivo "
                    "speciale con rappresentanza firma gli atti di attuazione, presenta rendiconti e "
                    "relazioni e risponde verso l’amministrazione per tutti."
                )
                % {"lead": lead},
            )
        )
    articles += [
        _article(
            _("Quadro economico"),
            _("Le risorse del progetto valgono %(total)s: %(sources)s. Il dettaglio è nell’allegato A.")
            % {
                "total": euro(total, cents=True),
                "sources": joined([f"{label}, {euro(amount, cents=True)}" for label, amount in sources]),
            },
            _("Il contributo pubblico è al massimo di %(grant)s ed è assegnato così: %(parts)s.")
            % {
                "grant": euro(grant, cents=True),
                "parts": joined(
                    [
                        f"{p.short}, {euro(p.grant, cents=True)} ({percent(p.share)})"
                        for p in partners
                        if p.grant
                    ]
                ),
            },
            _(
                "Il contributo (art. 12, l. 241/1990) rimborsa spese sostenute, documentate e pagate per "
                "il progetto; non è un corrispettivo. Beni, sedi e ore dei volontari hanno un valore "
                "stimato e non sono pagati."
            ),
        ),
        _article(
            _("Assicurazioni e garanzie"),
            _(
                "Ogni ente assicura i propri volontari contro infortuni, malattie e responsabilità civile "
                "(art. 18, d.lgs. 117/2017) e le persone che impiega."
            ),
        ),
        _article(
            _("Rendicontazione e pagamenti"),
            _(
                "Il capofila presenta i rendiconti delle spese con i documenti e le prove di pagamento e "
                "le relazioni sulle attività, alle scadenze del piano di monitoraggio."
            ),
            _(
                "L’amministrazione paga dopo i controlli previsti dalla legge e solo dopo avere "
                "pubblicato questa convenzione (art. 26, c. 3, d.lgs. 33/2013). Quanto risulta non dovuto "
                "si restituisce."
            ),
        ),
        _article(
            _("Revisione e riapertura del tavolo"),
            _(
                "Se emerge un bisogno nuovo le parti possono riaprire la co-progettazione, con tutti i "
                "partner ammessi e senza superare le risorse stanziate. Le modifiche si scrivono in un "
                "atto aggiuntivo, firmato e pubblicato."
            ),
        ),
        _article(
            _("Inadempimenti, revoca del contributo, recesso"),
            _(
                "Se una parte non rispetta gli impegni, l’amministrazione assegna un termine per "
                "rimediare, non inferiore a quindici giorni; poi può ridurre o revocare il contributo per "
                "la parte non realizzata o risolvere la convenzione, con atto motivato."
            ),
            _(
                "L’amministrazione può recedere per sopravvenuti motivi di pubblico interesse (art. 11, "
                "c. 4, l. 241/1990), rimborsando le spese già sostenute e documentate."
            ),
        ),
        _article(
            _("Trasparenza"),
            _(
                "Questa convenzione e i dati previsti dagli articoli 23, 26 e 27 del d.lgs. 33/2013 sono "
                "pubblicati. Gli enti pubblicano le somme ricevute nei casi previsti dall’articolo 1, "
                "commi 125–127, della l. 124/2017."
            ),
        ),
        _article(
            _("Dati personali"),
            _(
                "Le parti trattano i dati delle persone aiutate secondo il regolamento (UE) 2016/679, "
                "ciascuna per la propria attività, e definiscono per iscritto i rispettivi ruoli (artt. "
                "26 e 28)."
            ),
        ),
        _article(
            _("Controversie"),
            _(
                "Le parti cercano prima un accordo in cabina di regia. Le controversie spettano al "
                "giudice amministrativo (art. 133, c. 1, lett. a, n. 2, d.lgs. 104/2010)."
            ),
        ),
    ]
    return {"premises": premises, "articles": articles}


def _article(title: str, *paragraphs: str) -> dict[str, Any]:
    return {"title": title, "paragraphs": list(paragraphs)}
