"""Webhooks: verified, read, and reduced to which payment to look at. Nothing of their content is believed or kept."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from stripe import SignatureVerificationError, Webhook, WebhookSignature

from betalingen.api import Notification, NotificationRefused

TOLERANCE: Final = Webhook.DEFAULT_TOLERANCE


def verified_notification(body: bytes, signature: str, *, secrets: Sequence[str], is_live: bool) -> Notification:
    """Raises NotificationRefused for what is forged, stale, unreadable or of the other mode.

    Messages signed with a moment in the future pass (clocks differ); that an event is taken once guards against replay.
    """
    _verify(body, signature, secrets)
    try:
        event = json.loads(body)
    except ValueError as error:
        raise NotificationRefused("no JSON") from error
    if not isinstance(event, dict) or not isinstance(event.get("id"), str) or not isinstance(event.get("type"), str):
        raise NotificationRefused("no event")
    if event.get("livemode") is not is_live:
        raise NotificationRefused("an event of the other mode")
    if event.get("account"):  # only said of accounts that are connected to ours, and we have none
        raise NotificationRefused("an event of another account")
    return notification_of(event)


def _verify(body: bytes, signature: str, secrets: Sequence[str]) -> None:
    for secret in secrets:
        try:
            WebhookSignature.verify_header(body, signature, secret, TOLERANCE)
        except SignatureVerificationError:
            continue
        except ValueError as error:  # bytes that are no text
            raise NotificationRefused("no text") from error
        else:
            return
    raise NotificationRefused("signature does not match")


def notification_of(event: Mapping[str, Any]) -> Notification:
    """A verified event, snapshot or thin, as plain dict."""
    if event.get("object") == "v2.core.event":
        subject: Mapping[str, Any] = event.get("related_object") or {}
    else:
        subject = (event.get("data") or {}).get("object") or {}
    metadata = subject.get("metadata") or {}
    return Notification(
        event_id=event["id"],
        kind=event["type"],
        subject="payout" if event["type"].startswith("payout.") else "payment",
        object_reference=_reference(subject),
        attempt=str(metadata.get("attempt", "")),
        site=str(metadata.get("site", "")),
    )


def _reference(subject: Mapping[str, Any]) -> str:
    """The session or charge it is about: refunds and disputes name their charge."""
    about = subject.get("charge") or subject.get("id") or ""
    return str(about.get("id", "") if isinstance(about, dict) else about)
