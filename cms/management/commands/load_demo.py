from django.core.management.base import BaseCommand

from cms.demo.load import load


class Command(BaseCommand):
    help = "Loads the demo: its courses, pages, people, places and progress. Does nothing twice."

    def handle(self, *args, **options):
        def tell(what: str) -> None:
            if options["verbosity"]:
                self.stdout.write(what)

        done = load(tell=lambda what: tell(f"  {what}"))
        tell("The demo is loaded." if done else "The demo was loaded before.")
