"""The outbox: a mail is a row first, left in the transaction that causes it."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.lifecycles import MessageState


class Message(models.Model):
    """One mail to one address; `key` makes that the same event never mails twice."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=200, unique=True)
    about = models.CharField(_("gaat over"), max_length=100, blank=True, db_index=True)
    recipient = models.EmailField(_("aan"))
    reply_to = models.EmailField(blank=True)
    language = models.CharField(_("taal"), max_length=5, default="nl")
    subject = models.CharField(_("onderwerp"), max_length=255)
    text = models.TextField()
    html = models.TextField(blank=True)
    attachments = models.JSONField(default=list, blank=True)
    message_id = models.CharField(max_length=255, unique=True)
    state = models.CharField(
        _("stand"),
        max_length=10,
        choices={
            MessageState.QUEUED.value: _("klaar om te versturen"),
            MessageState.SENDING.value: _("wordt verstuurd"),
            MessageState.SENT.value: _("verstuurd"),
            MessageState.FAILED.value: _("niet gelukt"),
            MessageState.BOUNCED.value: _("kwam terug"),
        },
        default=MessageState.QUEUED,
    )
    attempts = models.PositiveSmallIntegerField(_("pogingen"), default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    error = models.CharField(_("fout"), max_length=255, blank=True)
    created_at = models.DateTimeField(_("gemaakt"), auto_now_add=True)
    sent_at = models.DateTimeField(_("verstuurd op"), null=True, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-created_at"]
        indexes = [
            models.Index(
                fields=["next_try_at"], name="message_due", condition=models.Q(state__in=["queued", "sending"])
            )
        ]

    def __str__(self) -> str:
        return self.subject
