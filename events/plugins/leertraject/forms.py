"""What participants type."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.api import AcademyForm
from events.api import ALLOWED, LARGEST
from events.plugins.leertraject.actions.hand_in import HandedFile


class HandInForm(AcademyForm):
    text = forms.CharField(
        label=gettext_lazy("Uw tekst"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    file = forms.FileField(
        label=gettext_lazy("Uw bestand"),
        required=False,
        help_text=ALLOWED,
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.jpg,.jpeg,.png"}),
    )

    def clean_file(self) -> UploadedFile[bytes] | None:
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file and (file.size or 0) > LARGEST:
            raise forms.ValidationError([_("Dit bestand is te groot."), str(ALLOWED)])
        return file

    def handed_file(self) -> HandedFile | None:
        """Ask it of a form that is valid."""
        file = self.cleaned_data["file"]
        return HandedFile(file.name or "", file.read()) if file else None
