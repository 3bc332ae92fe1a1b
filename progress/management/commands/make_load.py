from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.models import CoursePage
from progress.actions.make_load import make_load

SIZES = {"organisations": 100, "teachers": 1_000, "courses": 20, "modules": 5}


class Command(BaseCommand):
    help = "Writes a synthetic load for measuring: schools, teachers, courses and enrolments."

    def add_arguments(self, parser: CommandParser) -> None:
        for what, size in SIZES.items():
            parser.add_argument(f"--{what}", type=int, default=size, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        sizes = {what: options[what] for what in SIZES}
        for what, size in sizes.items():
            if size < 1:
                raise CommandError(f"--{what} {size}: one is the least.")
        if CoursePage.objects.filter(slug="load-0").exists():
            raise CommandError("This database has a load. Begin with another: DATABASE_URL=…")
        begun = perf_counter()
        made = make_load(**sizes)
        self.stdout.write(
            f"{made.organisations} schools, {made.teachers} teachers, {made.courses} courses, "
            f"{made.enrolments} enrolments in {perf_counter() - begun:.1f} s"
        )
