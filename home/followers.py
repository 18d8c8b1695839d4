# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages follow the deeds: drafted with the draft, published with the publication.

No chapter knows of it. It happens inside the deed's transaction: a deed that fails leaves no page, and a
page that cannot be made undoes the deed.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group
from django.utils.text import slugify

from coprogettazione.agreements.models import Agreement
from coprogettazione.calls.models import Call
from coprogettazione.parties.models import Membership, SocialDistrict
from coprogettazione.records.deeds import Act
from coprogettazione.records.roles import Role
from coprogettazione.tables.models import DesignTable
from home.models import (
    AgreementIndexPage,
    AgreementPage,
    CallIndexPage,
    CallPage,
    DistrictSettings,
    TableIndexPage,
    TablePage,
)
from home.models.base import BasePage
from home.tree import EDITORS


def follow(*, act: Act, **_signal: Any) -> None:
    """Do what the public site must do after a deed."""
    step = AFTER.get(act.name)
    if step is not None:
        step(act)


def call_drafted(act: Act) -> None:
    """A draft page beside the draft, where the editors may begin to write."""
    call = act.subject
    assert isinstance(call, Call)
    _page_of(call)


def call_published(act: Act) -> None:
    """The page of the call goes out with the avviso."""
    call = act.subject
    assert isinstance(call, Call)
    page = _page_of(call)
    page.title = call.title
    page.search_description = call.summary
    _publish(page, act)


def call_changed(act: Act) -> None:
    """A correction, a change, answers: the page, found by its words, says what the avviso says now."""
    call = act.subject if isinstance(act.subject, Call) else act.subject.call
    page = _page_of(call)
    page.title, page.search_description = call.title, call.summary
    _publish(page, act)


def table_opened(act: Act) -> None:
    """The page of the table: which bodies sit is public from the first day."""
    table = act.result
    assert isinstance(table, DesignTable)
    page = TablePage.objects.filter(table=table).first()
    if page is None:
        above = TableIndexPage.objects.get()
        page = TablePage(table=table, title=table.call.title, slug=slugify(table.call.code), live=False)
        above.add_child(instance=page)
    page.search_description = table.call.summary
    _publish(page, act)


def agreement_published(act: Act) -> None:
    """The page of the agreement goes out with the publication that makes it effective."""
    agreement = act.subject
    assert isinstance(agreement, Agreement)
    call = agreement.call
    page = AgreementPage.objects.filter(agreement=agreement).first()
    if page is None:
        above = AgreementIndexPage.objects.get()
        if call is None:
            title, slug = agreement.title, f"{slugify(agreement.title)[:60]}-{agreement.pk}"
        else:
            first = not AgreementPage.objects.filter(agreement__call=call).exists()
            title, code = call.title, slugify(call.code)
            slug = code if first else f"{code}-{agreement.pk}"
        page = AgreementPage(agreement=agreement, title=title, slug=slug, live=False)
        above.add_child(instance=page)
    page.search_description = agreement.purpose if call is None else call.summary
    _publish(page, act)


def district_founded(act: Act) -> None:
    """The first district gives its name to the site, where the editors have not written another."""
    district = act.result
    assert isinstance(district, SocialDistrict)
    body = DistrictSettings.objects.filter(district_name="", site__is_default_site=True).first()
    if body is None:
        return
    organisation = district.organisation
    body.district_name = district.name
    body.place = district.name.rpartition(" di ")[2]
    body.comuni = ", ".join(comune.name for comune in district.comuni.all())
    body.office = organisation.known_as
    body.address, body.email, body.phone = organisation.address, organisation.email, organisation.phone
    body.pec, body.authority_url = organisation.pec, organisation.website
    body.save()


def role_given(act: Act) -> None:
    """Whoever becomes an editor enters the group that writes pages; what lets them in is the dated role."""
    membership = act.result if act.result is not None else act.subject
    if isinstance(membership, Membership) and membership.role == Role.CMS_EDITOR:
        membership.user.groups.add(Group.objects.get_or_create(name=EDITORS)[0])


AFTER: dict[str, Callable[[Act], None]] = {
    "found_district": district_founded,
    "draft_call": call_drafted,
    "publish_call": call_published,
    "correct_call": call_changed,
    "amend_call": call_changed,
    "answer_question": call_changed,
    "release_answers": call_changed,
    "open_table": table_opened,
    "publish_agreement": agreement_published,
    "grant_membership": role_given,
    "accept_invitation": role_given,
}


def _page_of(call: Call) -> CallPage:
    page = CallPage.objects.filter(call=call).first()
    if page is None:
        above = CallIndexPage.objects.get()
        page = CallPage(call=call, title=call.title or call.code, slug=slugify(call.code), live=False)
        above.add_child(instance=page)
    return page


def _publish(page: BasePage, act: Act) -> None:
    page.live = True
    page.has_unpublished_changes = False
    page.first_published_at = page.first_published_at or act.at
    page.last_published_at = act.at
    page.save(clean=False)
