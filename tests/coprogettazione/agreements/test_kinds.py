# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Agreements that no call leads to: drafted by a body, with many parties, joined and left later, renewed."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from coprogettazione.agreements.models import Agreement, AgreementKind, AgreementState, RoundState
from coprogettazione.agreements.queries import agreements_seen_by, municipalities_of, parties_of, signing_of
from coprogettazione.agreements.services import (
    abandon_agreement,
    add_parties,
    draft_addendum,
    drop_party,
    give_expiry_notice,
    invite_adhesion,
    publish_agreement,
    refuse_to_sign,
    remove_party,
    renew_agreement,
    send_for_signature,
    start_execution,
    terminate_agreement,
    watch_agreements,
    withdraw_from_agreement,
    write_agreement,
)
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.notifications.models import Message
from coprogettazione.parties.models import Organisation, OrganisationKind, OrganisationState
from coprogettazione.records.refusals import Invalid, NotAllowed, WrongState
from coprogettazione.records.rights import may
from home.models import AgreementPage
from tests.factories.agreements import ROME, sign_for, signer_of
from tests.factories.bodies import (
    DUE,
    DURING,
    END,
    OPENED,
    SENT,
    make_bodies,
    make_draft,
    make_sent,
    make_union,
)
from tests.factories.calls import make_executive, make_officer, make_operator
from tests.factories.parties import make_ets, make_legal_representative
from tests.factories.tables import authority, lanterna
from tests.workflows.desks import on_the_desk_of

WHY = "La giunta ha deliberato di non farne più parte."
pytestmark = pytest.mark.django_db


def in_force(kind: str = AgreementKind.OPERATIONAL_AGREEMENT, **changed: Any) -> Agreement:
    """An agreement signed by all on 20 March 2026."""
    agreement = make_sent(kind, **changed)
    for party in parties_of(agreement):
        extra = {"deliberation": "C.C. 7/2026"} if kind == AgreementKind.PROGRAMME_AGREEMENT else {}
        sign_for(agreement, party.organisation, at=DURING, **extra)
    return Agreement.objects.get(pk=agreement.pk)


def test_a_programme_agreement_is_drafted_with_a_model_text_and_who_keeps_it_as_first_party() -> None:
    agreement = make_draft(bodies=make_bodies(2))
    assert (agreement.call, agreement.state) == (None, AgreementState.DRAFT)
    assert next(party.organisation for party in parties_of(agreement)) == authority()
    assert "send_for_signature" in on_the_desk_of(make_officer(), OPENED)
    assert agreement in agreements_seen_by(make_operator(), OPENED)


def test_the_parties_do_not_read_a_draft() -> None:
    body = make_bodies(1)[0]
    agreement = make_draft(bodies=[body])
    mayor = make_legal_representative(body)
    assert not may(mayor, "read_agreement", agreement, OPENED)
    assert agreement not in agreements_seen_by(mayor, OPENED)
    send_for_signature(agreement=agreement, due_on=DUE, by=make_officer(), at=SENT)
    assert may(mayor, "read_agreement", agreement, SENT)
    assert agreement in agreements_seen_by(mayor, SENT)


def test_many_parties_are_added_at_once_by_their_codes() -> None:
    bodies = make_bodies(3)
    agreement = make_draft()
    codes = f"{bodies[0].codice_fiscale}, {bodies[1].ipa_code}\n{bodies[2].codice_fiscale}"
    added = add_parties(agreement=agreement, codes=codes, by=make_operator(), at=OPENED)
    assert [party.organisation for party in added] == bodies
    assert add_parties(agreement=agreement, codes=codes, by=make_operator(), at=OPENED) == []


def test_an_unknown_code_adds_nobody_and_is_named() -> None:
    body = make_bodies(1)[0]
    agreement = make_draft()
    with pytest.raises(Invalid, match="non sono di enti registrati qui: 12345678901, c_zz99"):
        add_parties(
            agreement=agreement,
            codes=f"{body.codice_fiscale} 12345678901 c_zz99",
            by=make_officer(),
            at=OPENED,
        )
    assert agreement.parties.count() == 1


def test_a_body_that_no_office_has_checked_is_not_added() -> None:
    body = make_bodies(1)[0]
    Organisation.objects.filter(pk=body.pk).update(state=OrganisationState.CLAIMED)
    with pytest.raises(Invalid, match="non ha ancora controllato: Comune di prova 1"):
        add_parties(agreement=make_draft(), codes=body.codice_fiscale, by=make_officer(), at=OPENED)


def test_a_programme_agreement_takes_public_bodies_only() -> None:
    with pytest.raises(Invalid, match="lega enti pubblici; non lo è: La Lanterna"):
        add_parties(agreement=make_draft(), organisations=[lanterna()], by=make_officer(), at=OPENED)


def test_an_operational_agreement_takes_bodies_ets_and_unions() -> None:
    agreement = in_force(bodies=[*make_bodies(1), lanterna(), make_union()])
    assert (agreement.state, agreement.repertory) == (AgreementState.SIGNED, "1/2026")
    assert (agreement.starts_on, agreement.public_grant) == (DURING.date(), 0)
    paper = agreement.paper
    assert paper is not None
    assert paper.title.startswith("Accordo operativo 1/2026")


def test_the_comuni_of_the_district_that_are_registered_can_be_picked() -> None:
    body = make_bodies(1)[0]
    Organisation.objects.filter(pk=body.pk).update(name="Comune di Borgolieto")
    assert list(municipalities_of(make_draft())) == [body]


def test_who_has_no_office_in_the_body_opens_no_agreement() -> None:
    with pytest.raises(NotAllowed):
        make_draft(by=make_legal_representative(make_ets("ets6")))
    with pytest.raises(Invalid, match="non è dirigente"):
        make_draft(executive_officer=make_officer())


def test_a_convention_is_not_opened_here() -> None:
    with pytest.raises(Invalid, match="nasce dal tavolo"):
        make_draft(AgreementKind.CONVENTION)


def test_a_party_is_taken_out_of_a_draft_and_who_keeps_it_is_not() -> None:
    body = make_bodies(1)[0]
    agreement = make_draft(bodies=[body])
    remove_party(agreement=agreement, organisation=body, by=make_officer(), at=OPENED)
    assert agreement.parties.count() == 1
    with pytest.raises(Invalid, match="non si può togliere"):
        remove_party(agreement=agreement, organisation=authority(), by=make_officer(), at=OPENED)


def test_a_draft_with_one_party_only_is_not_sent() -> None:
    with pytest.raises(Invalid, match="almeno due parti"):
        send_for_signature(agreement=make_draft(), due_on=DUE, by=make_officer(), at=SENT)


def test_a_body_without_who_can_sign_is_named_before_anything_is_sent() -> None:
    body = make_bodies(1)[0]
    body.memberships.update(valid_to=OPENED.date())
    agreement = make_draft(bodies=[body])
    with pytest.raises(Invalid, match="Comune di prova 1 non ha un legale rappresentante"):
        send_for_signature(agreement=agreement, due_on=DUE, by=make_officer(), at=SENT)


def test_a_programme_agreement_names_its_oversight_board() -> None:
    agreement = make_draft(bodies=make_bodies(1))
    Agreement.objects.filter(pk=agreement.pk).update(oversight_board="")
    with pytest.raises(Invalid, match="collegio di vigilanza"):
        send_for_signature(agreement=agreement, due_on=DUE, by=make_officer(), at=SENT)


def test_each_comune_says_by_which_deliberation_it_signs() -> None:
    agreement = make_sent()
    body = parties_of(agreement)[1].organisation
    with pytest.raises(Invalid, match="con quale deliberazione"):
        sign_for(agreement, body, at=DURING)
    slot = sign_for(agreement, body, at=DURING, deliberation="C.C. 12/2026")
    assert slot.party.deliberation == "C.C. 12/2026"


def test_an_abandoned_draft_leaves_every_desk() -> None:
    agreement = make_draft()
    abandon_agreement(agreement=agreement, reasons=WHY, by=make_officer(), at=OPENED)
    assert agreement.state == AgreementState.ABANDONED
    assert on_the_desk_of(make_officer(), OPENED) == []


def test_nobody_is_left_out_of_a_programme_agreement() -> None:
    agreement = make_sent()
    body = parties_of(agreement)[1].organisation
    with pytest.raises(NotAllowed, match="consenso di tutti"):
        drop_party(agreement=agreement, organisation=body, reasons=WHY, by=make_officer(), at=DURING)


def test_an_operational_agreement_goes_on_without_who_refuses_and_is_in_force_at_once() -> None:
    bodies = make_bodies(2)
    agreement = make_sent(AgreementKind.OPERATIONAL_AGREEMENT, bodies)
    refuse_to_sign(
        agreement=agreement,
        organisation=bodies[0],
        reasons=WHY,
        by=make_legal_representative(bodies[0]),
        at=DURING,
    )
    sign_for(agreement, bodies[1], at=DURING)
    sign_for(agreement, authority(), at=DURING)
    drop_party(agreement=agreement, organisation=bodies[0], reasons=WHY, by=make_officer(), at=DURING)
    agreement.refresh_from_db()
    assert (agreement.state, agreement.repertory) == (AgreementState.SIGNED, "1/2026")
    assert [party.organisation for party in parties_of(agreement)] == [authority(), bodies[1]]
    assert agreement.parties.get(organisation=bodies[0]).drop_reasons == WHY


def test_it_is_published_with_its_own_page_and_has_no_beginning_apart(client: Any) -> None:
    agreement = in_force()
    publish_agreement(agreement=agreement, by=make_officer(), at=DURING)
    page = AgreementPage.objects.get(agreement=agreement)
    answer = client.get(page.address)
    assert answer.status_code == 200
    assert agreement.title in answer.content.decode()
    assert "Rappresentante Numero" not in answer.content.decode()
    with pytest.raises(NotAllowed, match="in corso dal giorno dell’ultima firma"):
        start_execution(agreement=agreement, starts_on=DURING.date(), by=make_officer(), at=DURING)


def test_a_body_joins_later_by_signing_the_form() -> None:
    agreement = in_force()
    new = make_bodies(1)[0]
    invite_adhesion(agreement=agreement, organisation=new, due_on=DUE, by=make_officer(), at=DURING)
    party = agreement.parties.get(organisation=new)
    assert not party.is_bound_on(DURING.date())
    assert party not in parties_of(agreement)
    assert "sign_agreement" in on_the_desk_of(make_legal_representative(new), DURING)
    later = DURING + timedelta(days=3)
    sign_for(agreement, new, at=later)
    party.refresh_from_db()
    agreement.refresh_from_db()
    assert party.joined_on == later.date()
    assert party in parties_of(agreement)
    assert agreement.repertory == "1/2026"
    assert agreement.rounds.get(number=2).state == RoundState.COMPLETED


def test_who_is_a_party_is_not_invited() -> None:
    agreement = in_force()
    with pytest.raises(Invalid, match="è già tra le parti"):
        invite_adhesion(agreement=agreement, organisation=authority(), by=make_officer(), at=DURING)


def test_a_party_leaves_with_the_notice_that_the_text_asks_for() -> None:
    agreement = in_force()
    body = parties_of(agreement)[1].organisation
    mayor = make_legal_representative(body)
    party = withdraw_from_agreement(agreement=agreement, organisation=body, reasons=WHY, by=mayor, at=DURING)
    assert party.leaves_on == date(2026, 6, 18)
    assert party.is_bound_on(date(2026, 6, 17))
    assert not party.is_bound_on(date(2026, 6, 18))
    assert Message.objects.filter(recipient=make_officer(), body__contains=WHY).exists()
    with pytest.raises(WrongState, match="già stato comunicato"):
        withdraw_from_agreement(agreement=agreement, organisation=body, reasons=WHY, by=mayor, at=DURING)


def test_nobody_withdraws_another_body_nor_where_the_text_does_not_allow_it() -> None:
    agreement = in_force()
    first, second = (party.organisation for party in list(parties_of(agreement))[1:])
    with pytest.raises(NotAllowed, match="recede il suo legale rappresentante"):
        withdraw_from_agreement(
            agreement=agreement,
            organisation=second,
            reasons=WHY,
            by=make_legal_representative(first),
            at=DURING,
        )
    Agreement.objects.filter(pk=agreement.pk).update(withdrawal_notice_days=None)
    agreement.refresh_from_db()
    with pytest.raises(NotAllowed, match="non prevede il recesso"):
        withdraw_from_agreement(
            agreement=agreement,
            organisation=first,
            reasons=WHY,
            by=make_legal_representative(first),
            at=DURING,
        )


def renewed(agreement: Agreement, until: date, at: datetime = DURING) -> Agreement:
    return renew_agreement(
        agreement=agreement,
        ends_on=until,
        act_number="41/2026",
        act_date=DURING.date(),
        reasons="Il piano di zona è prorogato di un anno dalla Regione.",
        by=make_executive(),
        at=at,
    )


def test_it_is_renewed_once_within_what_the_text_allows() -> None:
    agreement = in_force()
    with pytest.raises(Invalid, match="al massimo fino al"):
        renewed(agreement, date(2030, 1, 1))
    renewed(agreement, date(2029, 12, 31))
    assert agreement.ends_on == date(2029, 12, 31)
    assert Paper.objects.filter(kind=PaperKind.EXECUTIVE_ACT, number="41/2026").exists()
    with pytest.raises(NotAllowed, match="è già stato rinnovato"):
        renewed(agreement, date(2029, 12, 31))


@pytest.mark.parametrize(
    ("at", "allowed"),
    [
        (datetime(2028, 12, 31, 23, 59, 59, tzinfo=ROME), True),
        (datetime(2029, 1, 1, 0, 0, 0, tzinfo=ROME), False),
    ],
)
def test_it_is_renewed_before_it_ends(at: datetime, allowed: bool) -> None:
    agreement = in_force()
    assert bool(may(make_executive(), "renew_agreement", agreement, at)) is allowed


def test_the_end_is_told_once_ninety_days_before() -> None:
    agreement = in_force()
    before = datetime(2028, 10, 1, 23, 59, 59, tzinfo=ROME)
    assert watch_agreements(at=before) == 0
    assert watch_agreements(at=before + timedelta(seconds=1)) == 1
    assert watch_agreements(at=before + timedelta(days=9)) == 0
    told = Message.objects.filter(key__startswith="end_near", channel="IN_APP")
    assert make_officer() in [m.recipient for m in told]
    assert signer_of(parties_of(agreement)[1].organisation, agreement) in [m.recipient for m in told]
    with pytest.raises(WrongState):
        give_expiry_notice(agreement=agreement, by=None, at=before + timedelta(days=9))


def test_an_addendum_binds_who_is_bound_and_takes_its_own_number() -> None:
    agreement = in_force()
    gone = parties_of(agreement)[2].organisation
    withdraw_from_agreement(
        agreement=agreement, organisation=gone, reasons=WHY, by=make_legal_representative(gone), at=DURING
    )
    later = DURING + timedelta(days=120)
    addendum = draft_addendum(agreement=agreement, title="Orari nuovi", by=make_officer(), at=later)
    assert (addendum.kind, addendum.amends) == (AgreementKind.ADDENDUM, agreement)
    assert gone not in [party.organisation for party in parties_of(addendum)]
    with pytest.raises(Invalid, match="«Che cosa cambia», ha ancora le parole del modello"):
        send_for_signature(
            agreement=addendum, due_on=later.date() + timedelta(days=20), by=make_officer(), at=later
        )
    write_agreement(
        agreement=addendum,
        premises=[],
        articles=[{"title": "Che cosa cambia", "paragraphs": ["Lo sportello apre alle otto."]}],
        ends_on=addendum.ends_on,
        by=make_officer(),
        at=later,
    )
    addendum.refresh_from_db()
    send_for_signature(
        agreement=addendum, due_on=later.date() + timedelta(days=20), by=make_officer(), at=later
    )
    for party in parties_of(addendum):
        sign_for(addendum, party.organisation, at=later)
    addendum.refresh_from_db()
    assert addendum.repertory == "2/2026"
    assert addendum.paper is not None
    assert addendum.paper.title.startswith("Atto aggiuntivo al rep. 1/2026 2/2026")


def test_it_ends_by_an_act_of_the_executive() -> None:
    agreement = in_force()
    terminate_agreement(
        agreement=agreement,
        reasons="Gli enti hanno approvato un nuovo piano di zona.",
        act_number="50/2026",
        act_date=DURING.date(),
        by=make_executive(),
        at=DURING,
    )
    assert agreement.state == AgreementState.TERMINATED
    assert "publish_agreement" not in on_the_desk_of(make_officer(), DURING)


def test_the_health_body_is_a_public_body_like_the_others() -> None:
    health = make_bodies(1, OrganisationKind.HEALTH_BODY, "Azienda sanitaria")
    agreement = make_sent(bodies=health)
    signing = signing_of(agreement)
    assert signing is not None
    assert agreement.ends_on == END
    assert [slot.party.role for slot in signing.slots] == ["PUBLIC_BODY", "PUBLIC_BODY"]
