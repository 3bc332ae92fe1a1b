"""People of the demo: those of people.csv, those who sign in, and what an editor may do."""

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page

from cms.demo.files import PEOPLE
from cms.demo.sign_ins import PASSWORD, SIGN_INS
from cms.models import User
from progress.actions.import_people import import_people
from progress.models import Organisation, Profile

PRINTED_NAMES = {"nur.tonvik@example.org": "نور الألحان"}
EDITED = {
    "courses": (
        "area",
        "meeting",
        "milestone",
        "occasion",
        "organiser",
        "priorityarea",
        "steeringdocument",
        "topic",
        "venue",
    ),
    "progress": ("guarantee", "mailtext", "membership", "message", "occasionstaff", "organisation"),
    "cms": ("sitesettings", "footerlink"),
}


def make_people() -> None:
    import_people(data=PEOPLE.read_bytes())
    Organisation.objects.filter(name="Norrbotten", depth=1).update(kind="county")
    for email, printed in PRINTED_NAMES.items():
        Profile.objects.filter(person__email=email).update(printed_name=printed)
    User.objects.update(email_confirmed_at=timezone.now())


def make_sign_ins() -> None:
    password = make_password(PASSWORD if passwords_are_set() else None)
    editors = editors_group()
    for sign_in in SIGN_INS:
        user, _made = User.objects.get_or_create(
            email=sign_in.email, defaults={"name": sign_in.name}
        )
        user.password = password
        user.email_confirmed_at = user.email_confirmed_at or timezone.now()
        user.is_superuser = user.is_staff = sign_in.what == "superuser"
        user.save()
        Profile.objects.get_or_create(person=user, defaults={"language": "sv"})
        if sign_in.what == "editor":
            user.groups.add(editors)


def passwords_are_set() -> bool:
    return getattr(settings, "VIDARE_DEMO_PASSWORDS", settings.DEBUG)


def editors_group() -> Group:
    """Wagtail's own group, which may also publish, and look after occasions and their people."""
    group, _made = Group.objects.get_or_create(name="Editors")
    root = Page.objects.get(depth=1)
    for codename in (
        "add_page",
        "change_page",
        "publish_page",
        "lock_page",
        "unlock_page",
    ):
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore",
            content_type__model="page",
            codename=codename,
        )
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    for app, models in EDITED.items():
        codenames = [f"{verb}_{model}" for model in models for verb in ("view", "add", "change")]
        group.permissions.add(
            *Permission.objects.filter(content_type__app_label=app, codename__in=codenames)
        )
    # Who leads an occasion and what mails say may change; of everything else there are records.
    group.permissions.add(
        *Permission.objects.filter(codename__in=("delete_occasionstaff", "delete_mailtext"))
    )
    group.permissions.add(
        Permission.objects.get(
            content_type__app_label="simple_translation", codename="submit_translation"
        )
    )
    return group
