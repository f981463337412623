"""The front door of the site: what the other apps and plugins may import."""

from cms import notation, prose
from cms.audit import record_audit
from cms.blocks import BodyBlock, PartnerRoleBlock, PersonRoleBlock
from cms.components import (
    Column,
    Fact,
    Filter,
    FilterOption,
    Part,
    PriceLine,
    Status,
    Step,
    TimelineBlock,
)
from cms.contracts import (
    CalendarEntry,
    ComingChange,
    DashboardPanel,
    HiddenPath,
    KeysInUse,
    NotAllowed,
    OfferingSummary,
    PageSection,
    Problem,
)
from cms.euro_field import EuroField
from cms.form_guard import TOO_FAST, GuardedForm, refuse_other_sites, within_pace
from cms.forms import AcademyForm, AcademyFormMixin, ErrorLink, OrganisationInput, error_links
from cms.jobs import defer, job
from cms.lifecycle import MoveNotAllowed, move
from cms.mail.outbox import Attachment, queue_mail
from cms.models import (
    AcademySettings,
    Audience,
    HomePage,
    IntroMixin,
    NewsPage,
    OfferingMixin,
    Organisation,
    Person,
    ProgrammePage,
    Theme,
    User,
)
from cms.page_cache.changes import pages_changed
from cms.page_cache.public import public_view
from cms.plugins import PluginConfig, hookimpl, hookspec
from cms.plugins.manager import NotContributed, check, contribution, contributions, react
from cms.prepared import Among, Given, Prepared
from cms.roles import Role, grant
from cms.spreadsheet import CellKind, SheetColumn, write_xlsx, xlsx_response
from cms.structured_data import EventData, OfferData, PersonData

__all__ = [
    "TOO_FAST",
    "AcademyForm",
    "AcademyFormMixin",
    "AcademySettings",
    "Among",
    "Attachment",
    "Audience",
    "BodyBlock",
    "CalendarEntry",
    "CellKind",
    "Column",
    "ComingChange",
    "DashboardPanel",
    "ErrorLink",
    "EuroField",
    "EventData",
    "Fact",
    "Filter",
    "FilterOption",
    "Given",
    "GuardedForm",
    "HiddenPath",
    "HomePage",
    "IntroMixin",
    "KeysInUse",
    "MoveNotAllowed",
    "NewsPage",
    "NotAllowed",
    "NotContributed",
    "OfferData",
    "OfferingMixin",
    "OfferingSummary",
    "Organisation",
    "OrganisationInput",
    "PageSection",
    "Part",
    "PartnerRoleBlock",
    "Person",
    "PersonData",
    "PersonRoleBlock",
    "PluginConfig",
    "Prepared",
    "PriceLine",
    "Problem",
    "ProgrammePage",
    "Role",
    "SheetColumn",
    "Status",
    "Step",
    "Theme",
    "TimelineBlock",
    "User",
    "check",
    "contribution",
    "contributions",
    "defer",
    "error_links",
    "grant",
    "hookimpl",
    "hookspec",
    "job",
    "move",
    "notation",
    "pages_changed",
    "prose",
    "public_view",
    "queue_mail",
    "react",
    "record_audit",
    "refuse_other_sites",
    "within_pace",
    "write_xlsx",
    "xlsx_response",
]
