import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from courses.models import CoursePage
from tests.courses.catalogue_files import catalogue, dated, occasion

pytestmark = pytest.mark.django_db


def run(command: str, *arguments: object, **options: object) -> str:
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "kurser.json"
    path.write_bytes(catalogue(dated("rytm", occasions=[occasion()]), dated("sang")))
    return path


def test_an_import_says_what_it_changed(file):
    assert run("import_catalogue", file).splitlines() == [
        "created rytm (sv)",
        "created rytm (sv) occasion varen",
        "created sang (sv)",
        "2 of 2 courses changed.",
    ]
    assert run("import_catalogue", file) == "0 of 2 courses changed.\n"


def test_a_dry_run_says_what_would_change(file):
    assert run("import_catalogue", file, dry_run=True).endswith("2 of 2 courses would change.\n")
    assert not CoursePage.objects.exists()


def test_faults_are_listed_one_a_line(file):
    file.write_bytes(catalogue(dated("a", published="x"), dated("b", order="free")))
    with pytest.raises(CommandError) as caught:
        run("import_catalogue", file)
    first, *rest = str(caught.value).splitlines()
    assert first == f"{file}: 2 faults. Nothing was changed."
    assert [line.split(": ")[0] for line in rest] == ["courses[0].published", "courses[1].order"]


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        run("import_catalogue", tmp_path / "borta.json")
    with pytest.raises(CommandError, match="directory"):
        run("import_catalogue", tmp_path)


def test_an_export_prints_a_catalogue_that_can_be_imported(file, tmp_path):
    run("import_catalogue", file)
    printed = run("export_catalogue")
    assert [course["id"] for course in json.loads(printed)["courses"]] == ["rytm", "sang"]
    (tmp_path / "ut.json").write_text(printed)
    assert run("import_catalogue", tmp_path / "ut.json") == "0 of 2 courses changed.\n"


def test_an_export_of_ids_has_those_alone_and_knows_what_it_has_not(file):
    run("import_catalogue", file)
    assert [c["id"] for c in json.loads(run("export_catalogue", "sang"))["courses"]] == ["sang"]
    with pytest.raises(CommandError, match="no course finns-inte"):
        run("export_catalogue", "sang", "finns-inte")
