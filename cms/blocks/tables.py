"""Tables that everybody can read, in both languages."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail_localize.segments import StringSegmentValue


class TranslatableTypedTableBlock(TypedTableBlock):
    """A typed table whose caption, headings and cells can be translated; wagtail-localize passes over Wagtail's own.

    A text goes by what it says, not by where it stands: a row put in between leaves the translations of the others alone, and
    a word that returns in every row is translated once. Its columns hold text.
    """

    def get_translatable_segments(self, table: TypedTable) -> list[StringSegmentValue]:
        """Each text once (asked by wagtail-localize)."""
        return [StringSegmentValue(_path(text), text) for text in dict.fromkeys(_texts(table)) if text]

    def restore_translated_segments(self, table: TypedTable, segments: Iterable[StringSegmentValue]) -> TypedTable:
        """The table with these texts in place of the ones they translate (asked by wagtail-localize)."""
        translated = {segment.path: segment.render_text() for segment in segments}

        def read(text: str) -> str:
            return str(translated.get(_path(text), text))

        return TypedTable(
            columns=[{**column, "heading": read(column["heading"])} for column in table.columns],
            row_data=[{"values": [read(cell) for cell in row["values"]]} for row in table.row_data],
            caption=read(table.caption),
        )


class TableValue(blocks.StructValue):
    """A table with what stands around it."""

    @property
    def columns_have_headings(self) -> bool:
        """Whether there is anything to show above the rows."""
        return any(column["heading"] for column in self["table"].columns)


class TableBlock(blocks.StructBlock):
    """A table with a caption. On a narrow screen each row becomes a card."""

    table = TranslatableTypedTableBlock(
        [
            ("text", blocks.TextBlock(label=_("Tekst"), required=False, rows=2)),
            ("number", blocks.CharBlock(label=_("Getal"), required=False, max_length=40)),
        ],
        label=_("Tabel"),
        help_text=_("Kies eerst de kolommen, dan de rijen. Het bijschrift zegt waar de tabel over gaat."),
    )
    rows_have_headings = blocks.BooleanBlock(
        label=_("De eerste kolom is de kop van haar rij"),
        required=False,
        default=True,
        help_text=_("Een schermlezer noemt die kop bij elke cel van de rij."),
    )
    source = blocks.CharBlock(label=_("Bron"), required=False, max_length=200)

    class Meta:
        icon = "table"
        label = _("Tabel")
        description = _("Een overzicht in kolommen, ook leesbaar op een telefoon en met een schermlezer.")
        help_text = _("Geef elke kolom een kop. Een tabel is voor gegevens, niet om de pagina in te delen.")
        template = "cms/blocks/table.html"
        value_class = TableValue
        form_layout = blocks.BlockGroup(children=["table", "source"], settings=["rows_have_headings"])
        preview_value = {
            "table": {
                "caption": _("Wat de drie varianten vragen"),
                "columns": [
                    {"type": "text", "heading": _("Variant")},
                    {"type": "text", "heading": _("Voor wie")},
                    {"type": "number", "heading": _("Dagen")},
                ],
                "rows": [
                    {"values": [_("Kennismaking"), _("teams"), "1"]},
                    {"values": [_("Leergang"), _("vakgenoten van elders"), "8"]},
                ],
            },
            "rows_have_headings": True,
            "source": "",
        }


def _texts(table: TypedTable) -> Iterator[str]:
    yield table.caption
    yield from (column["heading"] for column in table.columns)
    for row in table.row_data:
        yield from row["values"]


def _path(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]
