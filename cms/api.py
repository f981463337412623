"""The front door of the site: what the other apps and plugins may import."""

from cms import notation, prose
from cms.actions.allow_quotation import allow_quotation
from cms.actions.resend_message import resend_message
from cms.actions.tell_interested import tell_interested
from cms.actions.withdraw_quotation import withdraw_quotation
from cms.audit import record_audit
from cms.blanks import blank, filled
from cms.blocks import BodyBlock, PartnerRoleBlock, PersonRoleBlock, role_line
from cms.components import (
    Column,
    Fact,
    Filter,
    FilterOption,
    LinkOut,
    NamedPerson,
    Part,
    PriceLine,
    Status,
    Step,
    TimelineBlock,
)
from cms.constraints import violated
from cms.contracts import (
    CalendarEntry,
    ComingChange,
    DashboardPanel,
    GivenOffering,
    HelpPart,
    HiddenPath,
    KeysInUse,
    NotAllowed,
    OfferingSummary,
    PageSection,
    Problem,
)
from cms.euro_field import EuroField
from cms.form_guard import TOO_FAST, GuardedForm, client_address, refuse_other_sites, within_pace
from cms.forms import AcademyForm, AcademyFormMixin, ErrorLink, OrganisationInput, error_links
from cms.jobs import backoff, defer, job
from cms.kept_files import kept_file
from cms.lifecycle import MoveNotAllowed, move
from cms.mail.outbox import Attachment, RenderedMail, queue_mail, rendered_mail
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
    Quotation,
    Theme,
    User,
)
from cms.models.panels import TermsPanel
from cms.page_cache.changes import counts_changed, pages_changed
from cms.page_cache.counted import counted
from cms.page_cache.public import public_view
from cms.page_cache.remembered import remembered, remembered_of
from cms.personal import personal
from cms.plugins import PluginConfig, hookimpl, hookspec
from cms.plugins.manager import NotContributed, check, contribution, contributions, react
from cms.prepared import Among, Given, Prepared, PreparedUpdate
from cms.queries.leads import interested_count
from cms.queries.messages import (
    MessageLine,
    StoredMail,
    latest_messages,
    lost_messages,
    message_about,
    messages_about,
)
from cms.queries.organisations import organisation_called
from cms.queries.page_checks import checked as checked_pages
from cms.queries.pages import public_page
from cms.queries.printed_text import PrintedPart, printed_text
from cms.queries.programmes import programme
from cms.rate_limit import Limit, within
from cms.roles import Role, grant
from cms.spreadsheet import CellKind, SheetColumn, write_xlsx, xlsx_response
from cms.structured_data import EventData, OfferData, PersonData
from cms.typesetting import EnclosedFile, PdfKind, typeset

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
    "EnclosedFile",
    "ErrorLink",
    "EuroField",
    "EventData",
    "Fact",
    "Filter",
    "FilterOption",
    "Given",
    "GivenOffering",
    "GuardedForm",
    "HelpPart",
    "HiddenPath",
    "HomePage",
    "IntroMixin",
    "KeysInUse",
    "Limit",
    "LinkOut",
    "MessageLine",
    "MoveNotAllowed",
    "NamedPerson",
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
    "PdfKind",
    "Person",
    "PersonData",
    "PersonRoleBlock",
    "PluginConfig",
    "Prepared",
    "PreparedUpdate",
    "PriceLine",
    "PrintedPart",
    "Problem",
    "ProgrammePage",
    "Quotation",
    "RenderedMail",
    "Role",
    "SheetColumn",
    "Status",
    "Step",
    "StoredMail",
    "TermsPanel",
    "Theme",
    "TimelineBlock",
    "User",
    "allow_quotation",
    "backoff",
    "blank",
    "check",
    "checked_pages",
    "client_address",
    "contribution",
    "contributions",
    "counted",
    "counts_changed",
    "defer",
    "error_links",
    "filled",
    "grant",
    "hookimpl",
    "hookspec",
    "interested_count",
    "job",
    "kept_file",
    "latest_messages",
    "lost_messages",
    "message_about",
    "messages_about",
    "move",
    "notation",
    "organisation_called",
    "pages_changed",
    "personal",
    "printed_text",
    "programme",
    "prose",
    "public_page",
    "public_view",
    "queue_mail",
    "react",
    "record_audit",
    "refuse_other_sites",
    "remembered",
    "remembered_of",
    "rendered_mail",
    "resend_message",
    "role_line",
    "tell_interested",
    "typeset",
    "violated",
    "withdraw_quotation",
    "within",
    "within_pace",
    "write_xlsx",
    "xlsx_response",
]
