from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag
from django import forms
from django.template.loader import render_to_string
from django.utils import translation

from cms.forms import AcademyForm, AcademyFormMixin, ErrorLink, error_links
from cms.models import Theme


class SignUp(AcademyForm):
    name = forms.CharField(label="Uw naam", widget=forms.TextInput(attrs={"autocomplete": "name", "class": "wide"}))
    email = forms.EmailField(label="Uw e-mailadres", help_text="Hier komt uw link binnen.")
    note = forms.CharField(label="Opmerking", required=False, widget=forms.Textarea)
    payment = forms.ChoiceField(
        label="Hoe wilt u betalen?", choices=[("invoice", "Op factuur"), ("now", "Nu")], widget=forms.RadioSelect
    )
    terms = forms.BooleanField(label="Akkoord.")
    source = forms.CharField(widget=forms.HiddenInput, required=False)
    choice_hints = {"payment": {"invoice": "Binnen 30 dagen."}}


@pytest.fixture(autouse=True)
def _dutch() -> Iterator[None]:
    with translation.override("nl"):
        yield


def found(html: str, selector: str) -> Tag:
    (element,) = BeautifulSoup(html, "html.parser").select(selector)
    return element


def test_an_empty_field_has_label_hint_and_input() -> None:
    html = SignUp()["email"].as_field_group()
    assert found(html, ".field > label").get_text() == "Uw e-mailadres"
    assert found(html, "label")["for"] == "id_email"
    assert found(html, "p.hint").get_text() == "Hier komt uw link binnen."
    assert found(html, "input").attrs == {
        "type": "email",
        "name": "email",
        "maxlength": "320",
        "required": "",
        "aria-describedby": "id_email_helptext",
        "class": ["input"],
        "id": "id_email",
    }


def test_a_mistake_stands_above_the_input_and_is_tied_to_it() -> None:
    html = SignUp({"email": "p.deboer@lindewaard"})["email"].as_field_group()
    inside = [
        tag.name + "." + ".".join(tag.get("class") or []) for tag in found(html, ".field").find_all(recursive=False)
    ]
    assert inside == ["label.", "p.hint", "p.err", "input.input"]
    assert found(html, "p.err")["id"] == "id_email_error"
    assert found(html, "input")["aria-describedby"] == "id_email_helptext id_email_error"
    assert found(html, "input")["aria-invalid"] == "true"
    assert found(html, "input")["value"] == "p.deboer@lindewaard"


def test_what_may_stay_empty_says_so() -> None:
    assert found(SignUp()["note"].as_field_group(), "label").get_text() == "Opmerking (mag leeg blijven)"
    assert found(SignUp()["name"].as_field_group(), "label").get_text() == "Uw naam"


def test_an_input_keeps_the_classes_of_its_widget() -> None:
    assert found(SignUp()["name"].as_field_group(), "input")["class"] == ["input", "wide"]


def test_choices_are_a_group_with_their_explanations() -> None:
    html = SignUp({"payment": "invoice"})["payment"].as_field_group()
    assert found(html, "fieldset.field > legend").get_text() == "Hoe wilt u betalen?"
    labels = BeautifulSoup(html, "html.parser").select("label.choice")
    assert [label.get_text(" ", strip=True) for label in labels] == ["Op factuur Binnen 30 dagen.", "Nu"]
    assert [label.select("input")[0].has_attr("checked") for label in labels] == [True, False]
    assert "class" not in labels[0].select("input")[0].attrs


def test_one_tick_box_has_its_words_behind_it() -> None:
    html = SignUp()["terms"].as_field_group()
    assert found(html, "label.choice.plain").get_text(strip=True) == "Akkoord."
    assert found(html, "input")["type"] == "checkbox"


def test_a_whole_form_shows_hidden_fields_too() -> None:
    html = str(SignUp())
    assert len(BeautifulSoup(html, "html.parser").select(".fields > .field")) == 5
    assert found(html, "input[type=hidden]")["name"] == "source"
    assert "style=" not in html


def test_every_mistake_has_a_line_that_leads_to_its_field() -> None:
    form = SignUp({"email": "p.deboer@lindewaard"})
    form.add_error(None, "Dit is de tweede keer dat u zich aanmeldt.")
    assert form.error_links == [
        ErrorLink("Uw naam", "Vul dit in.", "#id_name"),
        ErrorLink("Uw e-mailadres", "Voer een geldig e-mailadres in.", "#id_email"),
        ErrorLink("Hoe wilt u betalen", "Maak een keuze.", "#id_payment_0"),
        ErrorLink("Akkoord", "Zet hier een vinkje.", "#id_terms"),
        ErrorLink("", "Dit is de tweede keer dat u zich aanmeldt.", ""),
    ]


def test_a_message_of_the_field_itself_stays() -> None:
    class Invitation(AcademyForm):
        name = forms.CharField(error_messages={"required": "Wie nodigt u uit?"})

    assert Invitation({}).errors == {"name": ["Wie nodigt u uit?"]}


def test_the_summary_takes_focus_and_counts() -> None:
    html = render_to_string(
        "components/error_summary.html",
        {"links": SignUp({"name": "Pieter", "payment": "now", "terms": "on"}).error_links},
    )
    summary = found(html, ".notice.bad")
    assert (summary["role"], summary["tabindex"], summary.has_attr("autofocus")) == ("alert", "-1", True)
    assert found(html, "h2").get_text() == "Eén veld klopt nog niet"
    assert found(html, "li > a").attrs == {"href": "#id_email"}
    assert found(html, "li > a").get_text() == "Uw e-mailadres: Vul dit in."


def test_a_refusal_is_not_called_a_wrong_field() -> None:
    html = render_to_string(
        "components/error_summary.html", {"links": [ErrorLink("", "Alle plaatsen zijn bezet.", "")]}
    )
    assert found(html, "h2").get_text() == "Het is niet gelukt"
    assert found(html, "li").get_text() == "Alle plaatsen zijn bezet."


def test_no_summary_without_mistakes() -> None:
    assert render_to_string("components/error_summary.html", {"links": SignUp().error_links}).strip() == ""


def test_one_summary_for_several_forms() -> None:
    first, second = SignUp({}, prefix="a"), SignUp({}, prefix="b")
    links = error_links(first, second)
    assert [link.href for link in links][::4] == ["#id_a-name", "#id_b-name"]
    html = render_to_string("components/error_summary.html", {"links": links})
    assert found(html, "h2").get_text() == "8 velden kloppen nog niet"


def test_a_model_form_takes_the_look_too() -> None:
    class ThemeForm(AcademyFormMixin, forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
        class Meta:
            model = Theme
            fields = ["name"]

    assert found(str(ThemeForm()), ".fields input.input")["name"] == "name"


def test_other_forms_keep_djangos_look() -> None:
    class Plain(forms.Form):
        name = forms.CharField()

    assert str(Plain()["name"]) == '<input type="text" name="name" required id="id_name">'
