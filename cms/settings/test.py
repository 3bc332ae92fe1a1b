"""Settings of the tests. Every worker of every run has a database and a media folder of its own.

TEST_DATABASE_URL names a PostgreSQL server instead; `python -m tests.postgresql` starts one.
"""

import os
import tempfile
from pathlib import Path

import dj_database_url

from cms.settings.base import *

SECRET_KEY = "for tests only"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]

# Workers and commands that a test starts inherit these, and so meet in the same database.
TEST_RUN = os.environ.setdefault("VIDARE_TEST_RUN", str(os.getpid()))
TEST_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
TEST_SCRATCH = Path(tempfile.gettempdir()) / f"vidare-test-{TEST_RUN}" / TEST_WORKER

# A file and not memory: threads, processes and the browser's server write to it as in production.
if "TEST_DATABASE_URL" in os.environ:
    DATABASES = {"default": dj_database_url.config("TEST_DATABASE_URL")}
    DATABASES["default"]["NAME"] = f"vidare_{TEST_RUN}_{TEST_WORKER}"
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(TEST_SCRATCH / "vidare.sqlite3"),
            "OPTIONS": SQLITE_OPTIONS,
        }
    }

MEDIA_ROOT = TEST_SCRATCH / "media"
VIDARE_PRIVATE_ROOT = TEST_SCRATCH / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LOGGING = {"version": 1, "disable_existing_loggers": False, "loggers": {}}
