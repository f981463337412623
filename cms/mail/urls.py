from django.urls import path

from cms.mail import views

urlpatterns = [
    path("", views.mailbox, name="mailbox"),
    path("<uuid:public_id>/", views.message, name="mailbox_message"),
    path("<uuid:public_id>/html/", views.body, name="mailbox_body"),
    path("<uuid:public_id>/bijlage/<int:number>/", views.attachment, name="mailbox_attachment"),
]
