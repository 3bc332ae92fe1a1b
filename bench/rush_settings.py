"""The tests' settings, but as production runs: mails wait for a worker of their own."""

from cms.settings.test import *

INSTALLED_APPS = [*INSTALLED_APPS, "django_tasks_db"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DEBUG = False
