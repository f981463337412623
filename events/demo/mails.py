"""A text of an editor, and a message to a group: what the screens about mails show."""

import uuid

from events.actions.word_mail import word_mail
from events.actions.write_to_registration import write_to_registration
from events.demo.offerings import DemoOfferings
from events.lifecycles import RegistrationStatus
from events.mail_moments import MailWords
from events.models import Registration

WELCOME = MailWords(
    subject="Welkom in {titel}",
    body=(
        "Beste {naam},\n\nFijn dat u meedoet met {titel}. U leert er met en van vakgenoten; neem uw eigen vragen mee.\n\n"
        "We beginnen op {wanneer}. Hebt u een dieetwens? Laat het ons weten."
    ),
)
PREPARE = MailWords(
    subject="Voorbereiding op {titel}",
    body="Beste {naam},\n\nNeem een casus uit uw eigen werk mee, op één A4. U hoeft hem niet op te sturen.",
)


def load_mails(offerings: DemoOfferings) -> None:
    """For the learning network."""
    network = offerings.editions["network"]
    word_mail(moment="confirmed", language="nl", offering=network.offering, words=WELCOME)
    message = uuid.uuid4()
    for registration in Registration.objects.filter(edition=network, status=RegistrationStatus.CONFIRMED):
        write_to_registration(registration_id=registration.pk, words=PREPARE, form_key=message)
