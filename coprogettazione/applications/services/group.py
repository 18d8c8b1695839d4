# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The group: who is in it, with which share, who committed, who leaves and who enters in its place."""

from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.applications.models import (
    Application,
    ApplicationForm,
    Member,
    MemberRole,
)
from coprogettazione.applications.notifications import remind, tell_invited, tell_member_change
from coprogettazione.applications.queries import changed_since, commitment_of, what_is_missing
from coprogettazione.applications.queries.eligibility import elsewhere, ineligible_because, lots_beyond
from coprogettazione.applications.queries.shares import completed
from coprogettazione.applications.services.drafting import act_for, member_of, title_of
from coprogettazione.calls.queries import profile_of
from coprogettazione.parties.codes import tidy, validate_body_code
from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.canonical import canonical_json, sha256
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed
from coprogettazione.records.rights import may
from coprogettazione.records.roles import Role
from coprogettazione.wording import ROME, day, joined, number


@deed(
    on="application",
    says=gettext_lazy("ha detto chi partecipa alla domanda e con quale quota"),
    sealed=True,
    law="art. 55, d.lgs. 117/2017",
)
def set_partnership(
    act: Act,
    *,
    application: Application,
    form: str,
    members: list[dict[str, Any]],
    by: User | None,
    at: datetime,
) -> Application:
    """Say who is in the group.

    Each of `members`: `codice_fiscale`, `role`, `share` (per cent; Decimal or its text).

    Who was there and still is keeps its texts and its commitment, unless role or share changed. Raises
    Invalid: shares
    that do not make 100, an unknown body, the same twice, the lead left out, a group of one.
    """
    if form not in ApplicationForm.values:
        raise Invalid(_("Forma non prevista."), fields={"form": _("Scegli una delle forme elencate.")})
    given = [_member(n, member) for n, member in enumerate(members)]
    _whole(form, application, [body for body, _role, _share in given])
    _admitted(application, [(body, role) for body, role, _share in given])
    shares = completed([share for _body, _role, share in given])
    if shares is None:
        total = sum((share for _body, _role, share in given), Decimal(0))
        words = _("Le quote sommano a %(total)s %%: devono fare 100 %%, per esempio 60 e 40.") % {
            "total": number(total)
        }
        raise Invalid(words, fields={"shares": words})
    present = {m.organisation_id: m for m in application.members.filter(left_at__isnull=True)}
    for position, ((body, role, _share), share) in enumerate(zip(given, shares, strict=True)):
        member = present.pop(body.pk, None)
        if member is None:
            member = Member(application=application, organisation=body, title=title_of(body), invited_at=at)
        elif (member.role, member.share) != (role, share):
            member.confirmed_at, member.confirmed_by, member.confirmed_items = None, None, {}
        member.role, member.share, member.position = role, share, position
        invited = member.pk is None
        member.save()
        if invited:
            tell_invited(member, at)
    for gone in present.values():
        application.answers.filter(organisation=gone.organisation_id).delete()
        application.lines.filter(organisation=gone.organisation_id).delete()
        application.declarations.filter(organisation=gone.organisation_id).delete()
        application.attachments.filter(organisation=gone.organisation_id).delete()
        gone.delete()
    application.form = form
    application.save(update_fields=["form"])
    act.record(
        shares={body.codice_fiscale: share for (body, *_rest), share in zip(given, shares, strict=True)}
    )
    return application


def _member(position: int, given: dict[str, Any]) -> tuple[Organisation, str, Decimal]:
    code = tidy(str(given.get("codice_fiscale", "")))
    here = f"members-{position}-"
    try:
        validate_body_code(code)
    except ValidationError as fault:
        words = fault.messages[0]
        raise Invalid(words, fields={f"{here}codice_fiscale": words}) from None
    body = Organisation.objects.filter(codice_fiscale=code).first()
    if body is None:
        words = _(
            "Nessun ente iscritto alla piattaforma ha il codice fiscale %(code)s: chiedigli di iscriversi."
        ) % {"code": code}
        raise Invalid(words, fields={f"{here}codice_fiscale": words})
    role = str(given.get("role", MemberRole.ETS_PARTNER))
    if role not in MemberRole.values:
        words = _("Scegli uno dei ruoli elencati.")
        raise Invalid(words, fields={f"{here}role": words})
    try:
        share = Decimal(str(given.get("share", "0") or "0"))
    except InvalidOperation:
        share = Decimal(-1)
    if not share.is_finite() or not 0 <= share <= 100:
        words = _("Scrivi una quota tra 0 e 100, per esempio 40.")
        raise Invalid(words, fields={f"{here}share": words})
    if role in (MemberRole.SUPPORTER, MemberRole.FINANCIER) and share:
        words = _("Chi sostiene o finanzia non riceve contributo: la sua quota è 0.")
        raise Invalid(words, fields={f"{here}share": words})
    return body, role, share


def _admitted(application: Application, given: list[tuple[Organisation, str]]) -> None:
    """Who is not a third-sector body has a role that the region of the call admits."""
    allowed = profile_of(application.call, timezone.localdate(application.call.published_at))
    for position, (body, role) in enumerate(given):
        if not body.is_ets and not allowed.admits(role):
            words = _(
                "%(name)s non è un ente del Terzo settore: in questa regione non può essere «%(role)s»."
            ) % {
                "name": body.known_as,
                "role": MemberRole(role).label,
            }
            raise Invalid(words, law=allowed.norm, fields={f"members-{position}-role": words})


def _whole(form: str, application: Application, bodies: list[Organisation]) -> None:
    ids = [body.pk for body in bodies]
    if len(set(ids)) != len(ids):
        words = _("Lo stesso ente è scritto due volte nel gruppo.")
    elif application.lead_id not in ids:
        words = _("Nel gruppo manca il capofila, %(name)s.") % {"name": application.lead.known_as}
    elif form == ApplicationForm.SINGLE and len(ids) > 1:
        words = _("Un ente singolo si presenta da solo: per partecipare con altri scegli un gruppo.")
    elif form in (ApplicationForm.ATS, ApplicationForm.ATS_TO_BE_FORMED) and len(ids) < 2:
        words = _("In un gruppo ci sono almeno due enti: aggiungi il secondo, o presentati da solo.")
    else:
        return
    raise Invalid(words, fields={"members": words})


@deed(
    on="application",
    says=gettext_lazy("si è impegnato a far parte del gruppo"),
    sealed=True,
    law="art. 55, d.lgs. 117/2017",
)
def confirm_participation(
    act: Act, *, application: Application, organisation: Organisation, by: User | None, at: datetime
) -> Member:
    """The legal representative of a member commits its body to the group.

    With role and share, with the common answers and its own, as they are now: their fingerprints are kept
    (docs/decisions, «A commitment is to a text»). When one of these has changed since, the commitment is taken again.
    """
    act_for(act, organisation, [Role.LEGAL_REPRESENTATIVE])
    member = member_of(application, organisation)
    written = list(application.answers.all()), list(application.lines.all())
    if member.confirmed_at is not None and not changed_since(member, application, *written):
        raise AlreadyDone(
            _("%(who)s ha già preso l’impegno per %(name)s il %(day)s. Non serve altro.")
            % {"who": member.confirmed_by, "name": organisation.known_as, "day": day(member.confirmed_at)}
        )
    member.confirmed_at, member.confirmed_by = at, by
    member.confirmed_items = commitment_of(member, application, *written)
    member.save(update_fields=["confirmed_at", "confirmed_by", "confirmed_items"])
    act.record(
        role=member.role, share=member.share, content_hash=sha256(canonical_json(member.confirmed_items))
    )
    return member


@deed(on="application", says=gettext_lazy("ha fatto uscire un ente dal gruppo"))
def withdraw_member(
    act: Act,
    *,
    application: Application,
    organisation: Organisation,
    reason: str,
    by: User | None,
    at: datetime,
) -> Member:
    """A partner leaves the group after the opening: it says so itself, or the lead notifies it.

    Whether somebody may enter in its place depends on the state of the procedure: see `substitute_member`.
    """
    own = organisation.pk in {pk for pk in [act.verdict.organisation_id] if pk}
    if organisation.pk == application.lead_id:
        raise Invalid(
            _("Il capofila non può uscire dal gruppo: può rinunciare, e con lui la domanda intera.")
        )
    if not own and act.verdict.organisation_id != application.lead_id:
        act_for(act, organisation, [Role.LEGAL_REPRESENTATIVE])
    member = member_of(application, organisation)
    if not reason.strip():
        raise Invalid(_("Scrivi perché."), fields={"reason": _("Scrivi perché l’ente esce dal gruppo.")})
    member.left_at, member.left_reason = at, reason
    member.save(update_fields=["left_at", "left_reason"])
    said = _("%(name)s è uscito dal gruppo. Motivo: %(reason)s") % {
        "name": organisation.known_as,
        "reason": reason.strip(),
    }
    tell_member_change(application, said, f"left:{member.pk}", at)
    return member


@deed(
    on="application",
    says=gettext_lazy("ha ammesso un ente al posto di un altro nel gruppo"),
    law="art. 3, l. 241/1990",
)
def substitute_member(
    act: Act,
    *,
    application: Application,
    leaving: Organisation,
    entering: Organisation,
    reason: str,
    by: User | None,
    at: datetime,
) -> Member:
    """The officer admits a body in the place of one that leaves.

    If the avviso allows it in the present state.

    Raises Invalid when it does not (then the ranking is scrolled), when the entering body is in another
    application
    of the call, or has not the requirements today. The body that enters commits itself with
    `confirm_participation`.
    """
    call = application.call
    if call.state not in call.substitution_states:
        raise Invalid(
            _(
                "L’avviso non ammette di sostituire un partner nello stato «%(state)s»: si prosegue "
                "senza, o si "
                "scorre la graduatoria."
            )
            % {"state": call.get_state_display()},
            law=_("TAR Napoli 6656/2025"),
        )
    if leaving.pk == application.lead_id:
        raise Invalid(
            _("Il capofila non si sostituisce."), fields={"leaving": _("Scegli un altro ente del gruppo.")}
        )
    if not reason.strip():
        raise Invalid(
            _("Scrivi perché."), fields={"reason": _("La sostituzione è motivata: scrivi il perché.")}
        )
    old = application.members.filter(organisation=leaving).order_by("-pk").first()
    if old is None:
        raise NotAllowed(_("%(name)s non è in questa domanda.") % {"name": leaving.known_as})
    if Member.objects.filter(substitutes=old, left_at__isnull=True).exists():
        raise AlreadyDone(_("%(name)s è già stato sostituito.") % {"name": leaving.known_as})
    new = Member(
        application=application,
        organisation=entering,
        role=old.role,
        title=title_of(entering),
        share=old.share,
        position=old.position,
        invited_at=at,
        substitutes=old,
    )
    if application.members.filter(organisation=entering, left_at__isnull=True).exists():
        raise Invalid(_("%(name)s è già nel gruppo.") % {"name": entering.known_as})
    if elsewhere(new):
        words = _("%(name)s è già in un’altra domanda: non può essere in due gruppi.") % {
            "name": entering.known_as
        }
        raise Invalid(words, law=_("TAR Napoli 6656/2025"), fields={"entering": words})
    if standing := lots_beyond(new):
        words = _("%(name)s ha già il numero di temi che l’avviso ammette per un ente: %(lots)s.") % {
            "name": entering.known_as,
            "lots": joined([f"«{lot}»" for lot in standing]),
        }
        raise Invalid(words, fields={"entering": words})
    because = ineligible_because(new, at.astimezone(ROME).date())
    if because:
        raise Invalid(because, fields={"entering": because})
    if old.left_at is None:
        old.left_at, old.left_reason = at, reason
        old.save(update_fields=["left_at", "left_reason"])
    new.save()
    said = _("%(new)s entra al posto di %(old)s. Il suo legale rappresentante prende l’impegno.") % {
        "new": entering.known_as,
        "old": leaving.known_as,
    }
    tell_member_change(application, said, f"entered:{new.pk}", at)
    return new


@transaction.atomic
def remind_member(
    *, application: Application, organisation: Organisation, by: User | None, at: datetime
) -> int:
    """Remind a member, at most once a day, of what it has still to do. Not a deed.

    Returns the new messages.
    """
    verdict = may(by, "write_application", application, at)
    if not verdict:
        raise NotAllowed(verdict.reason, law=verdict.law)
    member = member_of(application, organisation)
    # Which parts, never what is in them: a message lies in clear.
    own = [gap.short for gap in what_is_missing(application, at) if gap.organisation_id == organisation.pk]
    if not own:
        raise Invalid(_("A %(name)s non manca niente.") % {"name": organisation.known_as})
    return remind(member, _("Da completare: %(parts)s.") % {"parts": joined(list(dict.fromkeys(own)))}, at)
