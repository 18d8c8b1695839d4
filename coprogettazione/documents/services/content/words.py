# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Why a document is not taken in: what is wrong, what to do now. `{name}` is the name it arrived with."""

from django.utils.translation import gettext_lazy as _

DAMAGED = _("«{name}» è incompleto o danneggiato. Aprilo sul tuo computer, salvalo di nuovo e ricaricalo.")
BLANK = _(
    "«{name}» contiene solo spazi. Apri il documento, controlla che ci sia il testo e caricalo di nuovo."
)
UTF_16 = _("«{name}» è scritto in UTF-16. Salvalo scegliendo la codifica UTF-8 e caricalo di nuovo.")
FORMULA = _(
    "«{name}» contiene una formula: «{found}». Chi lo apre in un foglio di calcolo la eseguirebbe. "
    "Salvalo con i soli valori e caricalo di nuovo."
)
HAS_MACROS = _("«{name}» contiene macro. Salvalo senza macro, o in PDF, e caricalo di nuovo.")
PASSWORD = _(
    "«{name}» è protetto da una password: l’ufficio non potrebbe aprirlo. Togli la protezione e ricaricalo."
)
BOMB = _(
    "«{name}» una volta aperto diventa enorme. Riduci le immagini, o salvalo in PDF, e caricalo di nuovo."
)
PATHS = _("«{name}» contiene parti che uscirebbero dalla loro cartella. Salvalo in PDF e caricalo di nuovo.")
ARCHIVE_INSIDE = _("«{name}» contiene un altro archivio. Carica i documenti uno per uno.")
OBJECT_INSIDE = _(
    "«{name}» contiene un oggetto incorporato: «{found}». Toglilo, o salva in PDF, e ricaricalo."
)
OUTSIDE = _("«{name}» prende una parte da un altro indirizzo: «{found}». Salvalo in PDF e caricalo di nuovo.")
ENTITIES = _(
    "«{name}» contiene definizioni XML che non servono a un documento. Salvalo in PDF e caricalo di nuovo."
)
TWO_THINGS = _("«{name}» è due cose insieme: {one} e {other}. Carica il documento originale.")
PDF_SCRIPT = _("«{name}» contiene JavaScript. Stampalo in PDF («Salva come PDF») e carica quello nuovo.")
PDF_LAUNCH = _(
    "«{name}» chiede di avviare un programma. Stampalo in PDF («Salva come PDF») e carica quello nuovo."
)
PDF_FILES = _("«{name}» ha altri file dentro. Stampalo in PDF e carica gli altri file uno per uno.")
PIXELS = _("«{name}» ha troppi punti: {width} × {height}. Riduci l’immagine e caricala di nuovo.")
DETACHED = _("«{name}» contiene solo la firma, senza il documento. Carica la busta con il documento dentro.")
TOO_DEEP = _("«{name}» è una firma dentro l’altra più di {limit} volte. Carica il documento con meno buste.")
PROGRAM_SIGNED = _("«{name}» è una busta firmata che contiene un programma, non un documento.")
SIGNED_OTHER = _("«{name}» è una busta firmata, ma dentro non c’è un documento che si può caricare.")
SIGNED_WRONG = _("«{name}» è una busta firmata: dal nome dentro c’è un {said}, invece c’è un {found}.")
