"""Background work of this plugin."""

from cms.api import job
from events.plugins.leertraject.actions import forget_group, forget_work, remind_polls, send_reminders


@job("leertraject.send_reminders", every="5 * * * *")
def remind() -> None:
    send_reminders.send_reminders()


@job("leertraject.forget_work", every="40 3 * * *")
def forget() -> None:
    forget_work.forget_work()
    forget_group.forget_group()


@job("leertraject.remind_polls", every="15 * * * *")
def remind_of_polls() -> None:
    remind_polls.remind_polls()
