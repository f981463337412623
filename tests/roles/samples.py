"""What the addresses of the admin are filled in with: ids of objects that exist."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import TranslatableMixin
from wagtail.snippets.models import get_snippet_models

from cms.models import ContentPage
from events.hooks import edition_screens
from tests.roles.world import World, editing_session

# What tells it from other addresses of the route, its arguments, its query.
Variant = tuple[str, dict[str, Any], str]


class Samples:
    """The world, as this user may meet it."""

    def __init__(self, world: World, user: Any) -> None:
        self.world = world
        self.user = user

    @cached_property
    def arguments(self) -> Mapping[str, Any]:
        """By argument, where needed with the namespace or the whole name of the route before it."""
        world = self.world
        return {
            "page_id": world.page.pk,
            "parent_page_id": world.home.pk,
            "page_to_move_id": world.page.pk,
            "destination_id": world.other.pk,
            "revision_id": world.revision,
            "task_id": world.task.pk,
            "task_state_id": world.task_state.pk,
            "workflow_state_id": world.workflow_state.pk,
            "collection_id": world.collection.pk,
            "image_id": world.image.pk,
            "filter_spec": "width-10",
            "document_id": world.document.pk,
            "doc_id": world.document.pk,
            "redirect_id": world.redirect.pk,
            "query_id": world.query.pk,
            "translation_source_id": world.source.pk,
            "translation_id": world.translation.pk,
            "string_segment_id": world.string_segment.pk,
            "overridable_segment_id": world.overridable_segment.pk,
            "wagtailimages:uploaded_file_id": world.uploaded_image.pk,
            "wagtaildocs:uploaded_file_id": world.uploaded_document.pk,
            "wagtailadmin_api:pages:pk": world.page.pk,
            "wagtailadmin_api:images:pk": world.image.pk,
            "wagtailadmin_api:documents:pk": world.document.pk,
            "wagtailadmin_collections:pk": world.collection.pk,
            "wagtailadmin_workflows:pk": world.workflow.pk,
            "wagtailadmin_workflows:edit_task:pk": world.task.pk,
            "wagtailadmin_workflows:disable_task:pk": world.task.pk,
            "wagtailadmin_workflows:enable_task:pk": world.task.pk,
            "wagtailadmin_pages:confirm_workflow_cancellation:page_id": world.submitted.pk,
            "wagtailadmin_pages:workflow_preview:page_id": world.submitted.pk,
            "wagtailadmin_pages:workflow_history_detail:page_id": world.submitted.pk,
            "wagtailadmin_pages:convert_alias:page_id": world.alias.pk,
            "wagtailadmin_pages:revisions_compare:pk": world.page.pk,
            "wagtailadmin_pages:revisions_compare:revision_id_a": "earliest",
            "wagtailadmin_pages:revisions_compare:revision_id_b": "latest",
            "wagtail_localize:convert_to_alias:page_id": world.translation.get_target_instance().pk,
            # A token that is wrong: the page that would say so.
            "wagtailadmin_password_reset_confirm:uidb64": "MQ",
            "wagtailadmin_password_reset_confirm:token": "wrong-token",
            "orders:pk": world.order.pk,
            "orders:cancel:pk": world.invoice_order.pk,
            "orders:instalments:pk": world.invoice_order.pk,
            "orders:transfer:pk": world.invoice_order.pk,
            "orders:remind:pk": world.invoice_order.pk,
            "orders:write_off:pk": world.invoice_order.pk,
            "bank:pk": world.bank_line.pk,
            "bank:inspect:pk": world.bank_line.statement.pk,
            "orders:refund:pk": world.refund.attempt.pk,
            "orders:confirm_refund:pk": world.refund.pk,
            "orders:contest:pk": world.invoice_order.pk,
            "orders:settle_contest:pk": world.invoice_order.pk,
            **{f"orders:{verb}_refund:pk": world.refund.pk for verb in ("approve", "refuse")},
            **{f"orders:{verb}_write_off:pk": world.write_off.order.pk for verb in ("approve", "refuse")},
            "invoices:pk": world.invoice.pk,
            "exports:public_id": world.export_run.public_id,
            "exports:format_key": "afas",
            "discrepancies:pk": world.discrepancy.pk,
            "claims:pk": world.claim.pk,
            "payouts:pk": world.balance_line.payout.pk,
            "payouts:line:pk": world.balance_line.pk,
            "editions:pk": world.draft_edition.pk,
            "editions:change_material:pk": world.material.pk,
            "editions:remove_material:pk": world.material.pk,
            "editions:decide:pk": world.registration.edition.pk,
            "editions:add_interviews:pk": world.slot.edition.pk,
            "editions:remove_interview:pk": world.slot.pk,
            "editions:take_back_list:pk": world.reader.pk,
            "editions:invite_host:pk": world.host.session.pk,
            **{f"editions:{verb}_host:pk": world.host.pk for verb in ("remind", "confirm", "withdraw")},
            "registrations:pk": world.registration.pk,
            "registrations:upload": world.upload.public_id,
            "registrations:certificate:pk": world.certified.pk,
            **{
                f"registrations:{verb}_consent:pk": world.consent.booking.registrations.get().pk
                for verb in ("remind", "give", "decline")
            },
            "registrations:message": world.registration_mail.public_id,
            "mails:moment": "confirmed",
            "mails:language": "nl",
            "waiting_list:pk": world.waiting.pk,
            "quotes:pk": world.draft_quote.pk,
            **{
                f"quotes:{screen}:pk": world.contract.pk
                for screen in (
                    "inspect",
                    "plan",
                    "addendum",
                    "follow_up",
                    "report",
                    "send_report",
                    "report_file",
                    "attach",
                    "detach",
                )
            },
            "quote_requests:pk": world.quote.request.pk,
            "leads:pk": world.lead.pk,
            **{f"leads:{decision}:pk": world.application.pk for decision in ("accept", "refuse")},
            "leads:withdraw:pk": world.accepted.pk,
            "quotation_chooser:pk": world.quotation.pk,
            "wagtaillocales:pk": world.english.pk,
            "wagtaildocs_chooser:pk": world.document.pk,
            "wagtailimages_chooser:pk": world.image.pk,
            "wagtailusers_users:pk": world.user.pk,
            "wagtailusers_groups:pk": world.group.pk,
            "wagtailsites:pk": world.site.pk,
            **{
                f"{prefix}_{model._meta.app_label}_{model._meta.model_name}:pk": self._of(model).pk
                for model in get_snippet_models()
                for prefix in ("wagtailsnippets", "wagtailsnippetchoosers")
            },
        }

    @cached_property
    def variants(self) -> Mapping[str, list[Variant]]:
        """Routes whose arguments belong together, that are about several kinds of objects, or that want a query."""
        world = self.world
        content_page = {"content_type_app_name": "cms", "content_type_model_name": "contentpage"}
        session = editing_session(self.user, world.page).pk if self.user.pk else 1
        page_of_session = {"app_label": "cms", "model_name": "contentpage", "object_id": world.page.pk}
        return {
            "wagtailadmin_pages:add": [("", content_page | {"parent_page_id": world.home.pk}, "")],
            "wagtailadmin_pages:preview_on_add": [("", content_page | {"parent_page_id": world.home.pk}, "")],
            "wagtailadmin_pages:type_use": [("", content_page, "")],
            "wagtailadmin_pages:type_use_results": [("", content_page, "")],
            "wagtailadmin_pages:choose_parent": [("", {"app_label": "cms", "model_name": "contentpage"}, "")],
            "wagtailadmin_pages:workflow_action": list(self._workflow_actions()),
            "wagtailadmin_pages:collect_workflow_action_data": list(self._workflow_actions()),
            "wagtailadmin_api:pages:action": list(self._api_actions()),
            "wagtailadmin_api:pages:find": [("", {}, f"?id={world.page.pk}")],
            "wagtailadmin_api:images:find": [("", {}, f"?id={world.image.pk}")],
            "wagtailadmin_api:documents:find": [("", {}, f"?id={world.document.pk}")],
            "wagtail_bulk_action": list(self._bulk_actions()),
            "editions:part": [
                (screen.key, {"pk": world.draft_edition.pk, "part": screen.key, "rest": ""}, "")
                for screen in edition_screens()
            ],
            "wagtailadmin_tag_model_autocomplete": [("", {"app_name": "taggit", "model_name": "tag"}, "")],
            "wagtailadmin_workflows:remove": [
                ("", {"page_pk": world.home.pk}, ""),
                ("", {"page_pk": world.home.pk, "workflow_pk": world.workflow.pk}, ""),
            ],
            "wagtailadmin_workflows:add_task": [
                ("", {"app_label": "wagtailcore", "model_name": "groupapprovaltask"}, "")
            ],
            "wagtailadmin_editing_sessions:ping": [("", page_of_session | {"session_id": session}, "")],
            "wagtailadmin_editing_sessions:release": [("", {"session_id": session}, "")],
            "wagtailadmin_block_preview": [("", {}, f"?id={_text_block().definition_prefix}")],
            "wagtailsettings:edit": list(self._settings()),
            "wagtailsettings:preview_on_edit": list(self._settings()),
            "wagtail_localize:preview_translation": [
                ("", {"translation_id": world.translation.pk}, ""),
                ("mode", {"translation_id": world.translation.pk, "mode": "other"}, ""),
            ],
            # Where it goes to when it is done; else that would look like a refusal.
            "wagtail_localize:stop_translation": [
                ("", {"translation_id": world.translation.pk}, "?next=/admin/pages/")
            ],
            "wagtail_localize:submit_snippet_translation": [
                (label, arguments, query)
                for model in get_snippet_models()
                if issubclass(model, TranslatableMixin)
                for label, arguments, query in self._snippet(model)
            ],
            "wagtail_localize:snippets_api_listing": self._snippets(),
            "wagtail_localize:snippets_api_detail": self._snippets(),
            "quotes:add": [("", {}, f"?request={world.quote.request.pk}")],
        }

    @cached_property
    def data(self) -> Mapping[str, Mapping[str, Any]]:
        """What must be sent to get past the form to the permission, by key of the address."""
        world = self.world
        into_collection = {"collection": world.collection.pk}
        return {
            "wagtailadmin_api:pages:action move": {"destination_page_id": world.other.pk},
            "wagtailadmin_api:pages:action copy_for_translation": {"locale": "fr"},
            "wagtailadmin_api:pages:action create_alias": {
                "destination_page_id": world.other.pk,
                "update_slug": "nog-een",
            },
            "wagtailadmin_api:pages:action revert_to_page_revision": {"revision_id": world.revision},
            "vakwerk_page_checks": {"revision": world.revision},
            "wagtail_bulk_action page.move": {"chooser": world.other.pk},
            "wagtail_bulk_action academyimage.add_tags": {"tags": "muur"},
            "wagtail_bulk_action academydocument.add_tags": {"tags": "muur"},
            "wagtail_bulk_action academyimage.add_to_collection": into_collection,
            "wagtail_bulk_action academydocument.add_to_collection": into_collection,
            "wagtailadmin_workflows:task_chooser_create": {
                "create-task-name": "Meelezen",
                "create-task-groups": world.group.pk,
            },
            "wagtail_localize:edit_string_translation": {"value": "Page"},
            "wagtail_localize:edit_override": {"value": "x"},
        }

    def _of(self, model: type[Any]) -> Any:
        """The one object of this model."""
        return next(value for value in vars(self.world).values() if type(value) is model)

    def _workflow_actions(self) -> Iterator[Variant]:
        for action in ("approve", "reject"):
            arguments = {"page_id": self.world.submitted.pk, "task_state_id": self.world.task_state.pk}
            yield action, arguments | {"action_name": action}, ""

    def _api_actions(self) -> Iterator[Variant]:
        for action in PagesAdminAPIViewSet.actions:
            page = self.world.alias if action == "convert_alias" else self.world.page
            yield action, {"pk": page.pk, "action_name": action}, ""

    def _bulk_actions(self) -> Iterator[Variant]:
        targets = {"page": self.world.page.pk, "user": self.world.user.pk, "registration": self.world.registration.pk}
        targets |= {"academyimage": self.world.image.pk, "academydocument": self.world.document.pk}
        targets |= {"lead": self.world.lead.pk, "alumnus": self.world.registration.alumnus.pk}
        targets |= {model._meta.model_name: self._of(model).pk for model in get_snippet_models()}
        bulk_action_registry._scan_for_bulk_actions()
        for app, models in bulk_action_registry.actions.items():
            for model, actions in models.items():
                for action in actions:
                    arguments = {"app_label": app, "model_name": model, "action": action}
                    yield f"{model}.{action}", arguments, f"?id={targets[model]}"

    def _settings(self) -> Iterator[Variant]:
        for model in settings_registry:
            arguments = {"app_name": model._meta.app_label, "model_name": model._meta.model_name}
            yield model._meta.model_name, arguments, ""
            yield model._meta.model_name, arguments | {"pk": self.world.site.pk}, ""

    def _snippets(self) -> list[Variant]:
        return [variant for model in get_snippet_models() for variant in self._snippet(model)]

    def _snippet(self, model: type[Any]) -> Iterator[Variant]:
        arguments = {"app_label": model._meta.app_label, "model_name": model._meta.model_name}
        yield model._meta.model_name, arguments, ""
        yield model._meta.model_name, arguments | {"pk": self._of(model).pk}, ""


def _text_block() -> Any:
    body: Any = ContentPage._meta.get_field("body")
    return body.stream_block.child_blocks["text"]
