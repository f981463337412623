"""An organisation that is asked to receive a day, and somebody of a co-provider who reads who takes part."""

from cms.demo import DemoSite
from events.actions.give_list import ReaderFacts, give_list
from events.actions.invite_host import HostFacts, invite_host
from events.demo.offerings import DemoOfferings


def load_hosts(site: DemoSite, offerings: DemoOfferings) -> None:
    """For the day of which the place is not found yet, and for a webinar with a co-provider."""
    session = offerings.editions["network"].sessions.get(host=site.organisations["linge"])
    facts = HostFacts(
        organisation_id=site.organisations["linge"].pk,
        name="Gerard Kaya",
        email="gerard.kaya@deelnemers.example",
        language="nl",
        asks_lunch=True,
        also_asked="Een scherm en twee flip-overs.",
    )
    invite_host(session_id=session.pk, facts=facts)
    reader = ReaderFacts(
        organisation_id=site.organisations["netwerk"].pk, name="Roos de Wit", email="roos.de.wit@deelnemers.example"
    )
    give_list(edition_id=offerings.editions["webinar-beroepscode"].pk, facts=reader)
