# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The activities of general interest of the Third Sector Code, art. 5, as short themes to filter by."""

from django.utils.translation import gettext_lazy as _

#: Letter of art. 5, c. 1, D.Lgs. 117/2017 → theme. Only those a co-designed service may have.
THEMES = {
    "a": _("Servizi sociali"),
    "b": _("Salute"),
    "c": _("Prestazioni socio-sanitarie"),
    "d": _("Educazione e formazione"),
    "e": _("Ambiente e animali"),
    "f": _("Patrimonio culturale e paesaggio"),
    "h": _("Ricerca sociale"),
    "i": _("Cultura e tempo libero"),
    "k": _("Turismo sociale"),
    "l": _("Contrasto alla dispersione scolastica"),
    "m": _("Servizi agli enti del Terzo settore"),
    "n": _("Cooperazione allo sviluppo"),
    "p": _("Inserimento al lavoro"),
    "q": _("Alloggio sociale"),
    "r": _("Accoglienza dei migranti"),
    "s": _("Agricoltura sociale"),
    "t": _("Sport"),
    "u": _("Beneficenza e sostegno a distanza"),
    "v": _("Legalità e pace"),
    "w": _("Diritti e pari opportunità"),
    "y": _("Protezione civile"),
    "z": _("Beni confiscati"),
}
