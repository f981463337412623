"""An answer behind a personal link, that counts once."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from cms.api import NotAllowed, refuse_other_sites


def take_answer(
    request: HttpRequest,
    form: forms.Form,
    *,
    back: str,
    can_answer: bool,
    act: Callable[[], object],
    ask_again: Callable[[], HttpResponse],
) -> HttpResponseBase:
    """Do what the form says and go back; a refusal is told there. Ask again while it can be answered and is not filled in well."""
    if request.method == "POST":
        refuse_other_sites(request)
    if can_answer and not form.is_valid():
        return ask_again()
    if form.is_valid():
        try:
            act()
        except NotAllowed as refusal:
            messages.error(request, str(refusal.reason))
    return HttpResponseRedirect(back)
