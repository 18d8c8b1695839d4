# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A page as a person sees it: its words, its links, its forms with what they already hold."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

#: Controls that send nothing by themselves.
SILENT = {"submit", "button", "image", "reset"}


def tidy(text: str) -> str:
    """Words in one line, as they are read."""
    return re.sub(r"\s+", " ", text).strip()


def name_of(element: Tag) -> str:
    """What an element is called: its accessible name, then its text."""
    return tidy(str(element.get("aria-label") or element.get_text(" ")))


@dataclass
class Form:
    """A form of the page, with what would be sent if nobody typed anything."""

    element: Tag
    address: str

    @property
    def method(self) -> str:
        """In which way it is sent."""
        return str(self.element.get("method") or "get").lower()

    @property
    def target(self) -> str:
        """Where it is sent."""
        return urljoin(self.address, str(self.element.get("action") or self.address))

    @cached_property
    def buttons(self) -> list[Tag]:
        """What sends it."""
        return [
            button
            for button in self.element.find_all(["button", "input"])
            if (button.get("type") or ("submit" if button.name == "button" else "")) == "submit"
        ]

    @cached_property
    def blanks(self) -> list[Tag]:
        """The empty rows that the button "add" copies."""
        return list(self.element.find_all("template"))

    def controls(self) -> list[Tag]:
        """Everything with a name that can be sent, blank rows left out."""
        return [
            control
            for control in self.element.find_all(["input", "select", "textarea"])
            if control.get("name")
            and str(control.get("type", "")).lower() not in SILENT
            and not control.has_attr("disabled")
            and control.find_parent("template") is None
        ]

    def offers(self) -> dict[str, list[Tag]]:
        """The controls by name."""
        found: dict[str, list[Tag]] = {}
        for control in self.controls():
            found.setdefault(str(control["name"]), []).append(control)
        return found

    def filled(self) -> dict[str, list[str]]:
        """What a browser would send now; files cannot be filled in advance."""
        return {name: held for name, controls in self.offers().items() if (held := values(controls))}

    def add_row(self, prefix: str) -> int:
        """Press "add": the blank row with the next number, as the page's script makes it."""
        (total,) = self.offers()[f"{prefix}-TOTAL_FORMS"]
        number = int(str(total["value"]))
        blank = next(b for b in self.blanks if f"{prefix}-__prefix__-" in b.decode_contents())
        row = BeautifulSoup(blank.decode_contents().replace("__prefix__", str(number)), "lxml")
        self.element.append(row)
        total["value"] = str(number + 1)
        return number


def values(controls: list[Tag]) -> list[str]:
    """What the controls of one name hold."""
    held = []
    for control in controls:
        kind = str(control.get("type", "text")).lower()
        if control.name == "select":
            options = control.find_all("option")
            chosen = [option for option in options if option.has_attr("selected")]
            if not chosen and not control.has_attr("multiple"):
                chosen = options[:1]
            held += [option_value(option) for option in chosen]
        elif control.name == "textarea":
            # The first line break after the tag is not part of the text.
            held.append(re.sub(r"^\r?\n", "", control.get_text()))
        elif kind in ("checkbox", "radio"):
            held += [str(control.get("value", "on"))] if control.has_attr("checked") else []
        elif kind != "file":
            held.append(str(control.get("value", "")))
    return held


def option_value(option: Tag) -> str:
    """What an option sends."""
    return str(option["value"]) if option.has_attr("value") else tidy(option.get_text())


def choices(controls: list[Tag]) -> dict[str, str] | None:
    """What can be chosen, value → words; None where one types."""
    offered: dict[str, str] = {}
    for control in controls:
        if control.name == "select":
            offered.update({option_value(o): tidy(o.get_text(" ")) for o in control.find_all("option")})
        elif str(control.get("type", "")).lower() in ("checkbox", "radio"):
            label = control.find_parent("label")
            offered[str(control.get("value", "on"))] = tidy(label.get_text(" ")) if label else ""
        else:
            return None
    return offered


class Page:
    """What came back from an address."""

    def __init__(self, response: Any) -> None:
        self.response = response
        self.status = int(response.status_code)
        request = response.request
        self.address = request["PATH_INFO"] + (f"?{q}" if (q := request.get("QUERY_STRING")) else "")
        self.is_html = response.headers.get("Content-Type", "").startswith("text/html")
        self.soup = BeautifulSoup(response.content.decode() if self.is_html else "", "lxml")

    @cached_property
    def text(self) -> str:
        """The words between header and footer."""
        body = self.soup.find("main") or self.soup.body or self.soup
        return tidy(body.get_text(" "))

    @property
    def heading(self) -> str:
        """The title of the page."""
        found = self.soup.find("h1")
        return tidy(found.get_text(" ")) if found else ""

    @property
    def links(self) -> list[tuple[str, str]]:
        """Words and address of every link."""
        return [
            (name_of(a), urljoin(self.address, str(a["href"]))) for a in self.soup.find_all("a", href=True)
        ]

    @property
    def forms(self) -> list[Form]:
        """Its forms."""
        return [Form(form, self.address.partition("#")[0]) for form in self.soup.find_all("form")]

    @property
    def complaints(self) -> str:
        """The errors shown."""
        shown = self.soup.select(".co-error, .errorlist, .invalid-feedback, .co-summary, .co-lead")
        return " | ".join(dict.fromkeys(tidy(element.get_text(" ")) for element in shown))

    def link(self, words: str, beside: str = "") -> str:
        """The address of the one link with these words; `beside` names the row or the part it stands in."""
        found: dict[tuple[bool, int], dict[str, None]] = {}
        for a in self.soup.find_all("a", href=True):
            names = (name_of(a), tidy(a.get_text(" ")))
            near = distance(a, beside)
            if near is not None and any(words in name for name in names):
                # Exactly these words rather than among others, near rather than far.
                rank = (words not in names, near)
                found.setdefault(rank, {})[urljoin(self.address, str(a["href"]))] = None
        assert found, f"{self.address}: no link «{words}» {beside}; there are {self.links}; {self.text}"
        nearest = list(found[min(found)])
        assert len(nearest) == 1, f"{self.address}: «{words}» leads to {nearest}"
        return nearest[0]

    def labelled(self, control: Tag) -> str:
        """The words of the label of a control."""
        label = self.soup.find("label", attrs={"for": control.get("id")}) or control.find_parent("label")
        return tidy(label.get_text(" ")) if label else ""

    def form(self, button: str, having: Iterable[str] = ()) -> tuple[Form, Tag]:
        """The form sent by the button with these words, among those that offer the fields of `having`;
        three dots stand for how the words go on.
        """
        found = [
            (form, pressed)
            for form in self.forms
            for pressed in form.buttons
            if says(button, name_of(pressed)) or says(button, tidy(pressed.get_text(" ")))
            if set(having) <= set(form.offers())
        ]
        offered = [(name_of(b), sorted(f.offers())) for f in self.forms for b in f.buttons]
        assert found, f"{self.address} ({self.heading}): no button «{button}» {having}; there are {offered}"
        return found[0]


def says(wanted: str, words: str) -> bool:
    """Whether these are the words wanted; `Salva…` is satisfied by however they go on."""
    return words.startswith(wanted[:-1]) if wanted.endswith("…") else words == wanted


def distance(element: Tag, words: str) -> int | None:
    """How far around an element one has to look to find these words: 0 when there are none to find."""
    if not words:
        return 0
    for steps, parent in enumerate(element.parents, 1):
        if parent.name == "main":
            return None
        if words in tidy(parent.get_text(" ")):
            return steps
    return None
