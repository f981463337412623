"""What `manage.py` does inside the environment: two commands of our own, all others are Django's."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from cms.project import bootstrap, demo, translations

BYTECODE = bootstrap.ROOT / ".data" / "bytecode"  # for who wants none beside the sources

# Every test, in as many processes as there are processors; a module stays in one of them, with its browser or its server.
# Modules go out in the order of tests/conftest.py, and not those with the most tests first: these take the shortest. It also
# names the few modules whose tests go out one by one.
EVERY_TEST = ["--numprocesses=logical", "--maxprocesses=8", "--dist=loadfile", "--no-loadscope-reorder"]


def run(arguments: list[str]) -> None:
    """Run one command line. May not return."""
    translations.compile_changed()
    match arguments:
        case ["demo", *options]:
            sys.exit(demo.main(options))
        case ["test", *options]:
            # A new process, because pytest-django must choose the settings before anything is imported.
            command = [sys.executable, "-m", "pytest", *(options or EVERY_TEST)]
            # Tests start the site many times, and each start would compile all packages anew.
            if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
                os.environ.setdefault("PYTHONPYCACHEPREFIX", str(BYTECODE))
            os.execv(command[0], command)  # noqa: S606
        case _:
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.project.settings.local")
            try:
                execute_from_command_line(["manage.py", *arguments])
            except ImproperlyConfigured as error:
                if "--traceback" in arguments:
                    raise
                sys.exit(str(error))  # one sentence that names the setting or the plugin
