import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from pytest_django import Settings

from cms.form_guard import client_address, refuse_other_sites


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Origin": "http://testserver"},
        {"Origin": "null"},
    ],
)
def test_our_own_pages_may_send(headers: dict[str, str]) -> None:
    refuse_other_sites(RequestFactory().post("/", headers=headers))


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Origin": "https://testserver"},
        {"Origin": "http://testserver.elders.example"},
        {"Origin": "http://testserver:8000"},
    ],
)
def test_pages_of_others_may_not(headers: dict[str, str]) -> None:
    with pytest.raises(PermissionDenied):
        refuse_other_sites(RequestFactory().post("/", headers=headers))


def test_a_trusted_origin_may_send(settings: Settings) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://www.vakwerk.example"]
    refuse_other_sites(RequestFactory().post("/", headers={"Origin": "https://www.vakwerk.example"}))


def test_what_a_client_says_of_its_address_counts_only_behind_our_proxy(settings: Settings) -> None:
    request = RequestFactory().post("/", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"})
    settings.SECURE_PROXY_SSL_HEADER = None
    assert client_address(request) == "127.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert client_address(request) == "198.51.100.7"
