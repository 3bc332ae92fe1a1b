from django.core.management.base import BaseCommand, CommandError

from progress.reports.audit import INVARIANTS, audit


class Command(BaseCommand):
    help = "Recount and recompute what must always hold; a line per difference, and exit status 1."

    def handle(self, **options):
        differences = 0
        for line in audit():
            self.stdout.write(line)
            differences += 1
        if differences:
            raise CommandError(f"{differences} differences.", returncode=1)
        self.stdout.write(f"Nothing differs: {len(INVARIANTS)} invariants hold.")
