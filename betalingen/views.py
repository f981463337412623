"""The pages of paying, and the door for providers' notifications."""

from django.http import HttpRequest, HttpResponse


def webhook(request: HttpRequest, provider: str) -> HttpResponse:
    raise NotImplementedError


def order_page(request: HttpRequest, access_key: str) -> HttpResponse:
    raise NotImplementedError


def return_page(request: HttpRequest, access_key: str) -> HttpResponse:
    raise NotImplementedError
