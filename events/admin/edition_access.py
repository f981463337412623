"""For whom an edition is: the private link, and the addresses that may take part."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import DomainNameValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.actions.restrict_edition import restrict_edition
from events.admin.edition_decisions import EditionDecisionView
from events.queries.snapshots import invitation_url


class EmailDomainsForm(forms.Form):
    """The addresses that may take part, one domain on a line."""

    email_domains = forms.CharField(
        label=gettext_lazy("Alleen voor e-mailadressen van"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Zoals lindewaard.nl, elk op een eigen regel. Leeg: voor elk adres."),
    )

    def clean_email_domains(self) -> list[str]:
        typed = re.split(r"[\s,;]+", self.cleaned_data["email_domains"].lower())
        domains = list(dict.fromkeys(each.rpartition("@")[2] for each in typed if each))
        for domain in domains:
            try:
                DomainNameValidator()(domain)
            except ValidationError as error:
                raise ValidationError(_("“%(domain)s” is geen domein."), params={"domain": domain}) from error
        return domains


class AccessForm(EmailDomainsForm):
    by_invitation = forms.BooleanField(
        label=gettext_lazy("Besloten: alleen met de link"),
        required=False,
        help_text=gettext_lazy("De editie staat dan niet op de site, in de agenda of bij zoekmachines."),
    )
    team = forms.CharField(
        label=gettext_lazy("Alleen voor team of afdeling"),
        required=False,
        max_length=80,
        help_text=gettext_lazy(
            "De naam staat bij het aanmelden. Van een contract staat de editie dan niet tussen de data waaruit medewerkers kiezen."
        ),
    )
    field_order = ("by_invitation", "email_domains", "team")


class RestrictEditionView(EditionDecisionView):
    page_title = gettext_lazy("Voor wie")
    header_icon = "lock"
    form_class = AccessForm
    template_name = "events/admin/edition_access.html"
    button_label = gettext_lazy("Bewaar")
    success_message = gettext_lazy("Bewaard voor wie %(object)s is.")

    def get_initial(self) -> dict[str, Any]:
        domains = "\n".join(self.object.email_domains.split())
        return {"by_invitation": self.object.is_closed, "email_domains": domains, "team": self.object.team}

    def decide(self, form: forms.Form) -> None:
        restrict_edition(edition_id=self.object.pk, user=self.staff, **form.cleaned_data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"invitation_url": invitation_url(self.object)}
