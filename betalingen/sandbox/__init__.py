"""A Stripe of our own on loopback, for the demo and the tests. Imports nothing of Django."""

from betalingen.sandbox.api import SeenRequest as SeenRequest
from betalingen.sandbox.faults import Fault as Fault
from betalingen.sandbox.faults import FaultKind as FaultKind
from betalingen.sandbox.sandbox import DEMO_RETRIES as DEMO_RETRIES
from betalingen.sandbox.sandbox import Sandbox as Sandbox
from betalingen.sandbox.state import NotPossible as NotPossible
from betalingen.sandbox.webhooks import Delivery as Delivery
from betalingen.sandbox.webhooks import SignedWebhook as SignedWebhook
