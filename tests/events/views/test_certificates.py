"""The certificate behind the personal link, and what its code says to anybody."""

from types import SimpleNamespace

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from events.lifecycles import RegistrationStatus
from events.models import Certificate, Registration
from events.queries.certificates import certificate_pdf
from events.views.certificates import PER_ADDRESS
from tests.factories.events import CertificateFactory, RegistrationFactory, local

pytestmark = pytest.mark.django_db

PRIVATE = {
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Content-Type-Options": "nosniff",
}


@pytest.fixture
def certificate(page_tree: SimpleNamespace) -> Certificate:
    made: Certificate = CertificateFactory.create(
        code="7KQ2-9FXM-3TBA-PW8D",
        title="Leernetwerk strategisch HRM",
        given_at=local(2027, 11, 26, 12),
        registration__booking__name="Sanne Visser",
        registration__booking__edition__sessions=0,
    )
    return made


def withdraw(certificate: Certificate) -> None:
    Registration.objects.filter(pk=certificate.registration_id).update(status=RegistrationStatus.ABSENT)


def personal(certificate: Certificate, below: str = "") -> str:
    return f"/inschrijving/{certificate.registration.access_key}/{below}"


def test_the_personal_page_has_it_and_gives_the_file(certificate: Certificate, client: Client) -> None:
    assert personal(certificate, "certificaat.pdf") in client.get(personal(certificate)).content.decode()
    response = client.get(personal(certificate, "certificaat.pdf"))
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response.content == certificate_pdf(certificate)
    assert response["Content-Disposition"] == 'attachment; filename="certificaat-7KQ2-9FXM-3TBA-PW8D.pdf"'
    assert {name: response[name] for name in PRIVATE} == PRIVATE


def test_a_withdrawn_one_is_no_longer_there(certificate: Certificate, client: Client) -> None:
    withdraw(certificate)
    assert "certificaat" not in client.get(personal(certificate)).content.decode().lower()
    response = client.get(personal(certificate, "certificaat.pdf"), follow=True)
    assert response.redirect_chain == [(personal(certificate), 302)]
    assert "Er is geen certificaat bij deze inschrijving." in response.content.decode()


def test_somebody_without_one_has_none(certificate: Certificate, client: Client) -> None:
    other = CertificateFactory.build(registration=RegistrationFactory.create())
    assert client.get(personal(other, "certificaat.pdf"))["Location"] == personal(other)


def test_the_code_says_what_it_certifies(
    certificate: Certificate, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = "/certificaat/7KQ2-9FXM-3TBA-PW8D/"
    client.get(address)
    with django_assert_num_queries(CHECK_QUERIES):
        response = client.get(address)
    html = response.content.decode()
    for fact in ("Dit certificaat is echt", "Sanne Visser", "Leernetwerk strategisch HRM", "23/24 september 2027"):
        assert fact in html
    assert "2 dagen, 4 dagdelen" in html
    assert "26 november 2027" in html
    assert certificate.registration.email not in html
    assert certificate.registration.access_key not in html
    assert {name: response[name] for name in PRIVATE} == PRIVATE


CHECK_QUERIES = 5


def test_however_it_is_typed(certificate: Certificate, client: Client) -> None:
    assert "Dit certificaat is echt" in client.get("/certificaat/7kq2 9fxm3tba-pw8d/").content.decode()


def test_a_withdrawn_one_says_so_and_no_more(certificate: Certificate, client: Client) -> None:
    withdraw(certificate)
    html = client.get(f"/certificaat/{certificate.code}/").content.decode()
    assert "Dit certificaat is ingetrokken" in html
    assert "Sanne Visser" not in html
    Registration.objects.update(status=RegistrationStatus.ATTENDED)
    assert "Sanne Visser" in client.get(f"/certificaat/{certificate.code}/").content.decode()


def test_nothing_but_the_code_opens_it(certificate: Certificate, client: Client) -> None:
    registration = certificate.registration
    for guess in (
        certificate.pk,
        registration.pk,
        registration.public_id,
        registration.number,
        registration.access_key,
        certificate.code[:-1],
        f"{certificate.code}0",
        "None",
    ):
        response = client.get(f"/certificaat/{guess}/")
        assert response.status_code == 404, guess
        assert "Sanne Visser" not in response.content.decode()
    assert "Dit certificaat kennen we niet" in response.content.decode()
    assert client.post(f"/certificaat/{certificate.code}/").status_code == 405


def test_who_tries_too_often_must_wait(certificate: Certificate, client: Client) -> None:
    answers = [client.get("/certificaat/0000/").status_code for _ in range(PER_ADDRESS.times)]
    assert answers == [404] * PER_ADDRESS.times
    response = client.get(f"/certificaat/{certificate.code}/")
    assert response.status_code == 429
    assert "Sanne Visser" not in response.content.decode()


def test_in_english(certificate: Certificate, client: Client) -> None:
    html = client.get(f"/en/certificaat/{certificate.code}/").content.decode()
    assert "This certificate is real" in html
    assert 'lang="nl">Leernetwerk strategisch HRM' in html
