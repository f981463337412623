"""The front door of the site: what the other apps and plugins may import."""

from cms.audit import record_audit
from cms.blocks import BodyBlock, PartnerRoleBlock, PersonRoleBlock
from cms.contracts import DashboardPanel, KeysInUse, NotAllowed, OfferingSummary, PageSection, Problem
from cms.jobs import defer, job
from cms.lifecycle import MoveNotAllowed, move
from cms.mail.outbox import Attachment, queue_mail
from cms.models import AcademySettings, IntroMixin, Organisation, Person, ProgrammePage, User
from cms.plugins import PluginConfig, hookimpl, hookspec
from cms.plugins.manager import NotContributed, check, contribution, contributions, react
from cms.roles import Role, grant

__all__ = [
    "AcademySettings",
    "Attachment",
    "BodyBlock",
    "DashboardPanel",
    "IntroMixin",
    "KeysInUse",
    "MoveNotAllowed",
    "NotAllowed",
    "NotContributed",
    "OfferingSummary",
    "Organisation",
    "PageSection",
    "PartnerRoleBlock",
    "Person",
    "PersonRoleBlock",
    "PluginConfig",
    "Problem",
    "ProgrammePage",
    "Role",
    "User",
    "check",
    "contribution",
    "contributions",
    "defer",
    "grant",
    "hookimpl",
    "hookspec",
    "job",
    "move",
    "queue_mail",
    "react",
    "record_audit",
]
