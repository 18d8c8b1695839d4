# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words and the shapes of the interface, for templates: `{% load co %}` (see docs/interface.md)."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from coprogettazione import wording

register = template.Library()

#: The public body has colour 0; then five colours in order of arrival, which come round again on a square.
COLOURS = 6
_ARTICLES = {"il", "lo", "la", "i", "gli", "le", "di", "del", "della", "dei", "e", "per"}
_LEGAL_FORMS = {"ets", "aps", "odv", "onlus", "cooperativa", "coop", "sociale", "associazione", "fondazione"}
_STATES = {"now", "done", "late", "no", ""}
_TEXT_INPUTS = {
    "text",
    "email",
    "url",
    "number",
    "password",
    "tel",
    "search",
    "date",
    "time",
    "datetime-local",
    "file",
}

Money = Decimal | int | float | None


@register.filter
def euro(value: Money, cents: Any = False) -> str:
    """`{{ sum|euro }}` → "180.000 €"; `{{ sum|euro:"cents" }}` in accounts."""
    return wording.euro(value, cents=bool(cents))


@register.filter
def amount(value: Money, cents: Any = False) -> str:
    """As `euro` without the symbol, for columns whose caption says "in euro"."""
    return wording.amount(value, cents=bool(cents))


register.filter("number", wording.number)
register.filter("percent", wording.percent)
register.filter("filesize", lambda size: wording.file_size(int(size)))
register.filter("joined", lambda words: wording.joined([str(word) for word in words]))


@register.filter
def day(when: date | None, how: str = "") -> str:
    """`{{ d|day }}` "2 febbraio 2026"; `:"weekday"` adds the weekday, `:"noyear"` drops the year."""
    return wording.day(when, weekday="weekday" in how, year="noyear" not in how) if when else ""


@register.filter
def moment(when: datetime | None, how: str = "") -> str:
    """`{{ d|moment }}` "mercoledì 25 febbraio 2026, ore 12:00"; `:"noyear"` where the page says the year."""
    return wording.moment(when, year="noyear" not in how) if when else ""


@register.filter
def clock(when: datetime) -> str:
    """The hour alone: "12:00"."""
    return wording.clock(when)


@register.filter
def receipt(when: datetime | None, how: str = "") -> str:
    """An instant to the second: "25 febbraio, 11:58:40"; `:"year"` adds the year."""
    return wording.receipt_time(when, year=how == "year") if when else ""


@register.filter
def in_words(count: int, gender: str = "f") -> str:
    """A small number in words: "tre"; `:"m"` for the masculine "un"."""
    return wording.in_words(int(count), gender)


@register.filter
def listed(text: str) -> SafeString:
    """A text of several lines, or of parts divided by semicolons, as a list; otherwise a paragraph."""
    parts = text.splitlines() if len(text.strip().splitlines()) > 1 else text.split("; ")
    lines = [capital(part.strip().lstrip("-•").strip().rstrip(";")) for part in parts if part.strip()]
    if len(lines) < 2:
        return format_html("<p>{}</p>", text.strip())
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line,) for line in lines)))


@register.filter
def capital(text: object) -> str:
    """The first letter raised, the others untouched."""
    said = str(text)
    return said[:1].upper() + said[1:]


@register.simple_tag
def left(term: datetime, at: datetime | None = None) -> str:
    """What is left until a term: "mancano 13 giorni"."""
    return wording.left(term, at or timezone.now())


@register.simple_tag
def late_by(term: datetime, at: datetime | None = None) -> str:
    """How late one is: "da 4 giorni"."""
    return wording.late_by(term, at or timezone.now())


@register.inclusion_tag("components/term.html")
def term(
    when: datetime, label: str = "", at: datetime | None = None, year: bool = True, extra: str = ""
) -> dict[str, Any]:
    """The loudest thing of a page: `{% term call.deadline _("Domande entro") %}`; past, "chiuso …"."""
    now = at or timezone.now()
    return {
        "label": label,
        "when": wording.moment(when, year=year),
        "short": wording.short_moment(when),
        "left": wording.left(when, now),
        "past": when <= now,
        "extra": extra,
    }


@register.simple_tag
def short_term(when: datetime) -> str:
    """The form for the bar of a phone: "mer 25 feb, ore 12"."""
    return wording.short_moment(when)


@register.simple_tag
def state(kind: str, words: str, quiet: bool = False) -> SafeString:
    """A sentence with a shape: `{% state "now" _("Aperto alle domande") %}` (now, done, late, no, "")."""
    if kind not in _STATES:
        raise template.TemplateSyntaxError(f"unknown state shape {kind!r}")
    classes = " ".join(["co-state", *filter(None, [kind, "fw-normal" if quiet else ""])])
    return format_html('<span class="{}">{}</span>', classes, words)


def colour(order: int) -> str:
    """The classes of an organisation by its order of arrival; 0 is the public body."""
    if order < COLOURS:
        return f"o-{order}"
    return f"o-{1 + (order - COLOURS) % (COLOURS - 1)} o-square"


register.filter("org_class", lambda order: colour(int(order)))


@register.filter
def author_class(order: int) -> str:
    """The class of the line under what an organisation wrote, by its order of arrival."""
    return colour(int(order)).split()[0].replace("o-", "a-")


@register.simple_tag
def author_of(organisation: int, orders: Mapping[int, int]) -> str:
    """The class of the line under what an organisation wrote, where its order of arrival is looked up."""
    return author_class(orders.get(organisation, len(orders)))


@register.filter
def names(organisations: Iterable[Any]) -> str:
    """Organisations in a row, as a sentence names them: "La Lanterna e Casa Aperta"."""
    return wording.joined([organisation.known_as for organisation in organisations])


def monogram(name: str) -> str:
    """Two letters for a name that has none of its own: "Cooperativa sociale La Lanterna" → "LL"."""
    words = [word for word in name.replace("’", " ").replace("'", " ").split() if word[0].isalnum()]
    telling = [word for word in words if word.lower() not in _LEGAL_FORMS] or words
    full = [word for word in telling if word.lower() not in _ARTICLES]
    chosen = full if len(full) >= 2 else telling
    letters = "".join(word[0] for word in chosen[:2]) if len(chosen) >= 2 else (chosen or ["?"])[0][:2]
    return letters.upper()


@register.filter
def letters(organisation: Any) -> str:
    """The two letters of an organisation, its own or drawn from its name."""
    return getattr(organisation, "monogram", "") or monogram(str(organisation))


@register.simple_tag
def org(
    organisation: Any, order: int = 0, detail: str = "", strong: bool = True, full: bool = False
) -> SafeString:
    """Monogram and name: `{% org body 1 detail=_("capofila") %}`; `full` writes the whole name."""
    name = str(organisation) if full else getattr(organisation, "known_as", str(organisation))
    said = format_html("<strong>{}</strong>", name) if strong else name
    if detail:
        said = format_html("{}<br>{}", said, detail)
    return format_html(
        '<span class="co-org {}"><i aria-hidden="true">{}</i><span>{}</span></span>',
        colour(int(order)),
        letters(organisation),
        said,
    )


@register.simple_tag
def author(person: Any, organisation: Any, orders: Mapping[int, int]) -> SafeString:
    """A person under the monogram of the organisation they speak for: `{% author user body orders %}`."""
    return format_html(
        '<span class="co-org {}"><i aria-hidden="true">{}</i><span><strong>{}</strong>'
        '<span class="visually-hidden">, {}</span></span></span>',
        colour(orders.get(organisation.pk, len(orders))),
        letters(organisation),
        person,
        getattr(organisation, "known_as", organisation),
    )


@register.filter("json")
def as_json(value: Any) -> str:
    """A value as JSON, for a data attribute (the template escapes it)."""
    return json.dumps(value, ensure_ascii=False)


@register.simple_tag
def icon(name: str, classes: str = "icon-sm") -> SafeString:
    """A decorative icon of the sprite: `{% icon "it-file" %}`."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true"><use href="{}#{}"></use></svg>',
        classes,
        static("sprites.svg"),
        name,
    )


@register.inclusion_tag("components/path.html")
def path(
    steps: Iterable[Mapping[str, Any]],
    horizontal: bool = False,
    level: str = "h3",
    style: str = "",
    classes: str = "",
) -> dict[str, Any]:
    """The path of a procedure. Steps: title, text, state ("done", "now", ""); `style` sets the size."""
    return {"steps": steps, "horizontal": horizontal, "level": level, "style": style, "classes": classes}


@register.inclusion_tag("components/bar.html")
def bar(
    value: Money, top: Money, width: int = 150, mark: Money = None, start: Money = None
) -> dict[str, Any]:
    """A bar beside a written number: `{% bar 20 30 %}`; `mark` a goal or threshold, `start` a baseline."""

    def at(amount_: Money) -> str | None:
        if amount_ is None or not top:
            return None
        return f"{max(0.0, min(1.0, float(amount_) / float(top))) * width:.1f}"

    return {"width": width, "filled": at(value) or "0", "mark": at(mark), "start": at(start)}


@register.simple_tag
def control(field: BoundField, **attrs: Any) -> SafeString:
    """The control of a field with Bootstrap Italia's classes; aria-invalid and -describedby are Django's."""
    widget = field.field.widget
    kind = getattr(widget, "input_type", "")
    classes = [widget.attrs.get("class", "")]
    if kind in _TEXT_INPUTS or type(widget).__name__.endswith("Textarea"):
        classes.append("form-control")
    elif kind == "select":
        classes.append("form-select")
    if field.errors:
        classes.append("is-invalid")
    written = " ".join(filter(None, classes))
    return field.as_widget(attrs={**({"class": written} if written else {}), **attrs})


@register.inclusion_tag("forms/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """One field on its own: label, help, control, error."""
    return {"field": bound}


@register.inclusion_tag("forms/summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """What is missing, counted, each with a link to its place; it goes before the forms it sums up."""
    general: list[str] = []
    fields: list[dict[str, str]] = []
    for form in forms:
        for one in getattr(form, "forms", None) or [form]:
            general += [str(error) for error in one.non_field_errors()]
            for bound in one:
                if bound.is_hidden:
                    general += [str(error) for error in bound.errors]
                    continue
                fields += [
                    {
                        "target": bound.id_for_label or bound.auto_id,
                        "label": str(bound.label),
                        "error": str(error),
                    }
                    for error in bound.errors
                ]
        if hasattr(form, "non_form_errors"):
            general += [str(error) for error in form.non_form_errors()]
    return {"general": general, "fields": fields}


@register.filter
def widget_kind(bound: BoundField) -> str:
    """How forms/field.html must lay a field out: "choice" (one box), "group" (radios, boxes) or "plain"."""
    widget = bound.field.widget
    if getattr(widget, "input_type", "") == "checkbox" and not widget.use_fieldset:
        return "choice"
    return "group" if widget.use_fieldset and hasattr(widget, "optgroups") else "plain"


@register.simple_tag
def is_demo() -> bool:
    """Whether this installation shows invented data."""
    return bool(settings.DEMO)


@register.simple_tag(takes_context=True)
def current(context: Mapping[str, Any], address: str) -> SafeString:
    """`aria-current` for the entry of a menu under which the page lies."""
    request = context.get("request")
    here = getattr(request, "path", "")
    if address and address != "/" and here.startswith(address):
        return format_html(' aria-current="{}"', "page" if here == address else "true")
    return SafeString("")
