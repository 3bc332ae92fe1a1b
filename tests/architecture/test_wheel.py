"""What the wheel carries, read from pyproject.toml as setuptools does: nothing is built here."""

import tomllib

import pytest

from tests.architecture.files import ROOT, of_app, shown

SETUPTOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]


@pytest.mark.parametrize("app", ["courses", "progress"])
def test_every_template_style_word_and_format_is_in_the_wheel(app):
    packages = [file.parent for file in of_app(app, ".py") if file.name == "__init__.py"]
    carried = {
        found
        for package in packages
        for pattern in SETUPTOOLS["package-data"]["*"]
        for found in package.glob(pattern)
    }
    left_out = [shown(file) for file in of_app(app) if file.suffix != ".py" and file not in carried]
    assert not left_out


@pytest.mark.parametrize("app", ["courses", "progress"])
def test_every_module_is_in_a_package(app):
    """A folder without __init__.py is no package, and the wheel would go without it."""
    assert SETUPTOOLS["packages"]["find"]["include"] == ["courses*", "progress*"]
    homeless = [
        shown(file) for file in of_app(app, ".py") if not (file.parent / "__init__.py").exists()
    ]
    assert not homeless
