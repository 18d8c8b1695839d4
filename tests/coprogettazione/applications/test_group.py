# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The group: shares that make 100, each member for itself, one group for each body, substitution by state."""

from decimal import Decimal

import pytest

from coprogettazione.applications.models import ApplicationForm, ApplicationState
from coprogettazione.applications.queries import completed, divided, warnings_of, what_is_missing
from coprogettazione.applications.services import (
    Incomplete,
    confirm_participation,
    renounce_application,
    set_partnership,
    submit_application,
    substitute_member,
    withdraw_member,
)
from coprogettazione.calls.models import CallState
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed
from tests.factories.applications import CHECKED, STARTED, SUBMITTED, admit, make_application, open_all, start
from tests.factories.calls import make_call
from tests.factories.parties import make_ets, make_legal_representative

pytestmark = pytest.mark.django_db
ATS = ApplicationForm.ATS_TO_BE_FORMED


def put(application, *members, form=ATS, by=None):
    rows = [
        {"codice_fiscale": code if code.isdigit() else make_ets(code).codice_fiscale, "share": share, **more}
        for code, share, more in [(*m, {}) if len(m) == 2 else m for m in members]
    ]
    signer = by or make_legal_representative(application.lead)
    return set_partnership(application=application, form=form, members=rows, by=signer, at=STARTED)


@pytest.fixture
def draft():
    return start(make_call(CallState.PUBLISHED))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["60", "40"], ["60.00", "40.00"]),
        (["33.33", "33.33", "33.33"], ["33.33", "33.33", "33.34"]),
        (["33.333", "33.333", "33.333"], ["33.33", "33.33", "33.34"]),
        (["16.67"] * 6, ["16.67"] * 5 + ["16.65"]),
        (["50", "50", "0"], ["50.00", "50.00", "0.00"]),
        (["50", "49.99"], ["50.00", "50.00"]),
        (["50", "49.98"], None),
        (["55", "20", "20"], None),
        (["60", "50"], None),
        (["0", "0"], None),
    ],
)
def test_shares_make_one_hundred_and_the_last_takes_the_rounding(given, expected):
    found = completed([Decimal(share) for share in given])
    assert found == (expected and [Decimal(share) for share in expected])


def test_a_sum_is_divided_to_the_cent_and_the_last_takes_the_rounding():
    shares = [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]
    parts = divided(Decimal("100.01"), shares)
    assert parts == [Decimal("33.33"), Decimal("33.33"), Decimal("33.35")]
    assert sum(parts) == Decimal("100.01")


def test_shares_that_do_not_make_one_hundred_are_refused_with_their_sum(draft):
    with pytest.raises(
        Invalid, match="Le quote sommano a 95 %: devono fare 100 %, per esempio 60 e 40"
    ) as refused:
        put(draft, ("ets1", "55"), ("ets2", "40"))
    assert "shares" in refused.value.fields


def test_a_group_is_written_with_its_lead_first_and_its_members_invited(draft):
    put(draft, ("ets1", "55"), ("ets2", "20"), ("ets4", "25"))
    shares = [(member.organisation.short_name, member.share) for member in draft.members.all()]
    assert shares == [
        ("La Lanterna", Decimal("55")),
        ("Passi Insieme", Decimal("20")),
        ("Casa Aperta", Decimal("25")),
    ]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("9000001000", "Il codice fiscale di un ente ha 11 cifre"),
        ("90000010001", "la cifra di controllo non torna"),
        ("90000080003", "Nessun ente iscritto alla piattaforma ha il codice fiscale 90000080003"),
    ],
)
def test_a_wrong_or_unknown_codice_fiscale_is_refused_in_its_place(draft, code, words):
    with pytest.raises(Invalid, match=words) as refused:
        put(draft, ("ets1", "50"), (code, "50"))
    assert list(refused.value.fields) == ["members-1-codice_fiscale"]


@pytest.mark.parametrize("share", ["-1", "101", "NaN", "Infinity", "metà"])
def test_a_share_that_is_no_share_is_refused_in_its_place(draft, share):
    with pytest.raises(Invalid, match="Scrivi una quota tra 0 e 100, per esempio 40") as refused:
        put(draft, ("ets1", "50"), ("ets2", share))
    assert list(refused.value.fields) == ["members-1-share"]


def test_the_same_body_twice_is_refused(draft):
    with pytest.raises(Invalid, match="Lo stesso ente è scritto due volte"):
        put(draft, ("ets1", "50"), ("ets2", "25"), ("ets2", "25"))


def test_a_group_without_its_lead_is_refused(draft):
    with pytest.raises(Invalid, match="Nel gruppo manca il capofila, La Lanterna"):
        put(draft, ("ets2", "50"), ("ets3", "50"))


def test_a_group_of_one_and_a_single_body_in_two_are_refused(draft):
    with pytest.raises(Invalid, match="In un gruppo ci sono almeno due enti"):
        put(draft, ("ets1", "100"))
    with pytest.raises(Invalid, match="Un ente singolo si presenta da solo"):
        put(draft, ("ets1", "50"), ("ets2", "50"), form=ApplicationForm.SINGLE)


def test_who_only_supports_has_no_share(draft):
    with pytest.raises(Invalid, match="la sua quota è 0"):
        put(draft, ("ets1", "60"), ("ets2", "40", {"role": "SUPPORTER"}))
    put(draft, ("ets1", "100"), ("ets2", "0", {"role": "SUPPORTER"}))


def test_only_the_lead_composes_the_group(draft):
    put(draft, ("ets1", "50"), ("ets2", "50"))
    with pytest.raises(NotAllowed):
        put(draft, ("ets1", "10"), ("ets2", "90"), by=make_legal_representative(make_ets("ets2")))


def test_each_member_commits_for_itself_and_only_once(draft):
    put(draft, ("ets1", "50"), ("ets2", "50"))
    other = make_ets("ets2")
    with pytest.raises(NotAllowed, match="Non hai un ruolo in Passi Insieme che lo permetta"):
        confirm_participation(
            application=draft, organisation=other, by=make_legal_representative(draft.lead), at=STARTED
        )
    marco = make_legal_representative(other)
    confirm_participation(application=draft, organisation=other, by=marco, at=STARTED)
    with pytest.raises(AlreadyDone, match="Marco Rinaldi ha già preso l’impegno per Passi Insieme"):
        confirm_participation(application=draft, organisation=other, by=marco, at=STARTED)


def test_a_commitment_falls_when_the_share_changes_and_stays_when_it_does_not(draft):
    put(draft, ("ets1", "50"), ("ets2", "50"))
    other = make_ets("ets2")
    confirm_participation(
        application=draft, organisation=other, by=make_legal_representative(other), at=STARTED
    )
    put(draft, ("ets1", "50"), ("ets2", "50"))
    assert draft.members.get(organisation=other).confirmed_at
    put(draft, ("ets1", "40"), ("ets2", "60"))
    assert draft.members.get(organisation=other).confirmed_at is None


def test_the_same_body_in_two_groups_is_refused_when_the_call_blocks_it():
    call = make_call(CallState.PUBLISHED)
    make_application(call, "ets1", "ets2")
    second = make_application(call, "ets3", "ets2", state=ApplicationState.DRAFT)
    with pytest.raises(Incomplete, match="Passi Insieme è già in un’altra domanda"):
        submit_application(application=second, by=make_legal_representative(second.lead), at=SUBMITTED)


def test_the_same_body_in_two_groups_is_only_warned_of_when_the_call_says_so():
    call = make_call(CallState.PUBLISHED, double_participation="WARN")
    make_application(call, "ets1", "ets2")
    second = make_application(call, "ets3", "ets2")
    assert second.state == ApplicationState.RECEIVED
    assert warnings_of(second) == ["Passi Insieme è anche in un’altra domanda: l’ufficio lo vedrà."]


def test_a_body_that_never_committed_elsewhere_is_free():
    call = make_call(CallState.PUBLISHED)
    invited = start(call, "ets1", "ets2")
    second = make_application(call, "ets3", "ets2")
    assert second.state == ApplicationState.RECEIVED
    assert any("impegno" in gap.title for gap in what_is_missing(invited, STARTED))


@pytest.fixture
def admitted():
    call = make_call(CallState.PUBLISHED)
    application = make_application(call, "ets1", "ets2")
    open_all(call)
    return admit(application)


def leave(application, by=None, key="ets2"):
    return withdraw_member(
        application=application,
        organisation=make_ets(key),
        reason="Non abbiamo più operatori",
        by=by or make_legal_representative(make_ets(key)),
        at=CHECKED,
    )


def enter(application, key="ets4"):
    return substitute_member(
        application=application,
        leaving=make_ets("ets2"),
        entering=make_ets(key),
        reason="Passi Insieme ha lasciato il gruppo",
        by=application.call.procedure_officer,
        at=CHECKED,
    )


def allow(application, *states):
    type(application.call).objects.filter(pk=application.call_id).update(substitution_states=list(states))
    application.refresh_from_db()


def test_a_partner_leaves_by_itself_or_by_the_lead_and_never_the_lead(admitted):
    assert leave(admitted).left_at == CHECKED
    with pytest.raises(Invalid, match="Il capofila non può uscire dal gruppo"):
        leave(admitted, key="ets1")


def test_a_substitution_in_a_state_the_avviso_does_not_allow_is_refused(admitted):
    allow(admitted, CallState.TABLE_OPEN)
    leave(admitted)
    with pytest.raises(Invalid, match="L’avviso non ammette di sostituire un partner nello stato") as refused:
        enter(admitted)
    assert "6656/2025" in str(refused.value)


def test_a_substitution_where_the_avviso_allows_it_takes_the_place_and_waits_for_the_commitment(admitted):
    allow(admitted, CallState.ADMISSIBILITY)
    leave(admitted)
    new = enter(admitted)
    assert (new.share, new.role, new.confirmed_at) == (Decimal("50.00"), "ETS_PARTNER", None)
    confirm_participation(
        application=admitted,
        organisation=new.organisation,
        by=make_legal_representative(new.organisation),
        at=CHECKED,
    )
    with pytest.raises(AlreadyDone, match="Passi Insieme è già stato sostituito"):
        enter(admitted, "ets3")


def test_a_body_of_another_group_does_not_enter_in_the_place_of_another():
    call = make_call(CallState.PUBLISHED)
    application = make_application(call, "ets1", "ets2")
    make_application(call, "ets4")
    open_all(call)
    admit(application)
    allow(application, CallState.ADMISSIBILITY)
    with pytest.raises(Invalid, match="Casa Aperta è già in un’altra domanda"):
        enter(application)


def test_a_body_that_applied_alone_is_in_a_group_all_the_same():
    call = make_call(CallState.PUBLISHED)
    make_application(call, "ets2")
    second = make_application(call, "ets1", "ets2", state=ApplicationState.DRAFT)
    with pytest.raises(Incomplete, match="Passi Insieme è già in un’altra domanda"):
        submit_application(application=second, by=make_legal_representative(second.lead), at=SUBMITTED)


def test_a_renunciation_after_the_opening_ends_the_application_with_its_reason(admitted):
    renounce_application(
        application=admitted,
        reason="Il progetto è cambiato",
        by=make_legal_representative(admitted.lead),
        at=CHECKED,
    )
    admitted.refresh_from_db()
    assert (admitted.state, admitted.reasons) == (ApplicationState.WITHDRAWN, "Il progetto è cambiato")
    assert admitted.submissions.filter(superseded_at__isnull=True).exists()
