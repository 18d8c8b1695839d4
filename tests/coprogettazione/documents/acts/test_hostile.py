# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whatever is typed in any field of any act is words: in the PDF, in the page, in the draft to write on."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from defusedxml import ElementTree
from pypdf import PdfReader

from coprogettazione.documents.documents import READ, as_draft, render, render_page, written
from coprogettazione.documents.documents.facts import drawable
from coprogettazione.documents.documents.markup import ELEMENTS, read_markup
from tests.coprogettazione.documents.conftest import NOON
from tests.coprogettazione.documents.samples import SAMPLES

#: What each of these would do, were it ever read as Typst, HTML or XML.
ATTACKS = {
    "code": '#eval("1+1") #panic("x") #let x = 1 #import "a.typ"',
    "maths": "$ x^2 $ $sum$",
    "marks": "*grassetto* _corsivo_ `grezzo` ```blocco```",
    "labels": "<etichetta> @rif #ref(<a>)",
    "comments": "// via /* via */",
    "escapes": "\\ \\u{202e} \\n \\#",
    "brackets": "] [ } { ) ( ; ,",
    "headings": "= Titolo\n== Altro\n- voce\n+ punto\n/ termine: voce",
    "typography": "-- --- ... ~ 'x' \"y\" -? https://a.it",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)> <b>g</b> &amp; &lt;",
    "xml": "]]> <!-- --> <?xml?> <!DOCTYPE a>",
    "django": "{{ secret }} {% now 'Y' %} {# x #}",
    "controls": "a\x00b\x07c\x1bd\u0085e",
    "turning": "fattura\u202efdp.exe \u2066x\u2069",
    "scripts": "日本 👩‍👩‍👧 Жук ελ ğ ș ő \ufffe",
    "long": "parola" * 60,
}


def squeezed(text: str) -> str:
    """Without what the end of a line may change, and what is drawn as nothing."""
    return re.sub(r"[\s\xad\u200b\u200d-]", "", text)


def with_every_text(value: Any, text: str, seen: list[int]) -> Any:
    """The same facts with the text after each word that somebody could have typed."""
    match value:
        case dict():
            return {key: with_every_text(item, text, seen) for key, item in value.items()}
        case list():
            return [with_every_text(item, text, seen) for item in value]
        case str() if value and not value[:1].isdigit():
            seen.append(1)
            return f"{value} {text}"
    return value


def attacked(name: str, text: str) -> dict[str, Any]:
    seen: list[int] = []
    facts: dict[str, Any] = with_every_text(SAMPLES[name], text, seen)
    assert seen
    return facts


def pdf_words(facts: dict[str, Any], name: str) -> str:
    pages = PdfReader(io.BytesIO(render(name, facts, at=NOON, standards=READ))).pages
    return "\n".join(page.extract_text() for page in pages)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_everything_typed_is_printed_as_it_is(name: str) -> None:
    text = " ".join(ATTACKS[kind] for kind in ("code", "marks", "labels", "comments", "html", "django"))
    words = squeezed(pdf_words(attacked(name, text), name))
    assert squeezed(text) in words


@pytest.mark.parametrize("kind", sorted(ATTACKS))
def test_every_attack_is_words_in_the_pdf_and_in_the_page(kind: str) -> None:
    facts = {**SAMPLES["letter"], "closing": ATTACKS[kind], "opening": ATTACKS[kind]}
    said = squeezed(drawable(ATTACKS[kind]))
    assert squeezed(pdf_words(facts, "letter")).count(said) == 2
    assert squeezed(render_page("letter", facts).words).count(said) == 2


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_page_holds_the_elements_of_its_template_and_no_others(name: str) -> None:
    """As many elements with hostile words in every field as with the words of the sample."""
    text = " ".join(
        ATTACKS[kind] for kind in ("code", "maths", "labels", "html", "xml", "django", "brackets")
    )
    plain, hostile = render_page(name, SAMPLES[name]), render_page(name, attacked(name, text))
    # Where a picture or a note is typed nothing is added but words.
    assert [node.name for node in every(hostile)] == [node.name for node in every(plain)]
    html = written(hostile)
    assert "<script" not in html
    assert "onerror=alert(1)&gt;" in html
    assert "style=" not in html
    assert squeezed(text) in squeezed(hostile.words)


def every(node: Any) -> Iterator[Any]:
    for item in node.content:
        if not isinstance(item, str):
            yield item
            yield from every(item)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_draft_opens_with_every_word_in_it(name: str) -> None:
    text = " ".join(ATTACKS.values())
    with zipfile.ZipFile(io.BytesIO(as_draft(name, attacked(name, text)))) as odt:
        content = ElementTree.fromstring(odt.read("content.xml"))
    words = squeezed("".join(content.itertext()))
    assert squeezed(drawable("parola" * 60)) in words
    assert squeezed(ATTACKS["html"]) in words


@pytest.mark.parametrize(
    ("address", "stays"),
    [
        ("https://example.it/", True),
        ("http://example.it/", True),
        ("mailto:ufficio@example.it", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("//altrove.example.it/", False),
    ],
)
def test_a_link_leads_only_where_a_reader_expects(address: str, stays: bool) -> None:
    span = {"text": "qui", "strong": False, "em": False, "link": address, "change": "", "note": ""}
    blocks = [{"kind": "p", "spans": [span]}]
    page = render_page("d5", {**SAMPLES["d5"], "chapters": [{"title": "Uno", "blocks": blocks}]})
    [link] = page.find("a")
    assert ("href" in link.attributes) is stays
    assert link.words == "qui"


def test_an_element_that_no_template_writes_is_a_fault() -> None:
    for markup in ("<body><script>x</script></body>", "<body><p>a</div></body>", "<body><svg></svg></body>"):
        with pytest.raises(ValueError, match=r"of an act|awaited"):
            read_markup(markup)
    assert "style" not in ELEMENTS["p"]
