# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tags of the interface: shapes, colours, fields."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from coprogettazione.templatetags.co import colour, monogram
from coprogettazione.wording import ROME

TERM = datetime(2026, 2, 25, 12, tzinfo=ROME)
BEFORE = datetime(2026, 2, 12, 9, tzinfo=ROME)


def render(source: str, **context: object) -> str:
    return Template("{% load co %}" + source).render(Context(context))


class Seat(forms.Form):
    street = forms.CharField(label="Indirizzo della sede", help_text="Via, numero e Comune.")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    level = forms.ChoiceField(
        label="Livello", choices=[("1", "Ottimo"), ("0", "Assente")], widget=forms.RadioSelect
    )
    sure = forms.BooleanField(label="Confermo")
    token = forms.CharField(widget=forms.HiddenInput)


def test_an_open_term_is_bold_and_says_what_is_left() -> None:
    html = render("{% term when 'Domande entro' at %}", when=TERM, at=BEFORE)
    assert "<span>Domande entro</span><b>mercoledì 25 febbraio 2026, ore\u00a012:00</b>" in html
    assert '<span class="co-left">mancano 13 giorni</span>' in html


def test_a_past_term_says_closed_and_counts_nothing() -> None:
    html = render("{% term when 'Domande entro' when %}", when=TERM)
    assert "<b>chiuso mercoledì 25 febbraio 2026" in html
    assert "co-left" not in html


def test_a_state_is_a_sentence_with_a_shape() -> None:
    assert render("{% state 'late' 'Una tappa in ritardo' %}") == (
        '<span class="co-state late">Una tappa in ritardo</span>'
    )
    with pytest.raises(TemplateSyntaxError):
        render("{% state 'green' 'Nei tempi' %}")


def test_colours_follow_the_order_of_arrival_and_come_round_on_a_square() -> None:
    assert [colour(n) for n in (0, 1, 5, 6, 10, 11)] == [
        "o-0", "o-1", "o-5", "o-1 o-square", "o-5 o-square", "o-1 o-square",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("La Lanterna", "LL"),
        ("Cooperativa sociale La Lanterna", "LL"),
        ("Fondazione Casa Aperta ETS", "CA"),
        ("Associazione Passi Insieme APS", "PI"),
        ("Mutua", "MU"),
        ("Rete dei Volontari", "RV"),
    ],
)
def test_a_name_without_monogram_gets_one(name: str, letters: str) -> None:
    assert monogram(name) == letters


def test_an_organisation_is_never_told_by_colour_alone() -> None:
    body = SimpleNamespace(known_as="La Lanterna", monogram="LL")
    assert render("{% org body 1 detail='capofila' %}", body=body) == (
        '<span class="co-org o-1"><i aria-hidden="true">LL</i>'
        "<span><strong>La Lanterna</strong><br>capofila</span></span>"
    )


def test_what_a_person_wrote_is_escaped() -> None:
    body = SimpleNamespace(known_as="<b>X</b>", monogram="")
    assert "<b>X" not in render("{% org body 1 %}", body=body)
    assert "<script>" not in render("{% state 'now' words %}", words="<script>")


def test_the_current_step_of_a_path_is_marked() -> None:
    steps = [
        {"title": "Avviso", "text": "2 febbraio", "state": "done"},
        {"title": "Domande", "text": "", "state": "now"},
        {"title": "Tavolo", "text": "", "state": ""},
    ]
    html = render("{% path steps %}", steps=steps)
    assert html.count("<li") == 3
    assert '<li class="now" aria-current="step"><h3>Domande</h3>' in html


def test_a_bar_is_decoration_with_widths_as_attributes() -> None:
    html = render("{% bar 20 30 %}")
    assert 'aria-hidden="true"' in html
    assert 'width="100.0" height="10" class="f-petrol"' in html
    assert "style=" not in html


def test_a_field_is_label_help_control_error() -> None:
    form = Seat({"street": "", "level": "1", "sure": "on", "token": "x"})
    html = str(form)
    assert '<label class="form-label" for="id_street">Indirizzo della sede</label>' in html
    assert 'class="form-control is-invalid"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_street_helptext id_street_error"' in html
    assert 'id="id_street_error"><p class="co-error">' in html
    assert '<span class="co-optional">(facoltativo)</span>' in html


def test_a_form_says_how_many_things_are_missing_and_where() -> None:
    html = str(Seat({"street": "", "token": "x"}))
    assert "Mancano tre cose" in html
    assert '<li><a href="#id_street">Indirizzo della sede</a>' in html
    assert "Manca una cosa" in str(Seat({"street": "", "level": "1", "sure": "on", "token": "x"}))


def test_a_hidden_field_never_refuses_in_silence() -> None:
    assert "co-error" in str(Seat({"street": "Via del Mulino 8", "level": "1", "sure": "on"}))


def test_radios_are_a_group_with_a_legend_and_whole_rows_to_click() -> None:
    html = str(Seat())
    assert '<legend class="form-label">Livello</legend>' in html
    assert html.count('<label class="co-choice"') == 3


def test_a_form_without_errors_has_no_summary() -> None:
    assert "co-summary" not in str(Seat())


def test_entries_of_a_menu_know_where_the_page_lies() -> None:
    request = SimpleNamespace(path="/avvisi/pis-2026/")
    assert render("{% current '/avvisi/' %}", request=request) == ' aria-current="true"'
    assert render("{% current '/tavoli/' %}", request=request) == ""
    assert render("{% current '/avvisi/pis-2026/' %}", request=request) == ' aria-current="page"'


@pytest.mark.parametrize("language", ["it", "en"])
def test_the_key_of_a_row_is_written_in_plain_digits_in_an_address(language: str) -> None:
    with translation.override(language):
        assert render('<a href="?ente={{ pk }}">', pk=12345) == '<a href="?ente=12345">'
