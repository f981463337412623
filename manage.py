#!/usr/bin/env python3
"""The one command of the project: `python3 manage.py demo`, `test`, or any command of Django.

It needs Python 3.11 or newer and nothing else; the first run makes `.venv` (see cms/project/bootstrap.py).
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this is where an older Python learns it
    sys.exit("Vakwerk needs Python 3.11 to 3.13; this is {}.{}.".format(*sys.version_info))

from cms.project import bootstrap


def main(arguments: list[str]) -> None:
    bootstrap.enter_environment(arguments)
    from cms.project import commands  # noqa: PLC0415 - what it imports exists only in the environment

    commands.run(arguments)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except bootstrap.BootstrapError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
