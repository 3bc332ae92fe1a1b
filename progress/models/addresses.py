from django.conf import settings


def base_url() -> str:
    """Where this site's addresses begin, without a slash at the end."""
    return str(getattr(settings, "VIDARE_BASE_URL", "") or settings.WAGTAILADMIN_BASE_URL).rstrip(
        "/"
    )
