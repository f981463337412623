"""Throw-away packages with entry points, as pip leaves them on the path."""

import textwrap
from collections.abc import Mapping
from pathlib import Path

APPS = """
from cms.plugins import PluginConfig


class Config(PluginConfig):
    name = "{package}"
    verbose_name = "{package} for tests"
    version = "2.3"
    requires_api = "{requires_api}"
    {extra}
"""


class Site:
    """A folder on sys.path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def module(self, name: str, source: str) -> None:
        """Write the module `package.name`, and its package when needed."""
        *packages, module = name.split(".")
        folder = self.folder.joinpath(*packages)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").touch()
        (folder / f"{module}.py").write_text(textwrap.dedent(source))

    def plugin(
        self,
        package: str,
        *,
        key: str = "",
        apps: str = "",
        hooks: str | None = "",
        requires_api: str = "~=1.0",
        extra: str = "",
        modules: Mapping[str, str] | None = None,
    ) -> None:
        """Install a plugin package; `hooks=None` leaves the module out."""
        self.module(f"{package}.apps", apps or APPS.format(package=package, requires_api=requires_api, extra=extra))
        if hooks is not None:
            self.module(f"{package}.hooks", hooks)
        for name, source in (modules or {}).items():
            self.module(f"{package}.{name}", source)
        self.entry_point(package, key or package, f"{package}.apps:Config")

    def entry_point(self, distribution: str, key: str, value: str) -> None:
        """Register an entry point for a distribution of version 2.3."""
        information = self.folder / f"{distribution}-2.3.dist-info"
        information.mkdir(exist_ok=True)
        (information / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 2.3\n")
        (information / "entry_points.txt").write_text(f"[vakwerk.plugins]\n{key} = {value}\n")
