# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Trusted lists (ETSI TS 119 612) as a country publishes them, and the list of the lists, signed by the tests."""

import base64
from dataclasses import dataclass
from datetime import datetime

from lxml import etree
from signxml import SignatureMethod
from signxml.xades import XAdESSigner

from tests.pki import Holder

TYPES = "http://uri.etsi.org/TrstSvc/Svctype/"
STATUS = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/"
RULES = "http://uri.etsi.org/TrstSvc/TrustedList/schemerules/"
ISSUED = "<ListIssueDateTime>2026-07-01T00:00:00Z</ListIssueDateTime>"


@dataclass(frozen=True)
class Service:
    """A service of a list: granted from an instant, withdrawn at another."""

    holder: Holder
    granted: datetime
    withdrawn: datetime | None = None
    kind: str = "CA/QC"
    only_for: str = ""


def trusted_list(*services: Service, signer: Holder) -> str:
    rows = "".join(_service(service) for service in services)
    return _signed(
        f"<SchemeInformation>{ISSUED}</SchemeInformation><TrustServiceProviderList><TrustServiceProvider>"
        f"<TSPServices>{rows}</TSPServices></TrustServiceProvider></TrustServiceProviderList>",
        signer,
    )


def list_of_lists(*, territory: str, address: str, list_signer: Holder, signer: Holder) -> str:
    rules = f"<SchemeTypeCommunityRules><URI xml:lang='en'>{RULES}EUcommon</URI></SchemeTypeCommunityRules>"
    mime = '<m:MimeType xmlns:m="http://uri.etsi.org/02231/v2/additionaltypes#">application/vnd.etsi.tsl+xml</m:MimeType>'
    said = "".join(
        f"<OtherInformation>{one}</OtherInformation>"
        for one in (f"<SchemeTerritory>{territory}</SchemeTerritory>", rules, mime)
    )
    return _signed(
        "<SchemeInformation><SchemeInformationURI><URI xml:lang='en'>https://example.eu/notes.html</URI>"
        f"</SchemeInformationURI>{ISSUED}<PointersToOtherTSL><OtherTSLPointer><ServiceDigitalIdentities>"
        f"<ServiceDigitalIdentity>{_identity(list_signer)}</ServiceDigitalIdentity></ServiceDigitalIdentities>"
        f"<TSLLocation>{address}</TSLLocation><AdditionalInformation>{said}</AdditionalInformation>"
        "</OtherTSLPointer></PointersToOtherTSL></SchemeInformation>",
        signer,
    )


def _service(service: Service) -> str:
    kind = f"<ServiceTypeIdentifier>{TYPES}{service.kind}</ServiceTypeIdentifier>"
    name = "<ServiceName><Name xml:lang='en'>Servizio di prova</Name></ServiceName>"
    identity = f"<ServiceDigitalIdentity>{_identity(service.holder)}</ServiceDigitalIdentity>"
    only = (
        "<ServiceInformationExtensions><Extension Critical='true'><AdditionalServiceInformation><URI xml:lang='en'>"
        f"http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/{service.only_for}</URI></AdditionalServiceInformation>"
        "</Extension></ServiceInformationExtensions>"
        if service.only_for
        else ""
    )

    def state(status: str, since: datetime) -> str:
        began = f"<StatusStartingTime>{since:%Y-%m-%dT%H:%M:%SZ}</StatusStartingTime>"
        return f"{kind}{name}{identity}<ServiceStatus>{STATUS}{status}</ServiceStatus>{began}{only}"

    now, before = state("granted", service.granted), ""
    if service.withdrawn:
        now = state("withdrawn", service.withdrawn)
        granted = state("granted", service.granted)
        before = (
            f"<ServiceHistory><ServiceHistoryInstance>{granted}</ServiceHistoryInstance></ServiceHistory>"
        )
    return f"<TSPService><ServiceInformation>{now}</ServiceInformation>{before}</TSPService>"


def _identity(holder: Holder) -> str:
    der = base64.b64encode(holder.asn1.dump()).decode()
    return f"<DigitalId><X509Certificate>{der}</X509Certificate></DigitalId>"


def _signed(body: str, signer: Holder) -> str:
    root = etree.fromstring(
        f'<TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#" TSLTag="http://uri.etsi.org/19612/TSLTag">'
        f"{body}</TrustServiceStatusList>"
    )
    made = XAdESSigner(signature_algorithm=SignatureMethod.ECDSA_SHA256).sign(
        root, key=signer.secret, cert=[signer.pem.decode()]
    )
    return etree.tostring(made, encoding="unicode")
