"""No relation points up: events knows betalingen, betalingen knows cms, cms knows nobody."""

from django.apps import apps
from django.db.models import Field, Model

from tests.architecture.source import APPS, ROOT


def owner(model: type[Model]) -> str:
    """The app a model belongs to; that of the folder for the model of a built-in plugin."""
    return model.__module__.partition(".")[0]


def test_no_relation_points_to_an_app_above() -> None:
    upward = []
    looked_at = 0
    for model in apps.get_models(include_auto_created=True):
        if owner(model) not in APPS:
            continue
        for field in model._meta.get_fields(include_hidden=True):
            if not isinstance(field, Field) or not field.is_relation:  # the other side of one is no Field
                continue
            target = field.related_model
            assert isinstance(target, type), f"{model._meta.label}.{field.name} points to nothing"
            looked_at += 1
            if owner(target) in APPS and APPS.index(owner(target)) > APPS.index(owner(model)):
                upward.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")
    assert upward == []
    assert looked_at > 30  # the walk sees relations at all


def test_migrations_point_upward_neither() -> None:
    """Also what was once pointed to stays in the migrations for ever."""
    upward = [
        f"{path.relative_to(ROOT)}: {above}"
        for level, app in enumerate(APPS)
        for path in sorted((ROOT / app).rglob("migrations/*.py"))
        for above in APPS[level + 1 :]
        if f"to='{above}." in path.read_text() or f"('{above}'," in path.read_text()
    ]
    assert upward == []
