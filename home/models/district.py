# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What belongs to one body and appears on every page: name, office, addresses, links the law asks for."""

from typing import Any

from django.db import models
from django.db.models import Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from coprogettazione.records.models import RegisterHead
from home.models.edition import SiteEdition
from home.prepared import Prepared
from home.shelf import Heads


@register_setting(icon="home", order=100)
class DistrictSettings(BaseSiteSetting):
    """The body that publishes this site, as header and footer name it."""

    district_name = models.CharField(
        _("nome dell’ambito"),
        max_length=120,
        default="",
        blank=True,
        help_text=_("Come appare in alto e nel piè di pagina: «Ambito territoriale sociale di Valdora»."),
    )
    place = models.CharField(
        _("nome breve"), max_length=60, blank=True, help_text=_("Per i titoli: «Valdora».")
    )
    authority_url = models.URLField(_("sito dell’ente"), blank=True)
    comuni = models.CharField(
        _("comuni"),
        max_length=400,
        blank=True,
        help_text=_("«Valdora (capofila), Borgolieto, Castel Ombroso»."),
    )
    office = models.CharField(_("ufficio"), max_length=120, blank=True, help_text=_("«Ufficio di Piano»."))
    address = models.CharField(_("indirizzo"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telefono"), max_length=60, blank=True)
    pec = models.EmailField(_("PEC"), blank=True)
    transparency_url = models.URLField(_("Amministrazione trasparente"), blank=True)
    notice_board_url = models.URLField(_("Albo pretorio"), blank=True)
    accessibility_url = models.URLField(
        _("dichiarazione di accessibilità"),
        blank=True,
        help_text=_("Il suo indirizzo su form.agid.gov.it. Se manca, il sito porta alla pagina interna."),
    )
    fault_report_url = models.URLField(
        _("segnalazione disservizio"),
        blank=True,
        help_text=_("Se manca, il sito porta alla pagina «Segnala un problema»."),
    )
    improvement_plan_url = models.URLField(_("piano di miglioramento del sito"), blank=True)

    panels = [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("district_name", "place", "comuni", "authority_url")],
            heading=_("L’ambito"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("office", "address", "email", "phone", "pec")],
            heading=_("L’ufficio"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in (
                    "transparency_url",
                    "notice_board_url",
                    "accessibility_url",
                    "fault_report_url",
                    "improvement_plan_url",
                )
            ],
            heading=_("Trasparenza e accessibilità"),
        ),
    ]

    class Meta:
        verbose_name = _("dati dell’ambito")
        verbose_name_plural = _("dati dell’ambito")

    def __str__(self) -> Any:
        """The name of the body."""
        return self.district_name

    @classmethod
    def for_request(cls, request: HttpRequest) -> "DistrictSettings":
        """The body's data, with the site they belong to in one query."""
        if not hasattr(request, cls.get_cache_attr_name()):
            _remember(request, list(Site.objects.select_related("districtsettings").order_by("pk")[:2]))
        return super().for_request(request)


#: The first site and a second, if any, with what every page needs of them and of the heads.
SITES = Prepared(
    lambda: (
        Site.objects.select_related("districtsettings", "root_page__homepage")
        .annotate(
            register=Subquery(RegisterHead.objects.values("seq")[:1]),
            edition=Subquery(SiteEdition.objects.values("number")[:1]),
        )
        .order_by("pk")[:2]
    )
)


def remember_site(request: HttpRequest) -> Heads:
    """Where there is one site (the usual case), read with one query what every page needs of it.

    Returns how far the register and the editors have come.
    """
    sites = _remember(request, SITES())
    if len(sites) == 1 and (home := getattr(sites[0].root_page, "homepage", None)):
        sites[0].root_page.__dict__["specific"] = home
    return Heads(sites[0].register or 0, sites[0].edition or 0) if sites else Heads(0, 0)


def _remember(request: HttpRequest, found: list[Any]) -> list[Any]:
    """Where there is one site, keep it where Wagtail looks for it."""
    if len(found) == 1:
        request._wagtail_site = found[0]  # noqa: SLF001  # Wagtail's own cache of the site
        if body := getattr(found[0], "districtsettings", None):
            setattr(request, DistrictSettings.get_cache_attr_name(), body)
    return found
