# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The working forms with the keyboard alone: one always sees where one is, and Enter sends."""

from typing import Any

import pytest
from django.urls import reverse

from coprogettazione.calls.models import Call, CallState
from coprogettazione.evaluation.models import Score
from tests.browser.walk import PHONE, Walk, Walker
from tests.factories.applications import start
from tests.factories.calls import PUBLISHED, make_call, make_executive
from tests.factories.evaluation import REASON, SCORED, make_committee_people, make_evaluation, sheet_of
from tests.factories.parties import make_legal_representative

pytestmark = pytest.mark.django_db(transaction=True)

#: More stops than the longest page has before its form.
STOPS = 60
HERE = "document.activeElement.outerHTML.slice(0, 160)"
#: Whether the element in focus is on the screen and drawn differently from when it is not.
SEEN = """() => {
  const one = document.activeElement;
  const box = one.getBoundingClientRect();
  const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const holder = one.closest("label") ?? one;
  return inside && [one, holder].some(e => {
    const style = getComputedStyle(e);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  });
}"""


def is_seen(walker: Walker) -> bool:
    """Whether the focus is seen, once the page has scrolled to it."""
    for _moment in range(40):
        if walker.page.evaluate(SEEN):
            return True
        walker.page.wait_for_timeout(50)
    return False


def tabs_to(walker: Walker, selector: str) -> None:
    """Tab until the element has the focus; at every stop the focus is seen."""
    keyboard = walker.page.keyboard
    for _stop in range(STOPS):
        keyboard.press("Tab")
        assert is_seen(walker), f"{walker.page.url}: the focus is not seen at {walker.page.evaluate(HERE)}"
        if walker.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{walker.page.url}: Tab does not reach {selector}")


def enters(walker: Walker) -> None:
    """Enter, and the page that follows."""
    with walker.page.expect_navigation():
        walker.page.keyboard.press("Enter")


def skips_to_the_content(walker: Walker) -> None:
    """The first stop of every page leads over the menu."""
    walker.page.keyboard.press("Tab")
    assert walker.page.evaluate("document.activeElement.textContent") == "Vai al contenuto"
    walker.page.keyboard.press("Enter")
    assert walker.page.evaluate("document.activeElement.id") == "contenuto"


def test_a_score_is_given_from_the_desk_on(walk: Walk, the_clock: Any) -> None:
    call = make_evaluation(("ets1",))
    the_clock.move_to(SCORED)
    chiara = make_committee_people()[2]
    member = walk.person(chiara)
    sheet = sheet_of(call, chiara)
    member.opens(reverse("evaluation:criterion", args=[sheet.pk, "a"]))
    skips_to_the_content(member)
    tabs_to(member, "[name='coefficient']")
    member.page.keyboard.press("ArrowDown")
    member.page.keyboard.press("ArrowUp")
    tabs_to(member, "[name='reason']")
    member.page.keyboard.type(REASON)
    tabs_to(member, "form .btn-primary")
    enters(member)
    assert "/b/" in member.page.url
    assert Score.objects.get(sheet=sheet).reason == REASON
    assert walk.found == []


@pytest.mark.usefixtures("the_clock")
def test_a_step_of_the_application_is_sent_with_enter_on_a_phone(walk: Walk) -> None:
    application = start(make_call(CallState.PUBLISHED), "ets1", "ets2")
    ada = walk.person(make_legal_representative(application.lead))
    ada.page.set_viewport_size({"width": PHONE, "height": 740})
    ada.opens(reverse("applications:body", args=[application.pk]))
    tabs_to(ada, "header nav a[href='/scrivania/']")
    tabs_to(ada, "[name='operators']")
    ada.page.keyboard.type("6")
    enters(ada)
    assert ada.page.url.endswith("/gruppo/")
    assert application.members.get(organisation=application.lead).operators == 6
    assert walk.found == []


def test_a_call_is_authorised(walk: Walk, the_clock: Any) -> None:
    call = make_call(CallState.DRAFT)
    the_clock.move_to(PUBLISHED)
    davide = walk.person(make_executive())
    davide.opens(reverse("deed", args=[call.code, "authorise_call", call.pk]))
    skips_to_the_content(davide)
    tabs_to(davide, "[name='act_number']")
    davide.page.keyboard.type("31/2026")
    tabs_to(davide, "[name='act_date']")
    # The second of February: the same keys wherever the day or the month is written first.
    davide.page.keyboard.type("02022026")
    davide.page.keyboard.press("Enter")
    davide.page.wait_for_url("**/fatto/**")
    assert Call.objects.get(pk=call.pk).state == CallState.AUTHORISED
    assert walk.found == []
