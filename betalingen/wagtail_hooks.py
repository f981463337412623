"""The admin of this app."""

from wagtail import hooks

from betalingen.admin import log_actions

hooks.register("register_log_actions", log_actions.register)
