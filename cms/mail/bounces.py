"""Read the answer of a mail server that could not deliver (RFC 3464): which of our mails was it, and why."""

import email
import re
from dataclasses import dataclass
from email.message import Message as Part
from email.policy import compat32

_STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")


@dataclass(frozen=True)
class Bounce:
    """A mail that will not arrive. `status` is the code of RFC 3463, such as "5.1.1": no such mailbox."""

    message_id: str
    status: str


def read_bounce(content: bytes) -> Bounce | None:
    """None for any other mail: an answer of a person, an absence, a delay of which the server keeps trying."""
    # The parser that takes anything: what servers send back is often malformed.
    report = email.message_from_bytes(content, policy=compat32)
    if report.get_content_type() != "multipart/report":
        return None
    status = message_id = ""
    for part in report.walk():
        match part.get_content_type():
            case "message/delivery-status":
                status = status or _failure(part)
            case "message/rfc822" | "text/rfc822-headers":
                message_id = message_id or _message_id(part)
    return Bounce(message_id, status) if status and message_id else None


def _failure(part: Part) -> str:
    """The code of the first recipient that failed for good."""
    for group in _parts(part):
        if str(group.get("Action", "")).strip().lower() == "failed":
            found = _STATUS.search(str(group.get("Status", "")))
            return found[0] if found else "5.0.0"
    return ""


def _message_id(part: Part) -> str:
    for returned in _parts(part):
        return str(returned.get("Message-ID", "")).strip()
    headers = part.get_payload(decode=True)
    returned = email.message_from_bytes(headers if isinstance(headers, bytes) else b"", policy=compat32)
    return str(returned.get("Message-ID", "")).strip()


def _parts(part: Part) -> list[Part]:
    payload = part.get_payload()
    return [each for each in payload if isinstance(each, Part)] if isinstance(payload, list) else []
