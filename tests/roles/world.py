"""A site with one object of each kind, so that no address of the admin can answer 404 for want of one."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale, Page, Site, Task, TaskState, UploadedFile, Workflow, WorkflowState
from wagtail_localize.models import OverridableSegment, StringSegment, Translation, TranslationSource

from betalingen.models import (
    BankLine,
    Discrepancy,
    ExportRun,
    FinanceSettings,
    Invoice,
    LedgerCode,
    PaymentTerm,
    Refund,
    SubsidyScheme,
    VatRule,
    WriteOff,
)
from cms.actions.accept_lead import accept_lead
from cms.audit import record_audit
from cms.mail.outbox import queue_mail
from cms.models import AcademyDocument, AcademyImage, AcademySettings, Lead, Message, Quotation, SynonymSet, User
from events.actions.resend_confirmation import resend_confirmation
from events.lifecycles import EditionStatus, QuoteStatus
from events.models import (
    ConsentRequest,
    Edition,
    HostInvitation,
    InterviewSlot,
    ListReader,
    Material,
    Quote,
    Registration,
    Upload,
    WaitingListEntry,
)
from tests.factories.betalingen import (
    BalanceLineFactory,
    BankLineFactory,
    DiscrepancyFactory,
    InvoiceFactory,
    InvoiceOrderFactory,
    PaidAttemptFactory,
    PaymentTermFactory,
    RefundFactory,
    SubsidyClaimFactory,
    SubsidySchemeFactory,
    VatRuleFactory,
    WriteOffFactory,
)
from tests.factories.cms import (
    AcademyImageFactory,
    ApplicationFactory,
    AudienceFactory,
    CompetenceFactory,
    ContentPageFactory,
    LeadFactory,
    OrganisationFactory,
    PersonFactory,
    ThemeFactory,
)
from tests.factories.events import (
    AlumnusFactory,
    CertificateFactory,
    ConsentRequestFactory,
    EditionFactory,
    EvaluationFactory,
    HostInvitationFactory,
    InterviewSlotFactory,
    ListReaderFactory,
    MaterialFactory,
    ProgrammePageFactory,
    QuoteFactory,
    RegistrationFactory,
    UploadFactory,
    WaitingListEntryFactory,
    answer_with,
)

# Whoever reads one of these reads about a participant, or about money. Each occurs nowhere else.
PARTICIPANT = "Zwaantje Participant"
PARTICIPANT_ADDRESS = "zwaantje@participants.example"
ASKER = "Quirijn Asker"
PAYER = "Xaviera Payer"
WRITER = "Ysbrand Writer"
CHARGE = "py_of_the_charge"


@dataclass(frozen=True, kw_only=True)
class World:
    """One of each."""

    home: Page
    page: Page
    alias: Page
    other: Page
    revision: int
    submitted: Page
    task_state: TaskState
    workflow_state: WorkflowState
    workflow: Workflow
    task: Task
    collection: Collection
    image: AcademyImage
    document: AcademyDocument
    uploaded_image: UploadedFile
    uploaded_document: UploadedFile
    redirect: Redirect
    query: Query
    english: Locale
    site: Site
    settings: AcademySettings
    finance_settings: FinanceSettings
    group: Group
    user: User
    source: TranslationSource
    translation: Translation
    string_segment: StringSegment
    overridable_segment: OverridableSegment
    person: Any
    organisation: Any
    theme: Any
    competence: Any
    audience: Any
    synonym_set: SynonymSet
    vat_rule: VatRule
    subsidy_scheme: SubsidyScheme
    payment_term: PaymentTerm
    ledger_code: LedgerCode
    invoice: Invoice
    export_run: ExportRun
    edition: Edition
    draft_edition: Edition
    registration: Registration
    upload: Upload
    certified: Registration
    material: Material
    waiting: WaitingListEntry
    quotation: Quotation
    consent: ConsentRequest
    slot: InterviewSlot
    host: HostInvitation
    reader: ListReader
    quote: Quote
    draft_quote: Quote
    contract: Quote
    order: Any
    invoice_order: Any
    refund: Refund
    write_off: WriteOff
    discrepancy: Discrepancy
    balance_line: Any
    claim: Any
    bank_line: BankLine
    message: Message
    registration_mail: Message
    lead: Lead
    application: Lead
    accepted: Lead


def build(home: Page, programmes: Page) -> World:
    """Make the world below the home page and the programme index of a site."""
    workflow, task = Workflow.objects.get(name="Eindredactie"), Task.objects.get(name="Eindredactie")
    author = User.objects.create_user("auteur@example.org", is_staff=True, first_name="Aad", last_name="Auteur")
    author.groups.add(Group.objects.get(name="Editors"))
    theme = ThemeFactory.create()
    image = AcademyImageFactory.create(file=get_test_image_file(), collection=Collection.get_first_root_node())
    page = ContentPageFactory.create(parent=home, image=image, owner=author)
    revision = page.save_revision(user=author)
    submitted = ContentPageFactory.create(parent=home, live=False, owner=author)
    submitted.save_revision(user=author)
    workflow_state = workflow.start(submitted, author)
    english, _made = Locale.objects.get_or_create(language_code="en")
    source, _made = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.save_target(user=author, publish=False)
    paid = PaidAttemptFactory.create(charge_reference=CHARGE, order__contact_name=PAYER, order__customer_name=PAYER)
    organisation, person = OrganisationFactory.create(), PersonFactory.create()
    offering = ProgrammePageFactory.create(parent=programmes, in_company=True)
    registration = RegistrationFactory.create(
        booking__edition__offering=offering,
        booking__name=PARTICIPANT,
        booking__email=PARTICIPANT_ADDRESS,
        booking__organisation=organisation,
        booking__order=paid.order,
    )
    asked = {"request__offering": offering, "request__organisation": organisation, "request__contact_name": ASKER}
    quote, draft_quote = (
        QuoteFactory.create(**asked, contact=person),
        QuoteFactory.create(**asked, status=QuoteStatus.DRAFT),
    )
    contract = QuoteFactory.create(**asked, status=QuoteStatus.ACCEPTED, employees_key="v" * 32)
    EditionFactory.create(offering=offering, quote=contract, access_key="w" * 32, team="Vergunningen")
    upload = UploadFactory.create(booking=registration.booking)
    registration.answers = [answer_with(upload)]
    registration.save()
    AlumnusFactory.create(registration=registration)
    EvaluationFactory.create(registration=registration)
    resend_confirmation(registration_id=registration.pk)
    record_audit(registration, "events.registration_cancelled", number="VA-1")
    record_audit(quote, "events.quote_sent", number="OF-1", version=1)
    record_audit(paid.order, "betalingen.order_placed", total_cents=1)
    queue_mail(
        key="role-test",
        to=PARTICIPANT_ADDRESS,
        template="account/invitation",
        context={"user": author, "url": "/", "days": 3},
        language="nl",
    )
    return World(
        home=home,
        page=page,
        other=ContentPageFactory.create(parent=home),
        alias=page.create_alias(parent=home, update_slug="spiegel"),
        revision=revision.pk,
        submitted=submitted,
        task_state=workflow_state.current_task_state,
        workflow_state=workflow_state,
        workflow=workflow,
        task=task,
        collection=Collection.get_first_root_node().add_child(instance=Collection(name="Foto's")),
        image=page.image,
        document=AcademyDocument.objects.create(title="Folder", file=SimpleUploadedFile("folder.txt", b"Folder")),
        uploaded_image=_uploaded(AcademyImage, author),
        uploaded_document=_uploaded(AcademyDocument, author),
        redirect=Redirect.objects.create(old_path="/oud", redirect_page=page),
        query=Query.get("vakmanschap"),
        english=english,
        site=Site.objects.get(),
        settings=AcademySettings.for_site(Site.objects.get()),
        finance_settings=FinanceSettings.for_site(Site.objects.get()),
        group=Group.objects.create(name="Stagiairs"),
        user=author,
        source=source,
        translation=translation,
        string_segment=StringSegment.objects.filter(source=source)[0],
        overridable_segment=OverridableSegment.objects.filter(source=source)[0],
        person=person,
        organisation=organisation,
        theme=theme,
        competence=CompetenceFactory.create(),
        audience=AudienceFactory.create(),
        synonym_set=SynonymSet.objects.create(words="cursus, training"),
        vat_rule=VatRuleFactory.create(),
        subsidy_scheme=SubsidySchemeFactory.create(),
        payment_term=PaymentTermFactory.create(),
        invoice=InvoiceFactory.create(order__customer_name=PAYER),
        ledger_code=LedgerCode.objects.get(account="debtors"),
        export_run=ExportRun.objects.create(
            number="EX-2026-0001",
            dataset="betalingen",
            export_format="dutch-csv",
            first_day=timezone.localdate(),
            last_day=timezone.localdate(),
            user=author,
        ),
        edition=registration.edition,
        draft_edition=EditionFactory.create(offering=offering, status=EditionStatus.DRAFT),
        registration=registration,
        upload=upload,
        material=MaterialFactory.create(session=registration.edition.sessions.get()),
        certified=CertificateFactory.create(
            registration__booking__edition=registration.edition, registration__booking__name=PARTICIPANT
        ).registration,
        consent=ConsentRequestFactory.create(booking__edition__offering=offering),
        slot=InterviewSlotFactory.create(edition__offering=offering),
        host=HostInvitationFactory.create(session__edition__offering=offering),
        reader=ListReaderFactory.create(edition__offering=offering),
        waiting=WaitingListEntryFactory.create(edition__offering=offering, name=PARTICIPANT, email=PARTICIPANT_ADDRESS),
        quotation=Quotation.objects.create(text="Ik luister nu beter.", offering=offering),
        quote=quote,
        draft_quote=draft_quote,
        contract=contract,
        order=paid.order,
        invoice_order=InvoiceOrderFactory.create(contact_name=PAYER, customer_name=PAYER),
        refund=RefundFactory.create(attempt=paid, amount_cents=100),
        write_off=WriteOffFactory.create(order__contact_name=PAYER, order__customer_name=PAYER),
        discrepancy=DiscrepancyFactory.create(attempt=paid),
        balance_line=BalanceLineFactory.create(attempt=paid),
        claim=SubsidyClaimFactory.create(),
        bank_line=BankLineFactory.create(counterparty_name=PAYER, text=CHARGE),
        message=Message.objects.get(key="role-test"),
        registration_mail=Message.objects.get(about=f"registration:{registration.public_id}"),
        lead=LeadFactory.create(name=WRITER),
        application=ApplicationFactory.create(name=WRITER),
        accepted=accept_lead(lead_id=ApplicationFactory.create(name=WRITER).pk),
    )


def editing_session(user: User, page: Page) -> EditingSession:
    """Somebody has this page open."""
    return EditingSession.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(page.specific_class),
        object_id=page.pk,
        last_seen_at=timezone.now(),
    )


def _uploaded(model: type[Any], user: User) -> UploadedFile:
    return UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(model),
        file=SimpleUploadedFile("pending.png", get_test_image_file().read()),
        uploaded_by_user=user,
    )
