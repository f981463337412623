"""Django's PostgreSQL backend on the site's own server: started at the first connection, see cms.project.postgres."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql import base

from cms.project import postgres


class DatabaseWrapper(base.DatabaseWrapper):
    """Reads `HOME` (the folder with the data) and `KIND` from the database's settings."""

    def get_connection_params(self) -> dict[str, Any]:
        try:
            address = postgres.use(Path(self.settings_dict["HOME"]), postgres.Kind(self.settings_dict["KIND"]))
        except postgres.CannotStartError as error:
            raise ImproperlyConfigured(str(error)) from None
        self.settings_dict |= {
            "HOST": address.host,
            "PORT": str(address.port),
            "USER": address.user,
            "PASSWORD": address.password,
        }
        parameters: dict[str, Any] = super().get_connection_params()
        return parameters
