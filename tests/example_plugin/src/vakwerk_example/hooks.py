"""What this plugin answers. Each function names only the arguments it uses."""

from collections.abc import Sequence

from betalingen.api import Article, Discount, ExportFormat, PaymentProvider
from cms.api import hookimpl
from events.api import RegistrationStep
from vakwerk_example.discounts import discounts_on
from vakwerk_example.export import JsonLines
from vakwerk_example.provider import DeskProvider
from vakwerk_example.step import FoodStep


@hookimpl
def payment_providers() -> Sequence[PaymentProvider]:
    return [DeskProvider()]


@hookimpl
def discounts(article: Article) -> Sequence[Discount]:
    return discounts_on(article)


@hookimpl
def export_formats() -> Sequence[ExportFormat]:
    return [JsonLines()]


@hookimpl
def registration_steps() -> Sequence[RegistrationStep]:
    return [FoodStep()]
