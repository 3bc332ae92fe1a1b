from django.core.management.base import BaseCommand, CommandError

from progress.reports.audit import INVARIANTS, INVARIANTS_OF_A_MOMENT, audit


class Command(BaseCommand):
    help = "Recount and recompute what must always hold; a line per difference, and exit status 1."

    def handle(self, **options):
        differences = 0
        for line in audit():
            self.stdout.write(line)
            differences += 1
        if differences:
            raise CommandError(f"{differences} differences.", returncode=1)
        held = len(INVARIANTS) + len(INVARIANTS_OF_A_MOMENT)
        self.stdout.write(f"Nothing differs: {held} invariants hold.")
