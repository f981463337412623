"""The search index in PostgreSQL, each page stemmed in its own language."""

import copy
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db import models
from modelsearch.backends.database.postgres.postgres import PostgresIndex, PostgresSearchBackend

CONFIGS = {"nl": "dutch", "en": "english"}  # text search configurations that come with PostgreSQL


class LanguageIndex(PostgresIndex):
    """Adds what has a language by the rules of that language, and the rest by those of the settings."""

    def add_items(self, model: type[models.Model], objs: Iterable[Any]) -> None:
        for config, some in groupby(sorted(objs, key=self._config), key=self._config):
            backend = copy.copy(self.backend)
            backend.config = config
            PostgresIndex(backend).add_items(model, list(some))

    def _config(self, one: Any) -> str:
        locale = getattr(one, "locale", None)
        return CONFIGS.get(locale.language_code if locale else "", str(self.backend.config))


class SearchBackend(PostgresSearchBackend):
    index_class = LanguageIndex
