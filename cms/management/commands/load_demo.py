from django.core.management.base import BaseCommand

from cms.demo.load import load


class Command(BaseCommand):
    help = "Loads the demo: its courses, pages, people, places and progress. Does nothing twice."

    def handle(self, *args, **options):
        done = load(tell=lambda what: self.stdout.write(f"  {what}", ending="\n"))
        self.stdout.write(
            "The demo is loaded." if done else "The demo was loaded before."
        )
