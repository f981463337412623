"""What lies outside the admin: for whom each route is, and that a personal link opens one thing only."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from cms.models import User
from events.lifecycles import QuoteStatus
from events.models import ClosingReport
from events.queries.guests import guest_key
from tests.factories.betalingen import (
    AttemptFactory,
    InstalmentFactory,
    InvoiceFactory,
    InvoiceOrderFactory,
    OrderFactory,
    VatRuleFactory,
)
from tests.factories.events import (
    ConsentRequestFactory,
    EditionFactory,
    EvaluationFactory,
    GuestFactory,
    HostInvitationFactory,
    MaterialFactory,
    ProgrammePageFactory,
    QuoteFactory,
    RegistrationFactory,
    UploadFactory,
    WaitingListEntryFactory,
    answer_with,
)
from tests.roles import table, world
from tests.roles.addresses import patterns
from tests.roles.world import World

pytestmark = pytest.mark.django_db

LogIn = Callable[[User], Client]

# Every named route outside the admin, by who it is for. A new route has to be placed.
ROUTES = {
    "everybody": """
        wagtail_serve wagtaildocs_serve wagtaildocs_authenticate_with_password
        wagtailcore_authenticate_with_password wagtailcore_login
        account_login account_logout account_inactive account_request_login_code account_confirm_login_code
        account_reset_password account_reset_password_done account_reset_password_from_key
        account_reset_password_from_key_done mfa_authenticate mfa_login_webauthn
        cms:search cms:news_feed cms:organisations events:agenda_calendar events:agenda_rss events:agenda_json
        events:sign_up events:signed_up events:join_waiting_list events:joined_waiting_list events:register events:ask_quote events:quote_requested
        cms:send_lead cms:lead_sent betalingen:webhook
        cms:person events:brochure robots sitemap cms:social_card
    """,
    # The key in the address is the only authority.
    "whoever has the key": """
        events:booking events:registration events:join events:registration_calendar events:cancel_registration
        events:evaluation events:quote_back events:alumni
        events:interview
        events:name_seats events:substitute events:cancel_seat events:correct_details events:substitute_me events:register_invited
        events:registration_certificate events:certificate events:material
        events:choose_workgroup events:registration_upload events:booking_upload events:portal_page
        events:waiting events:accept_offer events:leave_waiting_list events:fewer_seats
        events:choose_edition events:report events:report_pdf
        events:consent events:give_consent events:decline_consent
        events:host events:confirm_host events:correct_host events:decline_host events:guest events:invite_guest events:guest_signed_up
        events:quote events:accept_quote events:decline_quote betalingen:order betalingen:invoice_pdf betalingen:invoice_ubl betalingen:return cms:leave_interest
    """,
    "whoever logged in": """
        second_step events:my_registrations events:participant_list account_change_password account_set_password account_reauthenticate
        mfa_index mfa_reauthenticate mfa_activate_totp mfa_deactivate_totp mfa_view_recovery_codes
        mfa_generate_recovery_codes mfa_download_recovery_codes mfa_list_webauthn mfa_add_webauthn
        mfa_reauthenticate_webauthn mfa_remove_webauthn mfa_edit_webauthn
    """,
    "colleagues": "cms:styleguide",
    "the demo": "cms:demo_login cms:mailbox cms:mailbox_message cms:mailbox_body cms:mailbox_attachment",
    # Nobody signs up or adds an address.
    "nobody": "account_signup account_email account_email_verification_sent account_confirm_email",
}
# What these open has no key of its own; their own tests say who gets in.
SIGNED = {"betalingen:return", "cms:leave_interest", "events:certificate", "events:portal_page"}
BY_KEY = [name for name in ROUTES["whoever has the key"].split() if name not in SIGNED]


@pytest.fixture
def visitor(
    request: pytest.FixtureRequest, log_in: LogIn, make_staff: Callable[[str], User], administrator: User
) -> tuple[str, Client]:
    role: str = request.param
    match role:
        case table.ANONYMOUS:
            return role, Client()
        case table.PARTICIPANT:
            return role, log_in(User.objects.create_user(world.PARTICIPANT_ADDRESS))
        case table.ADMINISTRATOR:
            return role, log_in(administrator)
        case _:
            return role, log_in(make_staff(role))


def _arguments(name: str) -> dict[str, Any]:
    values = {"pk": 1, "key": "a-b", "uidb36": "1"}
    (found,) = (pattern for pattern in patterns("account/") if pattern.name == name)
    return {argument: values[argument] for argument in found.arguments}


def test_every_route_is_placed() -> None:
    outside = {pattern.name for pattern in patterns("") if pattern.name and not pattern.route.startswith("admin/")}
    assert outside == {name for names in ROUTES.values() for name in names.split()}


OWN_PAGES = {"events:my_registrations": {}, "events:participant_list": {"public_id": uuid4()}}


@pytest.mark.parametrize("name", [name for name in ROUTES["whoever logged in"].split() if name != "second_step"])
def test_visitors_must_log_in(name: str, page_tree: SimpleNamespace, client: Client) -> None:
    path = reverse(name, kwargs=OWN_PAGES[name] if name in OWN_PAGES else _arguments(name))
    assert client.get(path).headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize("name", ROUTES["nobody"].split())
def test_nobody_signs_up(name: str, page_tree: SimpleNamespace, client: Client) -> None:
    path = reverse(name, kwargs=_arguments(name))
    assert client.get(path).status_code == client.post(path).status_code == 404


@pytest.mark.parametrize("visitor", table.ROLES, indirect=True)
def test_the_style_guide_is_for_colleagues(visitor: tuple[str, Client], page_tree: SimpleNamespace) -> None:
    role, client = visitor
    assert client.get(reverse("cms:styleguide")).status_code == (200 if role in table.COLLEAGUES else 404)


@pytest.mark.parametrize("visitor", table.ROLES, indirect=True)
def test_the_mailbox_and_the_buttons_exist_in_the_demo_only(
    site: World, visitor: tuple[str, Client], settings: Settings
) -> None:
    _role, client = visitor
    message = site.message.public_id
    mailbox = [
        reverse("cms:mailbox"),
        reverse("cms:mailbox_message", args=[message]),
        reverse("cms:mailbox_body", args=[message]),
    ]
    button = reverse("cms:demo_login", args=["administrator"])
    before = client.session.get("_auth_user_id")
    assert [client.get(path).status_code for path in mailbox] == [404] * 3
    assert client.get(reverse("cms:mailbox_attachment", args=[message, 1])).status_code == 404
    assert client.post(button).status_code == 404
    assert client.session.get("_auth_user_id") == before
    assert not User.objects.filter(email__endswith="@vakwerk.example").exists()

    settings.DEMO = True
    assert [client.get(path).status_code for path in mailbox] == [200] * 3
    assert client.post(button).headers["Location"] == "/admin/"


# Personal links ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def somebody(page_tree: SimpleNamespace) -> dict[str, Any]:
    """Somebody's registration, order and offers."""
    offering = ProgrammePageFactory.create(parent=page_tree.programmes, in_company=True)
    order = OrderFactory.create()
    registration = RegistrationFactory.create(booking__edition__offering=offering, booking__order=order)
    own, booked = (UploadFactory.create(booking=registration.booking) for _each in range(2))
    registration.answers = [answer_with(own)]
    registration.save()
    registration.booking.answers = {"questions": {"given": [answer_with(booked)]}}
    registration.booking.save()
    guest = GuestFactory.create(guest_list__session__edition__offering=offering)
    return {
        "own upload": own,
        "booked upload": booked,
        "registration": registration,
        "booking": registration.booking,
        "order": order,
        "invoice": InvoiceFactory.create(order=order),
        "material": MaterialFactory.create(session=registration.edition.sessions.get()),
        "invitation": EditionFactory.create(offering=offering, access_key="k" * 32),
        "waiting": WaitingListEntryFactory.create(edition__offering=offering),
        "evaluation": EvaluationFactory.create(registration=registration),
        "consent": ConsentRequestFactory.create(booking__edition__offering=offering),
        "contract": QuoteFactory.create(
            request__offering=offering, status=QuoteStatus.ACCEPTED, employees_key="e" * 32
        ),
        "report": ClosingReport.objects.create(
            quote=QuoteFactory.create(request__offering=offering, status=QuoteStatus.ACCEPTED), sent_at=timezone.now()
        ).quote,
        "guest": guest,
        "inviter": guest.invited_by,
        "host": HostInvitationFactory.create(session__edition__offering=offering),
        "quote": QuoteFactory.create(request__offering=offering, vat_rule=VatRuleFactory.create()),
        "draft": QuoteFactory.create(request__offering=offering, status=QuoteStatus.DRAFT),
    }


def _owner(name: str) -> str:
    """What a route opens."""
    if name.startswith("betalingen:"):
        return "order"
    if name in (
        "events:booking",
        "events:name_seats",
        "events:substitute",
        "events:cancel_seat",
        "events:booking_upload",
    ):
        return "booking"
    if name == "events:register_invited":
        return "invitation"
    if name == "events:choose_edition":
        return "contract"
    if name in ("events:report", "events:report_pdf"):
        return "report"
    if name in ("events:waiting", "events:accept_offer", "events:leave_waiting_list", "events:fewer_seats"):
        return "waiting"
    if name in ("events:evaluation", "events:quote_back"):
        return "evaluation"
    if name.endswith("consent"):
        return "consent"
    if name == "events:guest":
        return "guest"
    if name in ("events:invite_guest", "events:guest_signed_up"):
        return "inviter"
    if name.endswith("host"):
        return "host"
    return "quote" if name.endswith("quote") else "registration"


@pytest.mark.parametrize("visitor", [table.ANONYMOUS, table.PARTICIPANT, table.FINANCE], indirect=True)
@pytest.mark.parametrize("name", BY_KEY)
def test_only_the_key_opens_it(name: str, visitor: tuple[str, Client], somebody: dict[str, Any]) -> None:
    _role, client = visitor
    owner = somebody[_owner(name)]
    key = owner.employees_key if name == "events:choose_edition" else owner.access_key
    key = guest_key(owner.public_id) if owner is somebody["inviter"] else key
    guesses = {str(owner.pk), str(owner.public_id), owner.public_id.hex, key[:-1], f"{key}x"}
    guesses |= {key.swapcase(), "0", "None", "x" * 32}
    guesses |= {getattr(owner, other, None) or "0" for other in ("access_key", "employees_key")}
    guesses |= {getattr(owner, "number", "0") or "0", getattr(owner, "reference", "0").replace(":", "-")}
    guesses |= {
        other.access_key
        for kind, other in somebody.items()
        if other is not owner
        and kind
        not in ("booking", "material", "invoice", "own upload", "booked upload", "contract", "inviter", "report")
    }
    parts = {"events:substitute": somebody["registration"].public_id, "events:material": somebody["material"].public_id}
    parts |= {"events:cancel_seat": somebody["registration"].public_id}
    parts |= {"events:registration_upload": somebody["own upload"].public_id}
    parts |= {"events:booking_upload": somebody["booked upload"].public_id}
    parts |= dict.fromkeys(("betalingen:invoice_pdf", "betalingen:invoice_ubl"), somebody["invoice"].public_id)
    part = [parts[name]] if name in parts else []
    for guess in guesses - {key}:
        path = reverse(name, args=[guess, *part])
        assert (client.get(path).status_code, client.post(path).status_code) in [(404, 404), (404, 405)], guess
    response = client.get(reverse(name, args=[key, *part]))
    assert response.status_code in (200, 302)
    response.getvalue()  # to its end, which closes a file
    for thing in somebody.values():
        before = getattr(thing, "status", None)
        thing.refresh_from_db()
        assert getattr(thing, "status", None) == before


def test_who_pays_an_instalment_sees_that_and_nothing_of_another(client: Client) -> None:
    order = InvoiceOrderFactory.create(return_path="/inschrijving/geheim/")
    own, other = (
        InstalmentFactory.create(order=order, number=number, count=2, planned_cents=cents, customer_name=name)
        for number, cents, name in ((1, 100_000, "Waterschap De Velden"), (2, 87_550, "Provincie Vechtland"))
    )
    documents = {row: InvoiceFactory.create(order=order, instalment=row) for row in (own, other)}
    page = client.get(reverse("betalingen:order", args=[own.access_key]))
    shown = page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    for secret in (other.customer_name, order.customer_name, order.email, order.access_key, other.access_key):
        assert secret not in shown
    assert own.customer_name in shown
    assert documents[own].number in shown
    assert documents[other].number not in shown
    assert order.return_path not in shown
    for name in ("betalingen:invoice_pdf", "betalingen:invoice_ubl"):
        assert client.get(reverse(name, args=[own.access_key, documents[own].public_id])).status_code == 200
        for key in (order.access_key, other.access_key, str(own.pk), own.access_key[:-1]):
            assert client.get(reverse(name, args=[key, documents[own].public_id])).status_code == 404, key
    AttemptFactory.create(order=order, instalment=other, provider_reference="cs_other", status="failed")
    for key, session, status in (
        (own.access_key, "", 404),
        (own.access_key, "cs_other", 404),
        (order.access_key, "cs_other", 404),
        (other.access_key, "cs_other", 200),
    ):
        back = client.get(reverse("betalingen:return", args=[key]), {"session_id": session})
        assert back.status_code == status, key
    whole = client.get(reverse("betalingen:order", args=[order.access_key])).content.decode()
    for secret in (own.customer_name, own.access_key, documents[own].number, own.email):
        assert secret not in whole


@pytest.mark.parametrize("name", ["events:quote", "events:accept_quote", "events:decline_quote"])
def test_an_offer_that_was_not_sent_has_no_page(name: str, client: Client, somebody: dict[str, Any]) -> None:
    path = reverse(name, args=[somebody["draft"].access_key])
    answer = {"name": "Sanne Visser", "function": "hoofd", "accepts": "on"}
    assert client.get(path).status_code == 404
    assert client.post(path, answer).status_code in (404, 405)
    somebody["draft"].refresh_from_db()
    assert somebody["draft"].status == QuoteStatus.DRAFT


def test_the_way_back_from_paying_needs_a_payment_of_this_order(client: Client, somebody: dict[str, Any]) -> None:
    own = AttemptFactory.create(order=somebody["order"], provider_reference="cs_own", status="failed")
    AttemptFactory.create(provider_reference="cs_foreign", status="failed")
    path = reverse("betalingen:return", args=[own.order.access_key])
    assert client.get(path, {"session_id": "cs_own"}).status_code == 200
    for session in ("cs_foreign", "", "cs_nothing", str(own.pk), str(own.public_id)):
        assert client.get(path, {"session_id": session}).status_code == 404, session
    wrong = reverse("betalingen:return", args=[str(own.order.public_id)])
    assert client.get(wrong, {"session_id": "cs_own"}).status_code == 404


def test_my_registrations_are_those_of_my_proved_address(
    page_tree: SimpleNamespace, log_in: LogIn, client: Client
) -> None:
    offering = ProgrammePageFactory.create(parent=page_tree.programmes)
    mine = RegistrationFactory.create(booking__edition__offering=offering, booking__email="ik@example.org")
    other = RegistrationFactory.create(
        booking__edition=EditionFactory.create(offering=offering), booking__email="ander@example.org"
    )
    unproved = User.objects.create_user("ander@example.org")
    EmailAddress.objects.create(user=unproved, email="ander@example.org", verified=False)
    me = User.objects.create_user("ik@example.org")
    EmailAddress.objects.create(user=me, email="ik@example.org", verified=True)
    # Claiming somebody else's address proves nothing.
    EmailAddress.objects.create(user=me, email="Ander@example.org", verified=False)

    shown = log_in(me).get(reverse("events:my_registrations")).content.decode()
    assert mine.access_key in shown
    assert other.access_key not in shown
    assert other.access_key not in log_in(unproved).get(reverse("events:my_registrations")).content.decode()
    assert client.get(reverse("events:my_registrations")).status_code == 302
