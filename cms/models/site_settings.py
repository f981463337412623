"""What the academy says about itself, per site: entered once, shown on every page, mail and invoice."""

from dataclasses import dataclass

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@dataclass(frozen=True)
class AcademyTexts:
    """The words of the academy about itself, in one language."""

    name: str
    tagline: str
    about: str
    opening_hours: str


@register_setting(icon="home")
class AcademySettings(BaseSiteSetting):
    """Name, contact and legal details of the academy."""

    name = models.CharField(_("naam"), max_length=80, default="Vakwerk Academie")
    short_name = models.CharField(
        _("korte naam"), max_length=40, default="Vakwerk", help_text=_("Staat naast het beeldmerk.")
    )
    tagline = models.CharField(_("ondertitel"), max_length=120, default="Academie voor publiek werk")
    about = models.TextField(_("over de academie"), blank=True, help_text=_("Staat onderaan elke pagina."))
    name_en = models.CharField(_("naam in het Engels"), max_length=80, blank=True)
    tagline_en = models.CharField(_("ondertitel in het Engels"), max_length=120, blank=True)
    about_en = models.TextField(_("over de academie in het Engels"), blank=True)
    opening_hours_en = models.CharField(_("bereikbaar in het Engels"), max_length=120, blank=True)
    phone = models.CharField(_("telefoon"), max_length=30, blank=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    opening_hours = models.CharField(_("bereikbaar"), max_length=120, blank=True)
    legal_name = models.CharField(_("statutaire naam"), max_length=200, blank=True)
    street = models.CharField(_("straat en huisnummer"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    city = models.CharField(_("plaats"), max_length=80, blank=True)
    kvk_number = models.CharField(
        _("KvK-nummer"),
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^\d{8}$", _("Een KvK-nummer heeft 8 cijfers."))],
    )
    vat_number = models.CharField(_("btw-nummer"), max_length=20, blank=True)
    iban = models.CharField(_("IBAN"), max_length=34, blank=True)

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("short_name"), FieldPanel("tagline"), FieldPanel("about")], _("Wie we zijn")
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]), FieldPanel("opening_hours")], _("Contact")
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("name_en"), FieldPanel("tagline_en")]),
                FieldPanel("about_en"),
                FieldPanel("opening_hours_en"),
            ],
            _("In het Engels"),
            help_text=_("Wat leeg is, staat op Engelse pagina’s in het Nederlands."),
        ),
        MultiFieldPanel(
            [
                FieldPanel("legal_name"),
                FieldPanel("street"),
                FieldRowPanel([FieldPanel("postcode"), FieldPanel("city")]),
                FieldRowPanel([FieldPanel("kvk_number"), FieldPanel("vat_number"), FieldPanel("iban")]),
            ],
            _("Voor facturen"),
        ),
    ]

    class Meta:
        verbose_name = _("gegevens van de academie")

    @property
    def texts(self) -> AcademyTexts:
        """What the academy says about itself in the active language; Dutch where there is no English."""
        if not (get_language() or "").startswith("en"):
            return AcademyTexts(self.name, self.tagline, self.about, self.opening_hours)
        return AcademyTexts(
            self.name_en or self.name,
            self.tagline_en or self.tagline,
            self.about_en or self.about,
            self.opening_hours_en or self.opening_hours,
        )
