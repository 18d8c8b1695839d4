# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the commitment of a group and the scheme of the agreement say, from the facts of the avviso."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.calls.models import Call, SelectionMode
from coprogettazione.wording import euro

#: What whoever fills in the text writes.
BLANK = "______________________________"


@dataclass(frozen=True)
class Part:
    """A section: a title of this level (2 or 3), paragraphs, points, a table with its headings."""

    title: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    level: int = 2
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Scheme:
    """A text to be filled in and signed, or only to be read.

    `facts` are labels and values at its head; `running` is said at the head of every page, `mark` printed across it.
    """

    intro: str
    sections: tuple[Part, ...]
    signatures: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    running: str = ""
    mark: str = ""

    @property
    def said(self) -> dict[str, Any]:
        """The keys of annex_text.typ."""
        return {
            "intro": self.intro,
            "facts": [{"label": label, "value": value} for label, value in self.facts],
            "sections": [asdict(part) for part in self.sections],
            "signatures": [{"role": role} for role in self.signatures],
            "running": self.running,
            "mark": self.mark,
        }


def commitment(call: Call) -> Scheme:
    """The commitment of the entities that will form a group (*ATS*), signed by each of them."""
    return Scheme(
        _(
            "Gli enti del Terzo settore qui sotto, che partecipano insieme all’avviso %(code)s «%(title)s» di "
            "%(body)s, si impegnano a costituire un’associazione temporanea di scopo se sono ammessi alla "
            "co-progettazione."
        )
        % {"code": call.code, "title": call.title, "body": call.lead_authority.name},
        (
            Part(
                _("Gli enti"),
                points=(
                    _("Capofila: %(blank)s, codice fiscale %(blank)s, rappresentato da %(blank)s")
                    % {"blank": BLANK},
                    *(
                        _("Partner: %(blank)s, codice fiscale %(blank)s, rappresentato da %(blank)s")
                        % {"blank": BLANK}
                        for _n in range(3)
                    ),
                ),
            ),
            Part(
                _("Che cosa si impegnano a fare"),
                points=(
                    _("costituire il gruppo prima della firma della convenzione, con atto scritto;"),
                    _("dare al capofila mandato collettivo di rappresentarli verso l’amministrazione;"),
                    _(
                        "partecipare al tavolo e realizzare la parte di progetto che ciascuno prende su di sé;"
                    ),
                    _(
                        "non partecipare allo stesso tema in un altro gruppo o da soli, se l’avviso non lo ammette;"
                    )
                    if call.selection_mode == SelectionMode.PER_LOT
                    else _(
                        "non partecipare allo stesso avviso in un altro gruppo o da soli, se l’avviso non lo ammette;"
                    ),
                    _("rendere conto al capofila delle spese sostenute, con i loro documenti;"),
                    _(
                        "rispettare gli obblighi di tracciabilità e di sicurezza sul lavoro, ciascuno per la sua parte."
                    ),
                ),
            ),
            Part(
                _("Chi fa che cosa"),
                (_("Per ogni ente: parte del progetto, risorse che mette, contributo che chiede."),),
                tuple(
                    _("%(blank)s: parte %(blank)s, risorse proprie euro ________, contributo euro ________")
                    % {"blank": BLANK}
                    for _n in range(4)
                ),
            ),
            Part(
                _("Come si firma"),
                (
                    _(
                        "Firma digitalmente il legale rappresentante di ogni ente. L’impegno non obbliga "
                        "l’amministrazione e decade se il gruppo non è ammesso."
                    ),
                ),
            ),
        ),
        (_("Il legale rappresentante del capofila"), *(_("Il legale rappresentante del partner"),) * 3),
    )


def convention(call: Call) -> Scheme:
    """The scheme of the agreement: what the table may complete, never empty of what DM 72/2021 asks."""
    months = _("%(months)s mesi") % {"months": call.duration_months} if call.duration_months else BLANK
    indirect = (
        _("I costi indiretti non superano il %(pct)s%% del totale.")
        % {"pct": f"{call.indirect_costs_max_pct.normalize():f}".replace(".", ",")}
        if call.indirect_costs_max_pct is not None
        else ""
    )
    code = (
        _("CUP %(cup)s") % {"cup": call.cup}
        if call.cup
        else _("CUP non richiesto: %(why)s") % {"why": call.cup_exemption or BLANK}
    )
    parts: list[tuple[str, list[str]]] = [
        (
            _("Oggetto"),
            [
                _(
                    "Le parti realizzano insieme il progetto che nasce dal tavolo, approvato con determina %(blank)s."
                )
                % {"blank": BLANK},
                call.object,
                code,
            ],
        ),
        (
            _("Durata"),
            [_("La convenzione dura %(months)s dalla firma. Non si rinnova da sola.") % {"months": months}],
        ),
        (
            _("Impegni comuni e di ciascuno"),
            [
                _("Gli impegni di ogni parte sono nella tabella del progetto: chi fa che cosa, con quanto."),
                _(
                    "Ogni ente rispetta la sicurezza sul lavoro, assicura volontari e persone impegnate (art. 18, d.lgs. "
                    "117/2017) e usa un conto dedicato per la tracciabilità (art. 3, l. 136/2010)."
                ),
            ],
        ),
        (
            _("Quadro economico"),
            [
                _(
                    "Il contributo pubblico è al massimo %(sum)s: rimborsa spese sostenute e documentate (art. 12, l. "
                    "241/1990)."
                )
                % {"sum": euro(call.public_grant)},
                call.public_resources,
                call.expected_contribution,
                indirect,
            ],
        ),
        (
            _("Garanzie e assicurazioni"),
            [
                _(
                    "Gli enti tengono le polizze per responsabilità civile e infortuni per tutta la durata. Altre "
                    "garanzie solo se il tavolo le ritiene proporzionate: %(blank)s"
                )
                % {"blank": BLANK}
            ],
        ),
        (
            _("Inadempimenti e revoca del contributo"),
            [
                _(
                    "Se un impegno non è rispettato l’amministrazione lo contesta per iscritto e dà un termine per "
                    "rimediare. Il contributo è revocato, in tutto o in parte, con un atto motivato."
                )
            ],
        ),
        (
            _("Modifiche e riapertura del tavolo"),
            [
                _(
                    "Il progetto si può rivedere, su richiesta di una parte, nei limiti del contributo e della finalità. "
                    "Per un bisogno nuovo il tavolo si riapre con le stesse parti."
                )
            ],
        ),
        (
            _("Rendicontazione"),
            [
                _(
                    "Ogni ente rendiconta al capofila, il capofila all’amministrazione, con i documenti di spesa. Nessun "
                    "pagamento prima della pubblicazione (artt. 26 e 27, d.lgs. 33/2013)."
                )
            ],
        ),
        (
            _("Dati personali"),
            [
                call.privacy_notice,
                _(
                    "Le parti dicono qui se sono contitolari (art. 26) o responsabili (art. 28, reg. UE 2016/679): "
                    "%(blank)s"
                )
                % {"blank": BLANK},
            ],
        ),
        (
            _("Controversie"),
            [
                _(
                    "Le parti cercano prima un accordo al tavolo. Decide il giudice amministrativo (art. 133, d.lgs. "
                    "104/2010)."
                )
            ],
        ),
    ]
    return Scheme(
        _(
            "Accordo ai sensi dell’art. 11 della legge 241/1990, fra %(body)s e gli enti ammessi alla "
            "co-progettazione dell’avviso %(code)s.\n\nÈ uno schema: il tavolo lo completa, senza cambiare durata, "
            "contributo massimo e finalità dell’avviso."
        )
        % {"body": call.lead_authority.name, "code": call.code},
        tuple(
            Part(
                _("Articolo %(n)s. %(title)s") % {"n": number, "title": title},
                tuple(text for text in texts if text),
            )
            for number, (title, texts) in enumerate(parts, start=1)
        ),
        (_("Per l’amministrazione"), _("Per il capofila"), _("Per ogni partner")),
    )
