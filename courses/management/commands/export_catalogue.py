import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.actions.export_catalogue import UnknownCourseError, export_catalogue
from courses.reports.left_out import left_out


class Command(BaseCommand):
    help = "Prints courses as a catalogue file: those of the ids, or all that are live."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ids", nargs="*", metavar="ID")
        parser.add_argument(
            "--files", type=Path, metavar="DIR", help="Write the files that they name there."
        )

    def handle(self, *args: Any, ids: list[str], files: Path | None, **options: Any) -> None:
        try:
            catalogue = export_catalogue(ids=ids, folder=files)
        except UnknownCourseError as error:
            raise CommandError(f"There is no course {error}.") from error
        for line in left_out(course["id"] for course in catalogue["courses"]):
            self.stderr.write(line)
        self.stdout.write(json.dumps(catalogue, ensure_ascii=False, indent=2))
