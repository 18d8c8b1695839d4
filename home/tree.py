# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages a site begins with: planted once after migration, then the editors' own."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
)

from home.models import (
    AgreementIndexPage,
    CallIndexPage,
    ContentPage,
    DistrictSettings,
    HomePage,
    OrganisationIndexPage,
    TableIndexPage,
)

#: The group whose members write the public pages; what lets them in is their dated role (home/rights.py).
EDITORS = "Redazione"
#: The words of the first pages of text, which the editors of each body rewrite.
FIRST_WORDS = Path(__file__).with_name("first_words.json")
#: Class, slug and title of the lists of facts.
LISTS: tuple[tuple[type[Page], str, str], ...] = (
    (CallIndexPage, "avvisi", "Avvisi"),
    (TableIndexPage, "tavoli", "Tavoli"),
    (AgreementIndexPage, "convenzioni", "Convenzioni"),
    (OrganisationIndexPage, "organizzazioni", "Enti"),
)


@transaction.atomic
def plant(**_signal: Any) -> None:
    """Make whatever of the first pages is missing; change nothing that is there."""
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    home = HomePage.objects.first()
    if home is None:
        root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
        home = root.add_child(instance=HomePage(title="Coprogettazione", slug="coprogettazione"))
        site = Site.objects.filter(is_default_site=True).first()
        if site is None:
            site = Site(hostname="localhost", port=80, is_default_site=True, site_name="Coprogettazione")
        welcome = site.root_page if site.root_page_id else None
        site.root_page = home
        site.save()
        if welcome is not None and welcome.depth > 1 and not welcome.get_children().exists():
            welcome.delete()
    for kind, slug, title in LISTS:
        if not home.get_children().filter(slug=slug).exists():
            home.add_child(instance=kind(title=title, slug=slug))
    for words in json.loads(FIRST_WORDS.read_text(encoding="utf-8")):
        if not home.get_children().filter(slug=words["slug"]).exists():
            story = json.dumps([{"type": kind, "value": value} for kind, value in words["story"]])
            page = ContentPage(
                title=words["title"], slug=words["slug"], lead=words["lead"], parts=words["parts"]
            )
            page.story = story
            home.add_child(instance=page)
    DistrictSettings.objects.get_or_create(site=Site.objects.get(is_default_site=True))
    _let_editors_write(home)


def _let_editors_write(home: HomePage) -> None:
    """Pages, pictures and documents to write; opinions to read; the data of the body to correct."""
    editors, _made = Group.objects.get_or_create(name=EDITORS)
    for permission in _permissions("wagtailcore", "add_page", "change_page", "publish_page"):
        GroupPagePermission.objects.get_or_create(group=editors, page=home, permission=permission)
    everywhere = Collection.get_first_root_node() or Collection.add_root(name="Root")
    for app, kind in (("wagtailimages", "image"), ("wagtaildocs", "document")):
        for permission in _permissions(app, f"add_{kind}", f"change_{kind}", f"choose_{kind}"):
            GroupCollectionPermission.objects.get_or_create(
                group=editors, collection=everywhere, permission=permission
            )
    editors.permissions.add(*_permissions("home", "view_pageopinion", "change_districtsettings"))


def _permissions(app: str, *codenames: str) -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label=app, codename__in=codenames)
