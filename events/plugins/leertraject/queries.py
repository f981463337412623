"""The read side: the assignments of a participant, and those of a whole edition."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import Status
from events.api import EditionView, RegistrationView, participants_of, until
from events.plugins.leertraject.deadlines import due_at
from events.plugins.leertraject.models import Assignment, AssignmentWork

LAST = dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclass(frozen=True)
class Task:
    """An assignment for one participant."""

    assignment: Assignment
    due: dt.datetime | None
    work: AssignmentWork | None

    @property
    def is_accomplished(self) -> bool:
        return self.work is not None and self.work.accomplished_at is not None

    @property
    def is_handed_in(self) -> bool:
        return self.work is not None and self.work.handed_in_at is not None

    @property
    def may_hand_in(self) -> bool:
        """Also too late; not what was accomplished, and not once everything was cleaned up."""
        asks_something = self.assignment.handed_in != Assignment.HandedIn.NOTHING
        return asks_something and not self.is_accomplished and self.assignment.forgotten_at is None

    @property
    def is_late(self) -> bool:
        return not self.is_handed_in and self.due is not None and self.due < timezone.now()

    @property
    def due_told(self) -> str:
        """tot en met 3 juni 2027; "" without a deadline."""
        return until(self.due) if self.due else ""

    @property
    def status(self) -> Status:
        """Shape and word for the participant and for colleagues."""
        if self.is_accomplished:
            return Status("go", _("Behaald"))
        if self.is_handed_in:
            ticked = self.assignment.handed_in == Assignment.HandedIn.TICK
            return Status("go", _("Gedaan") if ticked else _("Ingeleverd"))
        if self.assignment.handed_in == Assignment.HandedIn.NOTHING:
            return Status("maybe", _("Nog niet behaald"))
        return Status("off", _("Te laat")) if self.is_late else Status("maybe", _("Te doen"))


@dataclass(frozen=True)
class Row:
    """A participant with a cell for each assignment, in the order of the assignments."""

    registration: RegistrationView
    tasks: Sequence[Task]


@dataclass(frozen=True)
class Grid:
    """An edition: its assignments by deadline, and everybody who takes part."""

    assignments: Sequence[Task]  # without work
    rows: Sequence[Row]


def assignments_of(edition: EditionView) -> list[Task]:
    """By deadline, those without one last; one statement."""
    found = [Task(each, due_at(each, edition), None) for each in Assignment.objects.filter(edition=edition.public_id)]
    return sorted(found, key=lambda task: task.due or LAST)


def tasks_of(registration: RegistrationView) -> list[Task]:
    """The assignments of somebody who takes part; one statement when there are none, else two."""
    tasks = assignments_of(registration.edition) if registration.takes_part else []
    if not tasks:
        return []
    works = AssignmentWork.objects.filter(
        assignment__edition=registration.edition.public_id, registration=registration.public_id
    )
    done = {work.assignment_id: work for work in works}
    return [Task(task.assignment, task.due, done.get(task.assignment.pk)) for task in tasks]


def task_of(registration: RegistrationView, assignment: UUID) -> Task | None:
    """None when the assignment is not one of this participant's."""
    return next((task for task in tasks_of(registration) if task.assignment.public_id == assignment), None)


def grid_of(edition: EditionView) -> Grid:
    """The number of statements does not grow with people or assignments."""
    tasks = assignments_of(edition)
    works = {
        (work.assignment_id, work.registration): work
        for work in AssignmentWork.objects.filter(assignment__edition=edition.public_id)
    }
    rows = [
        Row(
            person,
            [Task(task.assignment, task.due, works.get((task.assignment.pk, person.public_id))) for task in tasks],
        )
        for person in participants_of(edition.public_id)
    ]
    return Grid(tasks, rows)


def files_of(works: QuerySet[AssignmentWork]) -> list[UUID]:
    """The files that were handed in with these; one statement."""
    return [file for file in works.values_list("file", flat=True) if file]


def missing_for_certificates(registrations: Sequence[RegistrationView]) -> dict[UUID, list[str]]:
    """The titles of what each must still accomplish, by public id; who misses nothing is not in it. One statement when nothing is
    required, else two."""
    editions = {each.edition.public_id for each in registrations}
    required = list(Assignment.objects.filter(edition__in=editions, required=True))
    if not required:
        return {}
    works = AssignmentWork.objects.filter(assignment__in=required, accomplished_at__isnull=False)
    done = set(works.values_list("registration", "assignment"))
    missing = {
        each.public_id: [
            assignment.title
            for assignment in required
            if assignment.edition == each.edition.public_id and (each.public_id, assignment.pk) not in done
        ]
        for each in registrations
    }
    return {who: titles for who, titles in missing.items() if titles}
