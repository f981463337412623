"""Every step of a registration through the same exam."""

import copy
import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.utils import translation
from django.utils.choices import flatten_choices

from cms.plugins.manager import contributions
from events import hookspecs
from events.api import (
    BookingDraft,
    Continue,
    EditionView,
    FittedStep,
    Kind,
    Question,
    Refuse,
    RegistrationStep,
    Scope,
    Wait,
)
from events.steps.uploads import KeptFile, UploadField, note_of
from tests.contracts.common import (
    LANGUAGES,
    apart,
    assert_fulfils,
    assert_key,
    assert_said,
    assert_unique_and_stable,
    assert_words,
    failures,
    key_of,
)
from tests.contracts.twins import step as twins
from tests.contracts.views import PARTICIPANT, edition, session

pytestmark = pytest.mark.django_db

Exam = Callable[[RegistrationStep], None]
Answers = dict[str, Any]

RESERVED = ("participants", "payment", "check")


def contributed() -> list[RegistrationStep]:
    return contributions(hookspecs.registration_steps)


def editions() -> list[EditionView]:
    """Of every mode, for nothing or not, full, and without dates."""
    modes = [edition(session(mode)) for mode in ("online", "hybrid", "on_site")]
    return [*modes, edition(session(), is_free=True), edition(session(), taken=12), edition(), with_questions()]


def with_questions() -> EditionView:
    """An edition whose editor asks the booker something of every kind."""
    asked = [
        Question(key=kind, label=f"Vraag {kind}?", kind=kind, scope=Scope.BOOKING, choices=("Ja", "Nee"), required=True)
        for kind in Kind
    ]
    return edition(session(), questions=tuple(asked))


def form_of(step: RegistrationStep) -> type[forms.BaseForm]:
    return step.form_for(with_questions()) if isinstance(step, FittedStep) else step.form_class


# How the form is filled in


def unbound(step: RegistrationStep) -> forms.BaseForm:
    """As the screens make it, with what is known of the first participant."""
    try:
        return form_of(step)(prefix=step.key, initial={"email": PARTICIPANT.email})
    except TypeError as error:
        raise AssertionError("the form takes no prefix, or nothing that is known") from error


def filled(fields: Mapping[str, forms.Field]) -> Iterator[Answers]:
    """What people may type: the first choice everywhere, and then each other choice once."""
    first = {name: typed(field)[0] for name, field in fields.items()}
    yield first
    for name, field in fields.items():
        yield from ({**first, name: other} for other in typed(field)[1:])


def typed(field: forms.Field) -> list[Any]:
    """Answers that suit a field, by its type."""
    match field:
        case forms.MultipleChoiceField():
            return [[choice] for choice in chosen(field)]
        case forms.ChoiceField():
            return chosen(field)
        case forms.BooleanField():
            return ["on"]
        case forms.EmailField():
            return ["s.visser@lindewaard.example"]
        case forms.URLField():
            return ["https://lindewaard.example"]
        case forms.IntegerField():
            return [str(field.min_value if field.min_value is not None else 1)]
        case forms.DateField():
            return [dt.date(2026, 12, 13).isoformat()]
        case UploadField():
            return [note_of(KeptFile("5f0f2f5e-52a5-4a26-8f0a-0f4f9d5d8a11", "cv.pdf"))]
        case forms.CharField():
            return ["Lindewaard"[: field.max_length]]
        case _:
            return ["1"]


def chosen(field: forms.ChoiceField) -> list[str]:
    choices: Any = field.choices
    flat: list[tuple[Any, Any]] = list(flatten_choices(choices))
    return [str(value) for value, _label in flat if value != ""] or [""]


def bound(step: RegistrationStep, answers: Mapping[str, Any]) -> forms.BaseForm:
    """As the screens bind it."""
    data = QueryDict(mutable=True)
    for name, value in answers.items():
        data.setlist(f"{step.key}-{name}", value if isinstance(value, list) else [value])
    try:
        form = form_of(step)(data, prefix=step.key)
        form.is_valid()
    except Exception as error:  # a visitor would get an error page
        raise AssertionError(f"the form raised {type(error).__name__}") from error
    return form


def cleaned(step: RegistrationStep) -> list[Answers]:
    """What the form makes of everything that suits it; there must be something."""
    forms_filled = [bound(step, answers) for answers in filled(unbound(step).fields)]
    valid = [form.cleaned_data for form in forms_filled if form.is_valid()]
    assert valid, f"nothing suits the form: {forms_filled[0].errors.as_json()}"
    return valid


def drafts(step: RegistrationStep) -> list[BookingDraft]:
    return [
        BookingDraft(facts, (PARTICIPANT,), {step.key: dict(answers)})
        for facts in editions()
        if step.applies_to(facts)
        for answers in cleaned(step)
    ]


# The exam


def has_a_key(step: RegistrationStep) -> None:
    assert_key(step)
    assert step.key not in RESERVED


def has_words(step: RegistrationStep) -> None:
    assert_words(step.title)


def fulfils_the_contract(step: RegistrationStep) -> None:
    assert_fulfils(step, RegistrationStep)
    assert isinstance(step.form_class, type)
    assert issubclass(step.form_class, forms.BaseForm)


def stands_behind_another(step: RegistrationStep) -> None:
    behind = {other.key: other.after for other in [*contributed(), step]}
    place, passed = step.key, set[str]()
    while place != "participants":
        assert place in behind, f"there is no step {place}"
        assert place not in passed, "it stands behind itself"
        passed.add(place)
        place = behind[place]


def shows_its_form(step: RegistrationStep) -> None:
    fields = unbound(step).fields
    assert not [name for name, field in fields.items() if isinstance(field, forms.FileField)], "files cannot be kept"
    for language in LANGUAGES:
        with translation.override(language):
            shown = str(unbound(step))
            for name in fields:
                assert f'name="{step.key}-{name}"' in shown


def refuses_nonsense(step: RegistrationStep) -> None:
    fields = unbound(step).fields
    required = {name for name, field in fields.items() if field.required}
    assert required <= set(bound(step, {}).errors)
    for nonsense in ("", " ", "\x00", "x" * 20_000, "-1", "💶", "<script>", "=1+1"):
        form = bound(step, dict.fromkeys(fields, nonsense))
        assert form.is_valid() or form.errors


def keeps_plain_answers(step: RegistrationStep) -> None:
    for answers in cleaned(step):
        try:
            kept = json.loads(json.dumps(answers))
        except TypeError as error:
            raise AssertionError("the answers cannot be kept") from error
        assert kept == answers


def judges(step: RegistrationStep) -> None:
    """Asked when the screen is left and once more when the booking is placed."""
    for draft in drafts(step):
        before = copy.deepcopy(draft.answers)
        outcome = step.outcome(draft)
        assert isinstance(outcome, Continue | Wait | Refuse)
        for language in LANGUAGES:
            with translation.override(language):
                if isinstance(outcome, Wait):
                    assert_said(outcome.then)
                if isinstance(outcome, Refuse):
                    assert_said(outcome.reason)
        assert draft.answers == before
        assert step.outcome(draft) == outcome


def applies_by_the_edition_alone(step: RegistrationStep) -> None:
    for facts in editions():
        with apart():
            answer = step.applies_to(facts)
        assert type(answer) is bool
        assert step.applies_to(facts) == answer


BROKEN: dict[Exam, list[type]] = {
    has_a_key: [twins.ReservedKey],
    has_words: [twins.NoTitle],
    fulfils_the_contract: [twins.NoOutcome, twins.NoForm],
    stands_behind_another: [twins.AfterItself, twins.AfterNobody],
    shows_its_form: [twins.AsksForAFile, twins.TakesNoPrefix],
    refuses_nonsense: [twins.FailsOnNothing],
    keeps_plain_answers: [twins.KeepsADate],
    judges: [twins.SaysNothing, twins.WaitsWithoutWords, twins.ChangesItsMind, twins.ChangesTheAnswers],
    applies_by_the_edition_alone: [twins.AppliesPerhaps, twins.AsksTheDatabase],
}


@pytest.mark.parametrize("exam", BROKEN)
@pytest.mark.parametrize("step", [*contributed(), twins.Sound()], ids=key_of)
def test_step(step: RegistrationStep, exam: Exam) -> None:
    exam(step)


@pytest.mark.parametrize(("exam", "twin"), failures(BROKEN))
def test_a_broken_step_fails(exam: Exam, twin: type) -> None:
    with pytest.raises(AssertionError):
        exam(twin())


def test_keys_are_unique_and_stable() -> None:
    assert_unique_and_stable("registration_steps")
    assert "details" in {step.key for step in contributed()}
