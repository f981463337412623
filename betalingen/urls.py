"""Paying. The access key in the address is the right to see one order and nothing else."""

from django.urls import path

from betalingen import views

app_name = "betalingen"
urlpatterns = [
    path("betalen/<slug:provider>/webhook/", views.webhook, name="webhook"),
    path("betalen/<slug:access_key>/", views.order_page, name="order"),
    path("betalen/<slug:access_key>/factuur/<uuid:document>.pdf", views.invoice_pdf, name="invoice_pdf"),
    path("betalen/<slug:access_key>/factuur/<uuid:document>.xml", views.invoice_ubl, name="invoice_ubl"),
    path("betalen/<slug:access_key>/terug/", views.return_page, name="return"),
]
