"""Background work of this app."""

from cms.api import job
from events.actions.advance_queue import advance_queues
from events.actions.arrange_rooms import arrange_rooms as arrange
from events.actions.decide_intake import settle_intake
from events.actions.end_waiting_list import end_started_lists
from events.actions.expire_consents import expire_consents
from events.actions.expire_offers import expire_offers
from events.actions.expire_quotes import expire_quotes
from events.actions.forget_alumni import forget_alumni
from events.actions.forget_answers import forget_answers
from events.actions.forget_evaluations import forget_evaluations
from events.actions.forget_guests import forget_guests
from events.actions.forget_hosts import forget_hosts
from events.actions.forget_intakes import forget_intakes
from events.actions.forget_invitations import forget_invitations
from events.actions.forget_list_readers import forget_list_readers
from events.actions.forget_uploads import forget_uploads
from events.actions.forget_waiting import forget_waiting
from events.actions.remind_consents import remind_consents
from events.actions.remind_decisions import remind_decisions
from events.actions.remind_hosts import remind_hosts
from events.actions.remind_names import remind_names
from events.actions.send_reminders import send_reminders
from events.actions.tend_room import tend_rooms


@job("events.expire_quotes", every="10 0 * * *")
def expire_overdue_quotes() -> None:
    """Shortly after midnight, when the last day of an offer has passed."""
    expire_quotes()


@job("events.remind_decisions", every="0 6 * * *")
def remind_of_decisions() -> None:
    """Before the working day begins, also in winter: jobs run by the clock of Greenwich."""
    remind_decisions()


@job("events.remind_hosts", every="5 8 * * 1-5")
def remind_silent_hosts() -> None:
    """In the morning of a day that people are at work."""
    remind_hosts()


@job("events.forget_hosts", every="17 4 * * *")
def forget_who_received() -> None:
    """Delete who was asked to receive a session, who came as a guest, and who of co-providers read the participants, four weeks
    after it."""
    forget_hosts()
    forget_guests()
    forget_list_readers()


@job("events.send_reminders", every="* * * * *")
def send_due_reminders() -> None:
    """Mails before and after a session; what a stopped worker missed goes at its next tick, while it makes sense."""
    send_reminders()
    remind_names()


@job("events.forget_answers", every="47 3 * * *")
def forget_passing_answers() -> None:
    """Delete answers about diet and access, two weeks after the last session, and files that came with no answer."""
    forget_answers()
    forget_uploads()


@job("events.forget_intakes", every="52 3 * * *")
def forget_old_intakes() -> None:
    """Delete notes and answers of intakes, four weeks after the decision."""
    forget_intakes()


@job("events.settle_intake")
def ask_money_of_admitted(booking: int) -> None:
    """Somebody in intake cancelled: their colleagues may be all decided about now."""
    settle_intake(booking_id=booking)


@job("events.forget_waiting", every="57 3 * * *")
def forget_who_waited() -> None:
    """Delete who stood on a waiting list, ninety days after the last session."""
    forget_waiting()


@job("events.forget_invitations", every="12 4 * * *")
def forget_who_came_in() -> None:
    """Delete by which address participants came into a meeting, four weeks after the session."""
    forget_invitations()


@job("events.forget_evaluations", every="2 4 * * *")
def forget_who_evaluated() -> None:
    """Make evaluations anonymous, a year after they were asked for."""
    forget_evaluations()


@job("events.forget_alumni", every="7 4 * * *")
def forget_old_alumni() -> None:
    """Take people off the alumni list, five years after they said yes."""
    forget_alumni()


@job("events.tend_consents", every="* * * * *")
def tend_consents() -> None:
    """Remind who decides about the money, and give back what nobody agreed with in time."""
    expire_consents()
    remind_consents()


@job("events.tend_waiting_lists", every="* * * * *")
def tend_waiting_lists() -> None:
    """Offers whose time has passed go to the next in line; what has begun has no list any more."""
    end_started_lists()
    expire_offers()
    advance_queues()


@job("events.arrange_rooms")
def arrange_rooms(*, edition: str) -> None:
    """Meeting services hear what became of an edition (its public id) and its participants."""
    arrange(edition=edition)


@job("events.tend_rooms", every="* * * * *")
def tend_due_rooms() -> None:
    """Ask services again that did not answer, finish what a dead worker left, and close rooms without a session."""
    tend_rooms()
