# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Why the channel says no: the code with which a line is closed, and the words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MALFORMED, SIGN_IN, NOT_ALLOWED, NO_TEXT, RELOAD = 4400, 4401, 4403, 4404, 4409
TOO_LARGE, TOO_FAST, ELSEWHERE, RESTARTING = 4413, 4429, 1013, 1012
#: What fits in the last frame of a websocket.
LONGEST_REASON = 123

WORDS: Mapping[int, str | Promise] = {
    MALFORMED: _("Il server non ha capito questa modifica: ricarica la pagina."),
    SIGN_IN: _("La tua sessione è finita: accedi di nuovo, quello che hai scritto resta qui."),
    NOT_ALLOWED: _("Non puoi scrivere in questo testo."),
    NO_TEXT: _("Questo testo non c’è."),
    RELOAD: _("Questa pagina non è più valida: ricaricala."),
    TOO_LARGE: _("Questa modifica è troppo grande: dividila in parti."),
    TOO_FAST: _("Arrivano troppe modifiche in poco tempo: aspetta e ricarica la pagina."),
    ELSEWHERE: _("Il server è occupato: riprovo tra poco."),
    RESTARTING: _("Il server riparte: riprovo tra poco."),
}
HTTP_STATUS: Mapping[int, int] = {
    MALFORMED: 400, SIGN_IN: 401, NOT_ALLOWED: 403, NO_TEXT: 404, RELOAD: 409, TOO_LARGE: 413, TOO_FAST: 429,
    ELSEWHERE: 503, RESTARTING: 503,
}  # fmt: skip


class Closed(Exception):
    """The line cannot be, or cannot go on: `code` and `reason` for whoever is at its other end."""

    def __init__(self, code: int, reason: object = "") -> None:
        self.code = code
        self.reason = str(reason or WORDS[code])
        super().__init__(code, self.reason)


def fitting(reason: str) -> str:
    """As much of the words as a closing frame holds."""
    return reason.encode()[:LONGEST_REASON].decode(errors="ignore")
