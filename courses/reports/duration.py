from django.utils.translation import gettext as _


def duration(minutes: int | None) -> str:
    """Clock time of 60 minutes to the hour, in the active language; nothing for no time."""
    if not minutes:
        return ""
    hours, rest = divmod(int(minutes), 60)
    if not hours:
        return _("%(number)d min") % {"number": rest}
    if not rest:
        return _("%(number)d h") % {"number": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
