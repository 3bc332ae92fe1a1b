"""Settings for the machine of who develops or tries it: what differs from the base, and no more."""

from cms.settings.base import *

DEBUG = True
SECRET_KEY = "for development only: production reads its own from the environment"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
