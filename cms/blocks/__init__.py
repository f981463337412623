"""The blocks editors build pages from. Facts (dates, prices, places) are never typed here: sections render them from data."""

from cms.blocks.body import BodyBlock
from cms.blocks.choosers import LinkedPageChooserBlock, PictureBlock, RegisterChooserBlock
from cms.blocks.links import recommended_block
from cms.blocks.quotations import ParticipantQuoteBlock
from cms.blocks.roles import ButtonBlock, PartnerRoleBlock, PersonRoleBlock, role_line
from cms.blocks.text import FigureBlock, QuoteBlock

__all__ = [
    "BodyBlock",
    "ButtonBlock",
    "FigureBlock",
    "LinkedPageChooserBlock",
    "ParticipantQuoteBlock",
    "PartnerRoleBlock",
    "PersonRoleBlock",
    "PictureBlock",
    "QuoteBlock",
    "RegisterChooserBlock",
    "recommended_block",
    "role_line",
]
