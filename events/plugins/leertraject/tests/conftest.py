"""What every test of the project may use, these included."""

from tests.conftest import (  # noqa: F401
    _empty_cache,
    _speak_dutch_again,
    _whole_pool,
    administrator,
    bookkeeper,
    django_db_keepdb,
    django_db_modify_db_settings,
    django_db_setup,
    editor,
    log_in,
    make_staff,
    page_tree,
    programme_manager,
    run_jobs,
)
from tests.events.admin.conftest import manager  # noqa: F401
