"""A Wagtail site with courses and nothing else of Vidare: no progress, no cms, its own users."""

from cms.settings.test import *

INSTALLED_APPS = [
    "wagtail.users" if app == "cms.apps.UsersConfig" else app
    for app in INSTALLED_APPS
    if app not in {"cms", "progress"}
]
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith(("cms.", "progress."))]
AUTH_USER_MODEL = "auth.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
ROOT_URLCONF = "tests.host_without_progress.urls"
TEMPLATES = [TEMPLATES[0] | {"DIRS": []}]
