"""What people point at: a folder, one document, or a WordPress export."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from cms.imports.document import Document, Unread
from cms.imports.errors import CannotRead
from cms.imports.folder import READERS, downloads, read_file, read_folder
from cms.imports.wordpress import PAGES, Export, child, elements, survey
from cms.imports.wordpress_post import read_post


@dataclass(frozen=True)
class Source:
    """`documents` may be read once; `folder` is where pictures may come from; `notes` are about the whole; `downloads` are
    the files, by name, of which one may expect that a document links to them."""

    documents: Iterator[Document | Unread]
    folder: Path | None
    notes: tuple[str, ...] = ()
    downloads: tuple[tuple[str, Path], ...] = ()


def open_source(path: Path) -> Source:
    """Raises CannotRead where there is nothing to import, before anything is imported."""
    if not path.exists():
        raise CannotRead(_("%(path)s bestaat niet.") % {"path": path})
    if path.is_dir():
        if not any(file.suffix.lower() in READERS for file in path.rglob("*")):
            raise CannotRead(_("In %(path)s staan geen documenten (.txt, .html of .md).") % {"path": path})
        return Source(read_folder(path), path, downloads=tuple(downloads(path)))
    if path.suffix.lower() == ".xml":
        export = survey(path)
        return Source(_posts(path, export), None, tuple(_remarks(export)))
    if path.suffix.lower() in READERS:
        # As when the whole folder is imported.
        name = f"{path.resolve().parent.name}/{path.name}"
        return Source(iter([read_file(path, name)]), path.parent)
    raise CannotRead(_("%(path)s is geen .txt, .html, .md of .xml.") % {"path": path})


def _posts(path: Path, export: Export) -> Iterator[Document | Unread]:
    for tag, element in elements(path):
        if tag == "item" and child(element, "post_type") in PAGES:
            yield read_post(element, export)


def _remarks(export: Export) -> Iterator[str]:
    for kind, count in sorted(export.others.items()):
        yield _("%(count)d × “%(kind)s” is geen bericht of pagina en niet overgenomen.") % {
            "count": count,
            "kind": kind,
        }
    if export.comments:
        yield _("Reacties van lezers zijn niet overgenomen (%(count)d).") % {"count": export.comments}
