"""The front door of the site: what the other apps and plugins may import."""

from cms.audit import record_audit
from cms.blocks import BodyBlock, PartnerRoleBlock, PersonRoleBlock
from cms.contracts import NotAllowed, PageSection
from cms.lifecycle import MoveNotAllowed, move
from cms.models import AcademySettings, IntroMixin, Organisation, Person, ProgrammePage, User
from cms.roles import Role, grant

__all__ = [
    "AcademySettings",
    "BodyBlock",
    "IntroMixin",
    "MoveNotAllowed",
    "NotAllowed",
    "Organisation",
    "PageSection",
    "PartnerRoleBlock",
    "Person",
    "PersonRoleBlock",
    "ProgrammePage",
    "Role",
    "User",
    "grant",
    "move",
    "record_audit",
]
