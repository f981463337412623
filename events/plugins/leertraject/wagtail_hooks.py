"""What happens to assignments, worded for Wagtail's history."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter


class AssignmentAdded(LogFormatter):
    label = _("Opdracht")

    def format_message(self, log_entry: Any) -> str:
        return str(_("Opdracht toegevoegd: %(title)s") % log_entry.data)


class AssignmentChanged(LogFormatter):
    label = _("Opdracht")

    def format_message(self, log_entry: Any) -> str:
        return str(_("Opdracht gewijzigd: %(title)s") % log_entry.data)


class AssignmentRemoved(LogFormatter):
    label = _("Opdracht")

    def format_message(self, log_entry: Any) -> str:
        return str(_("Opdracht weggehaald: %(title)s") % log_entry.data)


class Judged(LogFormatter):
    label = _("Opdrachten")

    def format_message(self, log_entry: Any) -> str:
        told = _("Opdrachten afgevinkt (behaald: %(accomplished)s, teruggenomen: %(withdrawn)s)")
        return str(told % log_entry.data)


class Reminded(LogFormatter):
    label = _("Opdrachten")

    def format_message(self, log_entry: Any) -> str:
        return str(_("Herinnerd aan de opdracht %(title)s (mails: %(mails)s)") % log_entry.data)


class PollStarted(LogFormatter):
    label = _("Datumprikker")

    def format_message(self, log_entry: Any) -> str:
        return str(_("Momenten voorgesteld voor %(title)s (mails: %(mails)s)") % log_entry.data)


class PollReminded(LogFormatter):
    label = _("Datumprikker")

    def format_message(self, log_entry: Any) -> str:
        return str(_("Herinnerd aan de datumprikker voor %(title)s (mails: %(mails)s)") % log_entry.data)


class MomentChosen(LogFormatter):
    label = _("Datumprikker")

    def format_message(self, log_entry: Any) -> str:
        return str(_("Moment gekozen voor %(title)s") % log_entry.data)


class PollRemoved(LogFormatter):
    label = _("Datumprikker")

    def format_message(self, log_entry: Any) -> str:
        return str(_("Datumprikker weggehaald: %(title)s") % log_entry.data)


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("leertraject.assignment_added")(AssignmentAdded)
    actions.register_action("leertraject.assignment_changed")(AssignmentChanged)
    actions.register_action("leertraject.assignment_removed")(AssignmentRemoved)
    actions.register_action("leertraject.judged")(Judged)
    actions.register_action("leertraject.reminded")(Reminded)
    actions.register_action("leertraject.handed_in", _("Ingeleverd"), _("Opdracht ingeleverd of aangevinkt"))
    actions.register_action("leertraject.taken_back", _("Teruggenomen"), _("Ingeleverd werk teruggenomen"))
    actions.register_action(
        "leertraject.work_forgotten", _("Opgeruimd"), _("Ingeleverd werk bij opdrachten verwijderd")
    )
    actions.register_action("leertraject.group_opened", _("Groepspagina"), _("Groepspagina met leerwensen aangezet"))
    actions.register_action("leertraject.group_closed", _("Groepspagina"), _("Groepspagina met leerwensen uitgezet"))
    actions.register_action("leertraject.wish_kept", _("Leerwens"), _("Leerwens bewaard"))
    actions.register_action("leertraject.wish_removed", _("Leerwens"), _("Leerwens verwijderd"))
    actions.register_action("leertraject.poll_started")(PollStarted)
    actions.register_action("leertraject.poll_reminded")(PollReminded)
    actions.register_action("leertraject.moment_chosen")(MomentChosen)
    actions.register_action("leertraject.poll_removed")(PollRemoved)
    actions.register_action("leertraject.poll_answered", _("Datumprikker"), _("Datumprikker beantwoord"))
    actions.register_action("leertraject.group_forgotten", _("Opgeruimd"), _("Leerwensen en datumprikkers verwijderd"))
