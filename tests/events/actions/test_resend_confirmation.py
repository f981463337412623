import pytest

from cms.api import NotAllowed
from cms.models import Message
from events.actions.resend_confirmation import resend_confirmation
from events.lifecycles import RegistrationStatus
from tests.factories.events import RegistrationFactory

pytestmark = pytest.mark.django_db


def test_each_time_it_is_asked_a_mail_goes() -> None:
    registration = RegistrationFactory.create()
    resend_confirmation(registration_id=registration.pk)
    resend_confirmation(registration_id=registration.pk)
    assert list(Message.objects.values_list("recipient", flat=True)) == [registration.email] * 2


def test_not_for_somebody_without_a_definite_place() -> None:
    registration = RegistrationFactory.create(status=RegistrationStatus.AWAITING_PAYMENT)
    with pytest.raises(NotAllowed):
        resend_confirmation(registration_id=registration.pk)
    assert not Message.objects.exists()
