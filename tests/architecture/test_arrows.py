"""cms → progress → courses, where an import linter cannot see: strings, keys, migrations."""

import re

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import SwappableTuple

from tests.architecture.files import APPS, of_app, shown, tracked

ABOVE = {"courses": {"progress", "cms"}, "progress": {"cms"}}


@pytest.mark.parametrize("app", ABOVE)
def test_no_model_points_upwards(app):
    upwards = {
        f"{field} → {target._meta.label}"
        for model in apps.get_app_config(app).get_models()
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if (target := field.related_model) and target._meta.app_label in ABOVE[app]
        if target is not get_user_model()
    }
    assert upwards == set()


def test_courses_knows_no_person():
    known = {
        str(field)
        for model in apps.get_app_config("courses").get_models(include_auto_created=True)
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if field.related_model is get_user_model()
        if field.name not in WAGTAILS_OWN
    }
    assert known == set()


WAGTAILS_OWN = {"locked_by", "owner"}  # who edits a page is the CMS's business


@pytest.mark.parametrize("app", ABOVE)
def test_no_migration_waits_for_an_app_above(app):
    migrations = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    upwards = {
        f"{name} → {'.'.join(needed)}"
        for (label, name), migration in migrations.items()
        if label == app
        for needed in (*migration.dependencies, *migration.run_before)
        if needed[0] in ABOVE[app] and not isinstance(needed, SwappableTuple)
    }
    assert upwards == set()


@pytest.mark.parametrize("app", ABOVE)
def test_no_string_names_an_app_above(app):
    """Templates, addresses, models and settings of an app above: "progress/my.html", "cms.User"."""
    name = re.compile(rf"""['"](?:{"|".join(sorted(ABOVE[app]))})[/:.][\w/.-]+""")
    named = [
        f"{shown(path)}:{number}: {found.group()}"
        for path in of_app(app, ".py", ".html", ".txt", ".js", ".css")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (found := name.search(line))
    ]
    assert named == []


@pytest.mark.parametrize("app", ABOVE)
def test_no_template_loads_tags_of_an_app_above(app):
    above = {
        path.stem
        for upper in ABOVE[app]
        for path in of_app(upper, ".py")
        if path.parent.name == "templatetags" and path.stem != "__init__"
    }
    loaded = [
        f"{shown(path)}: {library}"
        for path in of_app(app, ".html", ".txt")
        for libraries in re.findall(r"{%\s*load ([^%]+)%}", path.read_text(encoding="utf-8"))
        for library in libraries.partition(" from ")[::2][-1].split() or libraries.split()
        if library in above
    ]
    assert loaded == []


def test_what_fills_a_slot_finds_one_in_a_template_or_a_panel():
    slots = {
        name
        for path in tracked(".html")
        for name in re.findall(r'{%\s*slot "(\w+)"', path.read_text(encoding="utf-8"))
    } | {
        name
        for path in of_app("courses", ".py")
        for name in re.findall(r'SlotPanel\("(\w+)"', path.read_text(encoding="utf-8"))
    }
    fillers = {
        name
        for app in APPS
        for path in of_app(app, ".py")
        for name in re.findall(r'"vidare_slot_(\w+)"', path.read_text(encoding="utf-8"))
    }
    assert fillers <= slots
