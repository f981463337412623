"""Money for the demo: rules of price, payments at the sandbox, and a statement of the bank."""

from betalingen.demo.payments import Customers as Customers
from betalingen.demo.payments import DemoRules as DemoRules
from betalingen.demo.payments import customers as customers
from betalingen.demo.payments import load_claim as load_claim
from betalingen.demo.payments import load_instalments as load_instalments
from betalingen.demo.payments import load_rules as load_rules
