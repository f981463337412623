"""Front doors: from outside an app only its `api` is imported, and our own plugins use the same door as anybody's."""

from pathlib import Path

from tests.architecture.source import APPS, ROOT, files, imported, module_name, place

# Packages that are plugins, wherever they live.
BUILT_IN = [ROOT / "betalingen" / "providers", ROOT / "betalingen" / "exports", ROOT / "events" / "meetings"]
BUILT_IN += [ROOT / "events" / "steps", ROOT / "events" / "plugins"]
EXEMPT = ("cms/project/",)  # the composition root names every app
# cms.plugins: what a config needs before models exist; cms.staff: what screens of the admin are made of
DOORS = {"api", "plugins", "staff"}


def outside_doors(path: Path, home: str) -> list[str]:
    """What a module imports from other parts of our code, other than through a front door."""
    found = []
    # The loaders of the demo build on one another.
    doors = DOORS | {"demo"} if "demo" in module_name(path) else DOORS
    for line, name in imported(path):
        app, _, rest = name.partition(".")
        if app in APPS and not f"{name}.".startswith(f"{home}.") and rest.split(".")[0] not in doors:
            found.append(f"{place(path, line)}: {name}")
    return found


def test_from_outside_an_app_only_its_api_is_imported() -> None:
    found = [
        line
        for path in files()
        if not str(path.relative_to(ROOT)).startswith(EXEMPT)
        for line in outside_doors(path, module_name(path).partition(".")[0])
    ]
    assert found == []


def test_built_in_plugins_use_the_same_door_as_anybody() -> None:
    packages = [
        package for folder in BUILT_IN for package in sorted(folder.glob("*/")) if (package / "apps.py").exists()
    ]
    assert len(packages) >= 4
    found = [
        line
        for package in packages
        for path in files(str(package.relative_to(ROOT)))
        for line in outside_doors(path, module_name(package / "__init__.py"))
    ]
    assert found == []


def test_a_config_imports_only_what_exists_before_models() -> None:
    configs = [path for folder in BUILT_IN for path in sorted(folder.glob("*/apps.py"))]
    assert len(configs) >= 4
    others = {
        name
        for path in configs
        for _, name in imported(path)
        if name.split(".")[0] in APPS and not name.startswith(f"{module_name(path).removesuffix('.apps')}.")
    }
    assert others <= {"cms.plugins.PluginConfig", "cms.plugins.Problem"}
