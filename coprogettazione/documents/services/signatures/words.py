# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Why a signature is worth what it is worth, in sentences that people read. `{name}` is filled in."""

from django.utils.translation import gettext_lazy as _

# What holds.
UNCHANGED = _("Il documento è quello firmato: dopo questa firma non è cambiato.")
ONLY_SIGNATURES_AFTER = _(
    "Il documento è quello firmato: dopo questa firma sono state aggiunte solo altre firme o marche "
    "temporali."
)
TRUSTED = _("Il certificato era in corso di validità ({when}) e l’ha rilasciato un’autorità riconosciuta.")
NOT_REVOKED = _("Non risulta revocato o sospeso a quella data.")
NEEDS_NO_REVOCATION = _("È un certificato di breve durata, che la sua autorità non revoca.")
STAMPED = _("Una marca temporale prova che la firma esisteva già ({when}).")

# What does not hold.
CHANGED_CONTENT = _(
    "Il contenuto non è quello firmato: è stato cambiato dopo la firma, oppure la firma è di un altro "
    "documento."
)
BROKEN_SIGNATURE = _(
    "La firma è danneggiata o falsificata: non corrisponde al certificato di chi avrebbe firmato."
)
CHANGED_AFTER = _(
    "Dopo la firma il PDF è stato cambiato: non sono state aggiunte solo firme o marche temporali."
)
PARTLY_COVERED = _("La firma copre solo una parte del file: il resto può essere stato cambiato.")
EXPIRED = _(
    "Il certificato è scaduto ({day}) e nessuna marca temporale prova che la firma sia di prima "
    "(art. 24, c. 4-bis, d.lgs. 82/2005)."
)
EXPIRED_THEN = _(
    "Il certificato era già scaduto ({day}) prima della marca temporale (art. 24, c. 4-bis, d.lgs. 82/2005)."
)
NOT_YET = _("Il certificato non era ancora in corso di validità (comincia: {day}).")
REVOKED = _(
    "Il certificato era già revocato o sospeso ({day}) al momento della firma (art. 24, c. 4-bis, d.lgs. "
    "82/2005)."
)
ISSUER_REVOKED = _("Il certificato dell’autorità che l’ha rilasciato è stato revocato ({day}).")
OTHER_USE = _(
    "Il certificato serve ad altro, per esempio ad accedere a un servizio: non a firmare documenti."
)
WEAK = _("La firma usa un algoritmo che non si può più usare per firmare ({algorithm}).")
CLAIMED_LATER = _("La firma dice di essere stata fatta dopo l’arrivo del file ({when}).")

STAMPER_REVOKED = _(
    "La marca temporale non prova niente: il certificato di chi l’ha fatta era già revocato o sospeso ({day})."
)
STAMPER_LOST = _(
    "La marca temporale non prova niente: il certificato di chi l’ha fatta è stato revocato ({day}) senza dire che "
    "la sua chiave è rimasta al sicuro."
)
STAMPER_ISSUER_REVOKED = _(
    "La marca temporale non prova niente: è stato revocato ({day}) il certificato dell’autorità che ha riconosciuto "
    "chi l’ha fatta."
)

# What could not be known.
NO_STORE = _(
    "Qui non è configurata nessuna autorità riconosciuta: la firma è integra, ma non si sa se il "
    "certificato è di chi dice."
)
UNKNOWN_ISSUER = _(
    "L’autorità che ha rilasciato il certificato ({issuer}) non è tra quelle riconosciute qui."
)
NOT_THEN = _(
    "L’autorità che ha rilasciato il certificato ({issuer}) non era riconosciuta in quella data ({day})."
)
SELF_SIGNED = _("Il certificato l’ha fatto chi firma: nessuna autorità garantisce chi è.")
NO_REVOCATION = _(
    "Non si sa se il certificato era revocato: l’elenco dei certificati revocati di {issuer} non è "
    "disponibile qui."
)
STAMPER_UNKNOWN = _(
    "Non si sa se il certificato di chi ha fatto la marca temporale era revocato: l’elenco dei certificati revocati "
    "di {issuer} non è disponibile qui. Finché non risulta, la marca vale come prova."
)
NO_CERTIFICATE = _("La firma non contiene il certificato di chi ha firmato.")
CHAIN_UNCLEAR = _("La catena dei certificati fino a un’autorità riconosciuta non si può controllare.")
UNKNOWN_FORMAT = _("È una firma di un formato che qui non si sa leggere ({name}).")
TWO_INDEXES = _(
    "Il PDF ha due indici, che programmi diversi leggono in modo diverso: la firma non si può controllare."
)
TOO_MUCH = _("Il PDF ha troppe parti e troppe firme: qui non si riesce a controllarlo.")
ALONE = _("La firma è separata dal documento: senza il documento non si può controllare.")

# What is said beside, and decides nothing.
STAMP_NOT_VALID = _(
    "C’è una marca temporale, ma non si può usare come prova: non è integra o la sua autorità non è "
    "riconosciuta."
)
NO_SIGNING_CERTIFICATE = _(
    "La firma non dice con quale certificato è stata fatta: le mancano gli attributi delle firme "
    "CAdES e PAdES."
)

# About the file.
NO_SIGNATURE = _("Nel file non c’è nessuna firma.")
UNREADABLE = _("Il file è danneggiato o costruito in modo scorretto: le firme non si possono leggere.")
TOO_LARGE = _("Il file è troppo grande per controllarne le firme: il massimo è {limit} MB.")
TOO_MANY = _("Il file ha più di {limit} firme o certificati: non si controllano.")
TOO_DEEP = _("Il file è una busta dentro l’altra più di {limit} volte.")
EMPTY = _("La busta è vuota: non contiene nessun documento.")
OTHER_DOCUMENT = _("Il documento firmato non è quello mandato alla firma.")
OTHER_PDF = _(
    "Il PDF firmato non è quello mandato alla firma, oppure è stato salvato di nuovo prima di firmarlo. "
    "Firma il file come l’hai scaricato."
)
CHANGED_BEFORE = _(
    "Il PDF mandato alla firma è stato cambiato: non sono state aggiunte solo firme o marche temporali."
)
PROGRAM_INSIDE = _("La busta contiene un programma, non un documento.")
#: The name that the sentences about what is inside a document give it.
SIGNED_DOCUMENT = _("documento firmato")
