"""Registering for a programme, screen by screen: participants -> (steps) -> payment -> check.

What was typed travels along in the form itself, signed, as it was typed: nothing about anybody is stored before they
confirm, no session can expire under their hands, two tabs do not disturb each other, and the browser's back button shows
an older screen with what stood there. Every screen is checked when it is left and all of them once more at the end.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from betalingen.api import Buyer, Charge, Customer, Fare, payment_choices
from cms.api import AcademyForm, ErrorLink, Step, error_links, organisation_called
from events import hooks
from events.actions.ask_consent import BudgetHolder
from events.actions.place_booking import Booker
from events.contracts import BookingDraft, EditionView, FittedStep, Participant, Refuse, RegistrationStep
from events.forms.participants import ParticipantForm, refuse_twice, seat_form
from events.participant_table import Row, read_table
from events.queries.fares import buyer_of
from events.steps.details import KEY as DETAILS

SALT = "events.registration"
MOST_PARTICIPANTS = 40
PARTICIPANTS, PAYMENT, CHECK = "participants", "payment", "check"

Typed = dict[str, list[str]]


class PaymentForm(AcademyForm):
    """How to pay: what the enabled providers offer; and who decides about the money, when that is somebody else."""

    provider = forms.ChoiceField(label=_("Kies een manier van betalen"), widget=forms.RadioSelect)
    asks_consent = forms.BooleanField(
        label=_("Iemand anders beslist over het geld."),
        required=False,
        help_text=_(
            "Beslist een collega over het geld? Dan vragen we die per mail om akkoord en houden we de plaatsen zolang vast. "
            "Daarna wordt er betaald."
        ),
    )
    holder_name = forms.CharField(
        label=_("Naam van wie beslist"), max_length=200, help_text=_("Alleen als iemand anders beslist.")
    )
    holder_email = forms.EmailField(
        label=_("E-mailadres van wie beslist"), help_text=_("Alleen als iemand anders beslist.")
    )

    HOLDER = ("holder_name", "holder_email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.HOLDER:
            self.fields[name].widget.attrs["data-asked-after"] = self.add_prefix("asks_consent")
            if self.is_bound and not self.data.get(self.add_prefix("asks_consent")):
                self.fields[name].required = False
        choices = payment_choices(get_language() or "nl")
        provider: Any = self.fields["provider"]
        provider.choices = [(choice.key, choice.label) for choice in choices]
        if not choices:
            provider.help_text = _("Betalen via de site kan nu niet. Bel of mail ons, dan melden we u aan.")
        self.choice_hints = {"provider": {choice.key: choice.explanation for choice in choices}}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("asks_consent"):
            for name in self.HOLDER:  # what stands there is not asked
                self.errors.pop(name, None)
        return cleaned

    def budget_holder(self) -> BudgetHolder | None:
        """Who must agree first; None when nobody has to."""
        if not self.cleaned_data.get("asks_consent"):
            return None
        return BudgetHolder(*(self.cleaned_data.get(name, "") for name in self.HOLDER))


def payment_form(declaration: str) -> type[PaymentForm]:
    """With a box for what somebody must declare to have the subsidy, when something must be."""
    if not declaration:
        return PaymentForm
    declares = forms.BooleanField(
        label=declaration,
        required=False,
        help_text=_("Vink dit aan als het zo is; dan krijgt u de subsidie. Anders betaalt u de volle prijs."),
    )
    return type("DeclaringPaymentForm", (PaymentForm,), {"declares": declares})


class CheckForm(AcademyForm):
    """The last screen: agree, and send."""

    terms = forms.BooleanField(
        label=_("Ik ga akkoord met de voorwaarden van de academie."),
        error_messages={"required": _("Zet een vinkje als u akkoord gaat met de voorwaarden.")},
    )


@dataclass
class Answers:
    """What was typed so far; `form_key` makes that sending the last screen twice books once.

    `offer` is the public id of an entry of the waiting list for which `most` seats are held; `shown_cents` is what the last
    screen said that it costs.
    """

    form_key: str = field(default_factory=lambda: str(uuid.uuid4()))
    participants: list[Typed] = field(default_factory=lambda: [{}])
    screens: dict[str, Typed] = field(default_factory=dict)
    offer: str = ""
    most: int = MOST_PARTICIPANTS
    shown_cents: int | None = None

    def signed(self) -> str:
        """For a hidden field."""
        return signing.dumps(vars(self), salt=SALT, compress=True)


def opened(text: str) -> Answers:
    """The answers in a hidden field; empty ones when there are none, or somebody changed them."""
    try:
        return Answers(**signing.loads(text, salt=SALT))
    except signing.BadSignature:
        return Answers()


class RegistrationScreens:
    """All screens of one registration with what was typed in them."""

    def __init__(self, edition: EditionView, answers: Answers, fare: Fare | None) -> None:
        self.edition = edition
        self.fare = fare
        self.answers = answers
        self._buyers: dict[str, Buyer] = {}
        self.seat_form = seat_form(edition)
        self.steps: dict[str, RegistrationStep] = {step.key: step for step in hooks.registration_steps(edition)}
        payment = [] if edition.is_free else [PAYMENT]
        self.names = [PARTICIPANTS, *self.steps, *payment, CHECK]

    def take(self, screen: str, typed: QueryDict) -> None:
        """Remember what was typed on this screen, right or wrong."""
        if screen == PARTICIPANTS:
            count = max(1, min(len([name for name in typed if name.endswith("-email")]), self.answers.most))
            self.answers.participants = [_of(typed, f"p{number}") for number in range(count)]
        elif screen in self.names:
            self.answers.screens[screen] = _of(typed, screen)

    @property
    def has_room(self) -> bool:
        """Whether one more participant may be added."""
        return len(self.answers.participants) < self.answers.most

    def add_participant(self) -> None:
        if self.has_room:
            self.answers.participants.append({})

    def paste(self, table: str) -> str:
        """Take over a list of participants behind those who are there; "" or why not, and then nothing is taken."""
        rows = read_table(table)
        if not rows:
            return str(
                _("We vonden niemand in de lijst. Zet elke deelnemer op een eigen regel: naam; e-mail; functie.")
            )
        known = [typed for typed in self.answers.participants if any(map("".join, typed.values()))]
        if len(known) + len(rows) > self.answers.most:
            told = _("Er staan %(count)s mensen in de lijst. Meer dan %(most)s deelnemers in één aanmelding kan niet.")
            return str(told) % {"count": len(rows), "most": self.answers.most}
        self.answers.participants = known + [_typed(row) for row in rows]
        return ""

    def remove_participant(self, number: int) -> None:
        """`number` counts from 0; the last one stays."""
        if len(self.answers.participants) > 1 and number < len(self.answers.participants):
            del self.answers.participants[number]

    def forms_to_show(self, screen: str) -> Sequence[forms.BaseForm]:
        """The forms of a screen with what was typed, without judging it."""
        if screen == PARTICIPANTS:
            return [
                self.seat_form(prefix=f"p{number}", initial=_initial(typed))
                for number, typed in enumerate(self.answers.participants)
            ]
        typed = self.answers.screens.get(screen)
        initial = self._proposed() if typed is None else _initial(typed)
        return [self._form_class(screen)(prefix=screen, initial=initial)]

    def checked_forms(self, screen: str) -> Sequence[forms.BaseForm]:
        """The forms of a screen with what was typed and what is wrong with it."""
        if screen != PARTICIPANTS:
            return [self._form_class(screen)(_prefixed(self.answers.screens.get(screen, {}), screen), prefix=screen)]
        bound = [
            self.seat_form(_prefixed(typed, f"p{number}"), prefix=f"p{number}")
            for number, typed in enumerate(self.answers.participants)
        ]
        refuse_twice(bound)
        return bound

    def mistakes(self, screen: str, checked: Sequence[forms.BaseForm]) -> list[ErrorLink]:
        """What keeps one from leaving this screen; `checked` are its checked forms."""
        if screen == PARTICIPANTS and len(checked) > 1:
            return [
                replace(
                    link,
                    label=str(_("Deelnemer %(number)s, %(field)s")) % {"number": number, "field": link.label.lower()},
                )
                for number, form in enumerate(checked, start=1)
                for link in error_links(form)
            ]
        links = error_links(*checked)
        if links or screen not in self.steps:
            return links
        outcome = self.steps[screen].outcome(self.draft())
        return [ErrorLink("", str(outcome.reason), "")] if isinstance(outcome, Refuse) else []

    def first_unfinished(self) -> str:
        """The screen somebody must still fill in; the last one when everything is there."""
        unfinished = (name for name in self.names[:-1] if self.mistakes(name, self.checked_forms(name)))
        return next(unfinished, CHECK)

    def progress(self, current: str) -> list[Step]:
        """For components/steps.html."""
        place = self.names.index(current)
        states: list[Literal["done", "current", "next"]] = [
            "done" if number < place else "current" if number == place else "next" for number in range(len(self.names))
        ]
        return [Step(self.title(name), state) for name, state in zip(self.names, states, strict=True)]

    def question(self, screen: str) -> "str | Promise":
        """What stands above the screen."""
        asked = {
            PARTICIPANTS: _("Wie doen er mee?"),
            DETAILS: _("Voor welke organisatie?"),
            PAYMENT: _("Hoe wilt u betalen?"),
            CHECK: _("Klopt alles?"),
        }
        return asked.get(screen) or self.title(screen)

    def title(self, screen: str) -> "str | Promise":
        """What it is called among the steps."""
        fixed = {PARTICIPANTS: _("Deelnemers"), PAYMENT: _("Betalen"), CHECK: _("Controleren")}
        return fixed[screen] if screen in fixed else self.steps[screen].title

    def draft(self) -> BookingDraft:
        """What the screens say that are right."""
        answers = {
            key: dict(form.cleaned_data) for key in self.steps for form in self.checked_forms(key) if form.is_valid()
        }
        return BookingDraft(self.edition, tuple(self.participants()), answers)

    def participants(self) -> Sequence[Participant]:
        return [
            form.to_participant()
            for form in self.checked_forms(PARTICIPANTS)
            if isinstance(form, ParticipantForm) and form.is_valid()
        ]

    @property
    def declares(self) -> bool:
        """Whether what the subsidy asks was declared; as long as nobody was asked, we count on it."""
        typed = self.answers.screens.get(PAYMENT)
        return typed is None or bool(typed.get("declares"))

    @property
    def charge(self) -> Charge | None:
        """What these people pay, booking now; None when it is free of charge."""
        if self.fare is None or self.edition.is_free:
            return None
        count = len(self.answers.participants)
        return self.fare.charge(on=timezone.localdate(), count=count, is_declared=self.declares, buyer=self._buyer)

    @property
    def _buyer(self) -> Buyer:
        """Asks the register only when it matters who books, and once for each name."""
        if not (self.fare and self.fare.depends_on_buyer):
            return Buyer()
        name = self.organisation_name
        if name not in self._buyers:
            self._buyers[name] = buyer_of(organisation_called(name))
        return self._buyers[name]

    @property
    def organisation_name(self) -> str:
        """As it was typed; "" before that screen."""
        return "".join(self.answers.screens.get(DETAILS, {}).get("organisation_name", []))

    def booker(self) -> Booker:
        """Who books, and who pays: the organisation, or without that step the first participant."""
        details = self.draft().answers.get(DETAILS, {})
        first = self.participants()[0]
        name, email = details.get("contact_name") or first.name, details.get("email") or first.email
        organisation_name = details.get("organisation_name", "")
        register = organisation_called(organisation_name)
        customer = Customer(
            name=(register.name if register else organisation_name) or name,
            email=email,
            contact_name=name,
            department=details.get("department", ""),
            kvk_number=register.kvk_number if register else "",
            purchase_order_number=details.get("purchase_order_number", ""),
            orderer=details.get("orderer", ""),
        )
        provider = "".join(self.answers.screens.get(PAYMENT, {}).get("provider", []))
        return Booker(
            name=name,
            email=email,
            organisation_name=organisation_name,
            customer=customer,
            provider=provider,
            budget_holder=self.budget_holder(),
            declares=self.declares,
            shown_cents=self.answers.shown_cents,
        )

    def budget_holder(self) -> BudgetHolder | None:
        """Who must agree before anybody pays; None when nobody has to."""
        for form in self.checked_forms(PAYMENT) if PAYMENT in self.names else ():
            if isinstance(form, PaymentForm) and form.is_valid():
                return form.budget_holder()
        return None

    def _proposed(self) -> dict[str, str]:
        known = next((each for each in self.participants() if each.is_named), None)
        return {"contact_name": known.name, "email": known.email} if known else {}

    def _form_class(self, screen: str) -> type[forms.BaseForm]:
        if screen == PAYMENT:
            return payment_form(self.fare.offer.asks(self._buyer) if self.fare and self.fare.offer else "")
        if screen == CHECK:
            return CheckForm
        step = self.steps[screen]
        return step.form_for(self.edition) if isinstance(step, FittedStep) else step.form_class


def _of(typed: QueryDict, prefix: str) -> Typed:
    start = f"{prefix}-"
    return {name.removeprefix(start): values for name, values in typed.lists() if name.startswith(start)}


def _prefixed(typed: Typed, prefix: str) -> MultiValueDict[str, str]:
    return MultiValueDict({f"{prefix}-{name}": values for name, values in typed.items()})


def _initial(typed: Typed) -> dict[str, Any]:
    return {name: values[0] if len(values) == 1 else values for name, values in typed.items()}


def _typed(row: Row) -> Typed:
    return {name: [value] for name, value in row.items()}
