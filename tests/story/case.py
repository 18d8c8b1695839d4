# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The case: what the chronicle of PIS-2026 says, deed after deed, and the people who will do it over HTTP.

The chronicle gives instants, actors and facts; nothing of it is executed here but its opening (bodies, people,
plan: what stands before any procedure). Every deed is taken up once and in order with `next`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.core import mail
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from coprogettazione import records
from coprogettazione.agreements.models import Agreement
from coprogettazione.calls.models import Call
from coprogettazione.documents.services.signatures.trial import sign_for_trial
from coprogettazione.notifications.services import without_mail
from coprogettazione.parties.models import User
from coprogettazione.records.chronicle import read_chronicle, replay
from coprogettazione.records.chronicle.generated import pdf
from tests.factories.agreements import text_of
from tests.story.people import PASSWORD, Person

CHRONICLE = Path(records.__file__).parent / "chronicles" / "pis-2026.json"
CODE = "PIS-2026"
ADMINISTRATOR = "amministrazione@example.it"


@dataclass(frozen=True)
class Doing:
    """One deed of the chronicle, for the person who does it through the pages."""

    deed: str
    who: Person
    at: datetime
    facts: dict[str, Any]
    refusal: str = ""

    def __getitem__(self, name: str) -> Any:
        return self.facts[name]

    @property
    def body(self) -> str:
        """For which organisation, as the chronicle calls it."""
        return str(self.facts.get("organisation", "")).removeprefix("$")


@dataclass
class Case:
    """The procedure as it goes on. `move` sets the clock that the whole platform reads."""

    move: Callable[[datetime], None]
    people: dict[str, Person] = field(default_factory=dict)
    named: dict[str, Any] = field(default_factory=dict)
    done: list[Doing] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chronicle = read_chronicle(CHRONICLE)
        self.citizen = Person()
        self._left = list(self.chronicle.steps)
        self.planted: set[str] = set()

    def __getattr__(self, name: str) -> Person:
        """`case.elena`."""
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    def plant(self, last: str) -> None:
        """Do the opening of the chronicle, up to this deed, and give everybody a way in."""
        position = max(n for n, step in enumerate(self._left) if step.deed.name == last)
        opening, self._left = self._left[: position + 1], self._left[position + 1 :]
        self.planted = {step.deed.name for step in opening}
        with without_mail():
            self.named = replay(self.chronicle, until=opening[-1].at)
        User.objects.create_superuser(ADMINISTRATOR, first_name="Amministrazione", last_name="del sistema")
        for person in User.objects.all():
            person.set_password(PASSWORD)
            person.save(update_fields=["password"])
            EmailAddress.objects.get_or_create(user=person, email=person.email, verified=True, primary=True)
        self.people = {name: Person(facts["email"]) for name, facts in self.chronicle.people.items()}
        self.people["administrator"] = Person(ADMINISTRATOR)

    # -- the deeds, one after the other

    @property
    def upcoming(self) -> str:
        """The name of the next deed."""
        return str(self._left[0].deed.name) if self._left else ""

    @property
    def upcoming_at(self) -> datetime:
        """The instant of the next deed."""
        return self._left[0].at

    def next(self, deed: str) -> Doing:
        """Take up the next deed, which must be this one; the clock goes to its instant."""
        step = self._left.pop(0)
        assert step.deed.name == deed, f"the chronicle goes on with {step.deed.name} at {step.at}, not {deed}"
        who = self.people[step.by] if step.by else Person()
        doing = Doing(deed, who, step.at, step.arguments, step.reason)
        self.done.append(doing)
        self.clock(step.at)
        return doing

    def before(self, *deeds: str) -> Iterator[str]:
        """The names of the deeds to come, until one of these."""
        while self.upcoming not in deeds:
            yield self.upcoming

    def clock(self, at: datetime | str) -> None:
        """It is now that instant."""
        self.move(at if isinstance(at, datetime) else datetime.fromisoformat(at))

    def time_passes(self, at: datetime) -> None:
        """It is that instant, and the sweep that runs every minute has run."""
        self.clock(at)
        call_command("sweep")

    def a_minute_later(self) -> None:
        """A moment after the last deed."""
        self.clock(self.done[-1].at + timedelta(minutes=1))

    @property
    def now(self) -> datetime:
        """The instant that everybody reads."""
        return timezone.now()

    @property
    def post(self) -> list[Any]:
        """The e-mails that have gone."""
        return list(mail.outbox)

    def is_first(self, doing: Doing) -> bool:
        """Whether nobody has done it before: what is tried once need not be tried every time."""
        return [done.deed for done in self.done].count(doing.deed) == 1

    def signed(self, signature: Doing) -> ContentFile:
        """The text of the agreement, as the signing program of who the chronicle names gives it back."""
        facts = signature["file"]
        content = sign_for_trial(text_of(self.agreement), **facts["by"], at=signature.at)
        return ContentFile(content, name=facts["name"])

    # -- what the chronicle names

    def body(self, name: str) -> Any:
        """An organisation, as planted."""
        return self.named[name.removeprefix("$")]

    @property
    def call(self) -> Call:
        """The dossier as it stands."""
        return Call.objects.get(code=CODE)

    @property
    def agreement(self) -> Agreement:
        """What was agreed."""
        return Agreement.objects.get(call=self.call)

    def email(self, name: str) -> str:
        """The address of a person named in the facts."""
        return self.people[name.removeprefix("$")].email


def file_of(facts: dict[str, Any]) -> ContentFile:
    """A file that the chronicle describes, as somebody would choose it from a disk."""
    return ContentFile(pdf(facts), name=facts["name"])
