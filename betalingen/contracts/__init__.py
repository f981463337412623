"""What betalingen, its callers and its plugins say to each other: small, frozen, no models.

Amounts are integer cents, moments are aware datetimes, currencies are lower-case ISO codes ("eur").
"""

from betalingen.contracts.deliveries import DeliverableDocument as DeliverableDocument
from betalingen.contracts.deliveries import DeliveryReport as DeliveryReport
from betalingen.contracts.deliveries import DocumentDelivery as DocumentDelivery
from betalingen.contracts.exports import ColumnType as ColumnType
from betalingen.contracts.exports import Company as Company
from betalingen.contracts.exports import ExportFormat as ExportFormat
from betalingen.contracts.exports import Renamed as Renamed
from betalingen.contracts.exports import SubsidyReportPart as SubsidyReportPart
from betalingen.contracts.exports import Table as Table
from betalingen.contracts.exports import TableColumn as TableColumn
from betalingen.contracts.exports import Value as Value
from betalingen.contracts.exports import no_files as no_files
from betalingen.contracts.orders import Article as Article
from betalingen.contracts.orders import Customer as Customer
from betalingen.contracts.orders import CustomerRules as CustomerRules
from betalingen.contracts.orders import LineRequest as LineRequest
from betalingen.contracts.orders import OrderView as OrderView
from betalingen.contracts.orders import PaymentChoice as PaymentChoice
from betalingen.contracts.orders import Supply as Supply
from betalingen.contracts.orders import Text as Text
from betalingen.contracts.payments import BalanceLineReport as BalanceLineReport
from betalingen.contracts.payments import Deferred as Deferred
from betalingen.contracts.payments import DisputeReport as DisputeReport
from betalingen.contracts.payments import Notification as Notification
from betalingen.contracts.payments import NotificationRefused as NotificationRefused
from betalingen.contracts.payments import PaymentLine as PaymentLine
from betalingen.contracts.payments import PaymentProvider as PaymentProvider
from betalingen.contracts.payments import PaymentQuery as PaymentQuery
from betalingen.contracts.payments import PaymentReport as PaymentReport
from betalingen.contracts.payments import PaymentRequest as PaymentRequest
from betalingen.contracts.payments import PayoutReport as PayoutReport
from betalingen.contracts.payments import ProviderUnavailable as ProviderUnavailable
from betalingen.contracts.payments import Redirect as Redirect
from betalingen.contracts.payments import RefundReport as RefundReport
from betalingen.contracts.payments import RefundRequest as RefundRequest
from betalingen.contracts.payments import RequestRefused as RequestRefused
