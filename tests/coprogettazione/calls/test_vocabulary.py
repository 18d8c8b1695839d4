# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words of tender in an avviso: which are refused, with which reason, and which stay."""

import pytest

from coprogettazione.calls.rules.vocabulary import read_criterion, read_seat, read_words


@pytest.mark.parametrize(
    ("text", "word", "instead"),
    [
        ("È indetta una gara per il servizio.", "gara", "procedura di co-progettazione"),
        ("Le gare si svolgono on line.", "gare", "procedura di co-progettazione"),
        ("Gara aperta.", "Gara", "procedura di co-progettazione"),
        ("Presentare l’offerta entro il termine.", "offerta", "proposta"),
        ("Presentare l'offerta entro il termine.", "offerta", "proposta"),
        ("L’offerta tecnica vale 70 punti.", "offerta", "proposta"),
        ("Gli offerenti presentano i documenti.", "offerenti", "proposta"),
        ("L’aggiudicazione spetta al dirigente.", "aggiudicazione", "ammissione al tavolo"),
        ("All’aggiudicatario spetta la firma.", "aggiudicatario", "ammissione al tavolo"),
        ("Il corrispettivo è di 180.000 euro.", "corrispettivo", "contributo a rimborso delle spese"),
        ("La base d’asta è 180.000 euro.", "base d’asta", "contributo massimo"),
        ("La base d'asta è 180.000 euro.", "base d’asta", "contributo massimo"),
        ("Si affida in appalto il servizio.", "appalto", "co-progettazione"),
        ("La stazione appaltante valuta.", "appaltante", "co-progettazione"),
        ("Il subappalto è vietato.", "subappalto", "co-progettazione"),
        ("Come da capitolato.", "capitolato", "documento progettuale di massima"),
        ("Si valuta il ribasso.", "ribasso", "compartecipazione"),
        ("Il prezzo è fisso.", "prezzo", "contributo a rimborso delle spese"),
        ("Il presente bando è pubblico.", "bando", "avviso"),
        ("Il vincitore firma la convenzione.", "vincitore", "ente ammesso al tavolo"),
        ("I concorrenti si presentano.", "concorrenti", "ente che si candida"),
        ("Il fornitore del servizio.", "fornitore", "partner"),
        ("Il progetto è immodificabile.", "immodificabile", "da definire al tavolo"),
        ("Il progetto non è modificabile.", "progetto non è modificabile", "da definire al tavolo"),
    ],
)
def test_a_word_of_tender_is_found_with_the_word_to_use(text: str, word: str, instead: str) -> None:
    (fault,) = read_words({"purpose": text})
    assert (fault.field, fault.word, str(fault.instead)) == ("purpose", word, instead)
    assert str(fault.reason)
    assert word in fault.around


@pytest.mark.parametrize(
    "text",
    [
        "Questo avviso non è una gara.",
        "La presente procedura non costituisce in alcun modo gara d’appalto.",
        "Senza corrispettivo.",
        "Strumento diverso dall’appalto.",
        "Una via alternativa all’appalto di servizi.",
        "Fuori dal codice degli appalti pubblici.",
        "Anziché con un appalto, si lavora insieme.",
        "Il Piano triennale dell’offerta formativa della scuola.",
        "Ampliare l’offerta di servizi del territorio.",
        "L’opportunità offerta agli enti.",
        "La fiducia offerta dai volontari.",
        "Organizzare una gara podistica di quartiere.",
        "Garanzie e garante della privacy, gareggiare, gargarismi.",
        "Generi alimentari a prezzi calmierati.",
        "Sono messi al bando i comportamenti violenti.",
        "Le cause concorrenti della povertà: fattori concorrenti.",
        "Il rimborso delle spese sostenute.",
    ],
)
def test_a_word_denied_kept_at_a_distance_or_innocent_stays(text: str) -> None:
    assert read_words({"purpose": text}) == []


def test_a_denial_in_one_sentence_does_not_excuse_the_next() -> None:
    faults = read_words({"purpose": "Non è un appalto. La gara si apre lunedì."})
    assert [fault.word for fault in faults] == ["gara"]


def test_each_word_is_told_once_for_each_field() -> None:
    faults = read_words({"purpose": "La gara. Un’altra gara.", "object": "La gara e il prezzo."})
    assert [(fault.field, fault.word) for fault in faults] == [
        ("purpose", "gara"),
        ("object", "gara"),
        ("object", "prezzo"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Prezzo offerto",
        "Massimo ribasso",
        "Costo più basso per utente",
        "Minore spesa per l’ente",
        "Convenienza economica",
        "Sconto sul contributo",
    ],
)
def test_a_price_criterion_is_refused_however_it_is_called(text: str) -> None:
    fault = read_criterion("criteria", text)
    assert fault is not None
    assert "chi costa meno" in str(fault.reason)


def test_resources_brought_by_the_entity_are_no_price() -> None:
    assert read_criterion("criteria", "Risorse messe a disposizione") is None


def test_a_criterion_that_rewards_a_seat_is_recognised_and_blocks_nothing() -> None:
    fault = read_seat("criteria", "Sede legale nel comune")
    assert fault is not None
    assert not fault.blocking
    assert (fault.before, fault.after) == ("Sede legale nel comune", "Rete e radicamento nella comunità")
    assert read_seat("criteria", "Rete e radicamento nella comunità") is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "È indetta una gara per il servizio.",
            "È indetta una procedura di co-progettazione per il servizio.",
        ),
        ("Presentare l’offerta entro il termine.", "Presentare la proposta entro il termine."),
        ("Presentare l'offerta entro il termine.", "Presentare la proposta entro il termine."),
        ("I punti dell’offerta.", "I punti della proposta."),
        ("Secondo il bando, e i termini del bando.", "Secondo l’avviso, e i termini del bando."),
        ("Il Bando è pubblico.", "L’Avviso è pubblico."),
        ("Si va al bando.", "Si va all’avviso."),
        ("Come da capitolato.", "Come da documento progettuale di massima."),
    ],
)
def test_the_text_after_the_replacement_keeps_capitals_and_agrees_with_its_article(
    before: str, after: str
) -> None:
    (fault,) = read_words({"purpose": before})
    assert (fault.before, fault.after) == (before, after)


def test_the_sentence_around_a_word_is_shown_as_it_is_and_as_it_would_be() -> None:
    (fault,) = read_words({"purpose": "Prima frase. Segue la gara di oggi. Ultima frase."})
    assert fault.sentences == (
        "Segue la gara di oggi.",
        "Segue la procedura di co-progettazione di oggi.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Il progetto esecutivo vincolante è allegato.",
        "Il progetto non può essere modificato.",
        "Il servizio si svolge senza possibilità di modifica.",
    ],
)
def test_a_project_that_cannot_be_changed_is_found(text: str) -> None:
    (fault,) = read_words({"object": text})
    assert str(fault.instead) == "da definire al tavolo"
