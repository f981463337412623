"""Who may come in where: every route of the admin, by hand.

A route that is not here fails test_admin.py: whoever adds a screen decides here for whom it is.
"""

from collections.abc import Iterator, Mapping

from events.hooks import edition_screens

ADMINISTRATOR = "administrator"
EDITORS = "Editors"
MODERATORS = "Moderators"
MANAGERS = "Programme managers"
FINANCE = "Finance"
PARTICIPANT = "participant"
ANONYMOUS = "anonymous"
ROLES = (ANONYMOUS, PARTICIPANT, EDITORS, MODERATORS, MANAGERS, FINANCE, ADMINISTRATOR)

Roles = frozenset[str]

ALL = frozenset(ROLES)
COLLEAGUES = frozenset({EDITORS, MODERATORS, MANAGERS, FINANCE, ADMINISTRATOR})
WRITERS = frozenset({EDITORS, MODERATORS, MANAGERS, ADMINISTRATOR})
PUBLISHERS = frozenset({MODERATORS, MANAGERS, ADMINISTRATOR})
LAST_READERS = frozenset({MODERATORS, ADMINISTRATOR})
PLANNERS = frozenset({MANAGERS, ADMINISTRATOR})
BOOKKEEPERS = frozenset({FINANCE, ADMINISTRATOR})
ADMINISTRATORS = frozenset({ADMINISTRATOR})
NOBODY: Roles = frozenset()

# Namespace ("" for routes without one) -> who -> names. A name may hold what tells its addresses apart.
MAY_ENTER: Mapping[str, Mapping[Roles, str]] = {
    "": {
        ALL: "wagtailadmin_sprite wagtailadmin_javascript_catalog",
        # What helps with typing. It shows the titles of pages, pictures and registers to every colleague: Wagtail's choice.
        COLLEAGUES: """
            wagtailadmin_home wagtailadmin_account wagtailadmin_dismissibles vakwerk_help
            wagtailadmin_choose_page wagtailadmin_choose_page_child wagtailadmin_choose_page_search
            wagtailadmin_choose_page_chosen_multiple wagtailadmin_choose_page_external_link
            wagtailadmin_choose_page_email_link wagtailadmin_choose_page_phone_link wagtailadmin_choose_page_anchor_link
            wagtailadmin_tag_autocomplete wagtailadmin_tag_model_autocomplete wagtailadmin_block_preview
            wagtailadmin_error_test
        """,
        WRITERS: """
            wagtailadmin_explore_root wagtailadmin_explore wagtailadmin_explore_results
            vakwerk_translations vakwerk_translations_results
            vakwerk_links vakwerk_links_results
            vakwerk_imports vakwerk_imports_results
            vakwerk_documents vakwerk_documents_results
            vakwerk_page_checks vakwerk_checks_report vakwerk_calendar vakwerk_paste_invitation
        """,
        ADMINISTRATORS: "vakwerk_plugins vakwerk_plugins_results",
        # Our own door is /account/login/.
        NOBODY: """
            wagtailadmin_login wagtailadmin_password_reset wagtailadmin_password_reset_done
            wagtailadmin_password_reset_confirm wagtailadmin_password_reset_complete
        """,
    },
    "wagtail_bulk_action": {
        # Wagtail first shows what one may not do; MAY_ACT says who may.
        COLLEAGUES: """
            page.delete page.move page.publish page.unpublish
            academydocument.add_tags academydocument.add_to_collection academydocument.delete
            academyimage.add_tags academyimage.add_to_collection academyimage.delete
            person.delete organisation.delete theme.delete audience.delete competence.delete synonymset.delete vatrule.delete
            subsidyscheme.delete paymentterm.delete ledgercode.delete
        """,
        PUBLISHERS: "lead.close",
        PLANNERS: "registration.attended registration.absent registration.cancel registration.write alumnus.invite",
        ADMINISTRATORS: "user.assign_role user.delete user.set_active_state",
    },
    "wagtailadmin_api:pages": {
        COLLEAGUES: "listing",
        WRITERS: "detail find",
    },
    "wagtailadmin_api:pages:action": {
        WRITERS: "convert_alias revert_to_page_revision",
        PUBLISHERS: "copy delete publish unpublish move create_alias",
        # There is no third language to copy to.
        NOBODY: "copy_for_translation",
    },
    "wagtailadmin_api:documents": {COLLEAGUES: "listing detail find"},
    "wagtailadmin_api:images": {COLLEAGUES: "listing detail find"},
    "wagtailadmin_pages": {
        COLLEAGUES: "choose_parent move_confirm confirm_workflow_cancellation revisions_index",
        WRITERS: """
            add preview_on_add type_use type_use_results usage edit preview_on_edit view_draft add_subpage convert_alias
            search search_results copy revisions_view revisions_revert revisions_compare workflow_history
            workflow_history_detail history history_results
        """,
        PUBLISHERS: "delete unpublish move set_page_position set_privacy revisions_unschedule",
        LAST_READERS: """
            lock unlock workflow_preview
            workflow_action_approve workflow_action_reject
            collect_workflow_action_data_approve collect_workflow_action_data_reject
        """,
    },
    "wagtailadmin_collections": {ADMINISTRATORS: "index add edit delete set_privacy"},
    "wagtailadmin_workflows": {
        COLLEAGUES: "task_chooser task_chooser_results task_chooser_create task_chosen",
        ADMINISTRATORS: """
            index index_results add enable disable edit usage usage_results remove add_task select_task_type task_index
            task_index_results edit_task disable_task enable_task
        """,
    },
    "wagtailadmin_reports": {
        COLLEAGUES: "site_history site_history_results",
        WRITERS: """
            workflow workflow_results workflow_tasks workflow_tasks_results aging_pages aging_pages_results
            page_types_usage page_types_usage_results
        """,
        LAST_READERS: "locked_pages locked_pages_results",
    },
    "wagtailadmin_editing_sessions": {COLLEAGUES: "release", WRITERS: "ping"},
    "wagtail_localize": {
        COLLEAGUES: """
            javascript_catalog translations_report translations_report_results
            snippets_api_listing_vatrule snippets_api_detail_vatrule
            snippets_api_listing_ledgercode snippets_api_detail_ledgercode
            snippets_api_listing_subsidyscheme snippets_api_detail_subsidyscheme
            snippets_api_listing_paymentterm snippets_api_detail_paymentterm
            snippets_api_listing_person snippets_api_detail_person
            snippets_api_listing_organisation snippets_api_detail_organisation
            snippets_api_listing_theme snippets_api_detail_theme
            snippets_api_listing_audience snippets_api_detail_audience
            snippets_api_listing_competence snippets_api_detail_competence
            snippets_api_listing_synonymset snippets_api_detail_synonymset
        """,
        WRITERS: """
            submit_page_translation submit_snippet_translation_theme submit_snippet_translation_audience
            update_translations edit_string_translation edit_override download_pofile upload_pofile preview_translation
            stop_translation convert_to_alias
        """,
        # No machine translates here, and a page has one way to look at it.
        NOBODY: "machine_translate preview_translation_mode",
    },
    "wagtailredirects": {LAST_READERS: "index index_results add edit delete start_import process_import"},
    "wagtailsettings": {
        ADMINISTRATORS: "edit_academysettings",
        BOOKKEEPERS: "edit_financesettings",
        NOBODY: "preview_on_edit_academysettings preview_on_edit_financesettings",
    },
    "wagtailsearchpromotions": {
        COLLEAGUES: "chooser chooserresults",
        LAST_READERS: "index index_results add edit delete",
        ADMINISTRATORS: "search_terms search_terms_results",
    },
    # Each register has its own entry in the menu.
    "wagtailsnippets": {NOBODY: "index"},
    "wagtaildocs": {
        WRITERS: "index index_results add add_multiple",
        LAST_READERS: "edit delete edit_multiple delete_multiple document_usage",
        # Whoever sent the file describes it.
        NOBODY: "create_multiple_from_uploaded_document delete_upload_multiple",
    },
    "wagtailimages": {
        WRITERS: "index index_results add add_multiple",
        LAST_READERS: "edit delete edit_multiple delete_multiple image_usage preview",
        NOBODY: "create_multiple_from_uploaded_image delete_upload_multiple url_generator url_generator_output",
    },
    "wagtailembeds": {COLLEAGUES: "chooser chooser_upload"},
    "wagtaildocs_chooser": {COLLEAGUES: "choose choose_results chosen_multiple", WRITERS: "chosen create"},
    "wagtailimages_chooser": {
        COLLEAGUES: "choose choose_results chosen_multiple",
        WRITERS: "chosen create select_format",
    },
    "wagtailsnippets_cms_person": {
        WRITERS: "list list_results add edit usage history history_results",
        PUBLISHERS: "delete",
    },
    "wagtailsnippets_cms_organisation": {
        COLLEAGUES: "list list_results edit usage history history_results",
        WRITERS: "add",
        PUBLISHERS: "delete",
    },
    "wagtailsnippets_cms_theme": {
        WRITERS: "list list_results add edit usage history history_results",
        PUBLISHERS: "delete",
    },
    "wagtailsnippets_cms_audience": {
        WRITERS: "list list_results add edit usage history history_results",
        PUBLISHERS: "delete",
    },
    "wagtailsnippets_cms_competence": {
        WRITERS: "list list_results add edit usage history history_results",
        PUBLISHERS: "delete",
    },
    "wagtailsnippets_cms_synonymset": {
        WRITERS: "list list_results add edit usage history history_results",
        PUBLISHERS: "delete",
    },
    "wagtailsnippets_betalingen_vatrule": {
        BOOKKEEPERS: "list list_results add edit usage history history_results",
        NOBODY: "delete",
    },
    "wagtailsnippets_betalingen_ledgercode": {
        BOOKKEEPERS: "list list_results add edit usage history history_results",
        NOBODY: "delete",
    },
    "wagtailsnippets_betalingen_subsidyscheme": {
        BOOKKEEPERS: "list list_results add edit usage history history_results",
        NOBODY: "delete",
    },
    "wagtailsnippets_betalingen_paymentterm": {
        BOOKKEEPERS: "list list_results add edit usage history history_results",
        NOBODY: "delete",
    },
    **{
        f"wagtailsnippetchoosers_cms_{model}": {
            COLLEAGUES: "choose choose_results chosen chosen_multiple",
            WRITERS: "create",
        }
        for model in ("person", "organisation", "theme", "audience", "competence", "synonymset")
    },
    **{
        f"wagtailsnippetchoosers_betalingen_{model}": {
            COLLEAGUES: "choose choose_results chosen chosen_multiple",
            BOOKKEEPERS: "create",
        }
        for model in ("vatrule", "subsidyscheme", "paymentterm", "ledgercode")
    },
    "leads": {
        WRITERS: "index index_results inspect",
        PUBLISHERS: "history history_results take_up answer accept refuse withdraw close",
    },
    "orders": {
        BOOKKEEPERS: """
            index index_results inspect cancel instalments transfer refund confirm_refund remind write_off
            approve_refund refuse_refund approve_write_off refuse_write_off contest settle_contest
        """
    },
    "months": {BOOKKEEPERS: "index"},
    "payments": {BOOKKEEPERS: "index export"},
    "payouts": {BOOKKEEPERS: "index index_results inspect line"},
    "claims": {BOOKKEEPERS: "index index_results inspect add gather submit decide receive write_off"},
    "bank": {BOOKKEEPERS: "index index_results inspect upload lines book choose divide suspend ignore"},
    "discrepancies": {BOOKKEEPERS: "index index_results resolve replay"},
    "overview": {BOOKKEEPERS: "index"},
    "invoices": {BOOKKEEPERS: "index index_results inspect pdf ubl"},
    "ledger": {BOOKKEEPERS: "index"},
    "exports": {BOOKKEEPERS: "index take again columns"},
    "editions": {
        PLANNERS: """
            index index_results add edit delete history history_results usage inspect price open confirm cancel complete
            certificates add_material change_material remove_material
            attendance attendance_list decide postpone copy announce reminders questions workgroups cancellation restrict evaluation
            evaluation_results
            retry_rooms
            add_interviews remove_interview
            invite_host remind_host confirm_host withdraw_host list_readers take_back_list guests
        """
    },
    "registrations": {
        PLANNERS: """
            index index_results history history_results inspect add cancel attended absent resend mail resend_mail name
            workgroup upload
            note admit refuse advise certificate remind_consent give_consent decline_consent
        """
    },
    "occupancy": {PLANNERS: "index"},
    "alumni": {PLANNERS: "index index_results"},
    "quotation_chooser": {COLLEAGUES: "choose choose_results chosen chosen_multiple"},
    "mails": {WRITERS: "index edit"},
    "waiting_list": {PLANNERS: "index index_results history history_results inspect offer refuse remove"},
    "quote_requests": {PLANNERS: "index index_results inspect"},
    "quotes": {
        PLANNERS: """
            index index_results add edit history history_results inspect preview sum send withdraw revise plan addendum
            follow_up report send_report report_file attach detach
        """
    },
    "wagtaillocales": {ADMINISTRATORS: "index index_results add edit delete history history_results usage copy"},
    "wagtailusers_users": {ADMINISTRATORS: "index index_results add edit delete history history_results usage copy"},
    "wagtailusers_groups": {ADMINISTRATORS: "index index_results add edit delete history history_results usage"},
    "wagtailsites": {ADMINISTRATORS: "index index_results add edit delete history history_results usage copy"},
}

# Routes that more people may look at than may act on; a POST of somebody else must leave everything as it is.
MAY_ACT: Mapping[str, Roles] = {
    "wagtailadmin_pages:move_confirm": PUBLISHERS,
    "wagtailadmin_workflows:task_chooser_create": ADMINISTRATORS,
    "vakwerk_page_checks": PUBLISHERS,
    "wagtail_bulk_action page.delete": PUBLISHERS,
    "wagtail_bulk_action page.move": PUBLISHERS,
    "wagtail_bulk_action page.publish": PUBLISHERS,
    "wagtail_bulk_action page.unpublish": PUBLISHERS,
    **{
        f"wagtail_bulk_action {model}.delete": PUBLISHERS
        for model in ("person", "organisation", "theme", "audience", "competence", "synonymset")
    },
    "wagtail_bulk_action vatrule.delete": NOBODY,
    "wagtail_bulk_action subsidyscheme.delete": NOBODY,
    "wagtail_bulk_action paymentterm.delete": NOBODY,
    "wagtail_bulk_action ledgercode.delete": NOBODY,
    **{
        f"wagtail_bulk_action {model}.{action}": LAST_READERS
        for model in ("academyimage", "academydocument")
        for action in ("add_tags", "add_to_collection", "delete")
    },
}

# Ends the session of whoever tries it.
NOT_TRIED = frozenset({"wagtailadmin_logout"})


def expected() -> dict[str, Roles]:
    """The table by key of an address, as tests.roles.addresses makes it; the screens of plugins all come through one door."""
    return dict(_rows()) | {f"editions:part {screen.key}": PLANNERS for screen in edition_screens()}


def _rows() -> Iterator[tuple[str, Roles]]:
    for namespace, entries in MAY_ENTER.items():
        for roles, names in entries.items():
            for name in names.split():
                yield _key(namespace, name), roles


def _key(namespace: str, name: str) -> str:
    if namespace in ("wagtail_bulk_action", "wagtailadmin_api:pages:action"):
        return f"{namespace} {name}"
    for variant in _WITH_VARIANT:
        if name.startswith(f"{variant}_") and name.removeprefix(f"{variant}_") in _VARIANTS:
            return f"{namespace}:{variant} {name.removeprefix(f'{variant}_')}"
    return f"{namespace}:{name}" if namespace else name


_WITH_VARIANT = (
    "snippets_api_listing",
    "snippets_api_detail",
    "submit_snippet_translation",
    "preview_translation",
    "workflow_action",
    "collect_workflow_action_data",
    "edit",
    "preview_on_edit",
)
_VARIANTS = {
    "vatrule",
    "subsidyscheme",
    "paymentterm",
    "person",
    "organisation",
    "theme",
    "audience",
    "competence",
    "synonymset",
    "mode",
    "approve",
    "reject",
    "academysettings",
    "financesettings",
    "ledgercode",
}
