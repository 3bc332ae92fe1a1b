from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from courses.actions.touch_occasion import touch_occasion
from courses.models import SeatPool
from courses.rules.errors import gettext_noop
from progress.actions.add_by_hand import add_by_hand
from progress.models import Profile, Registration
from progress.models.accounts import Person, email_field, new_account
from progress.rules.offers import Refusal
from progress.rules.reasons import ADDED_BY_HAND, with_more


def add_newcomer(
    *,
    email: str,
    name: str,
    pool: SeatPool,
    by: Person,
    why: str = "",
    make_room: bool = False,
    headcount: int = 1,
    group_name: str = "",
    now: datetime | None = None,
) -> Registration:
    """Adds the person of that address by hand; who has no account yet gets one.

    Nobody can sign in to it before a password is set by a link. Raises the Refusal that says why
    not, and then there is no new account either. An account that is there keeps its own name.
    """
    with transaction.atomic():
        # The touch comes first: of two who add the same address, the second finds the account.
        touch_occasion(occasion_id=pool.venue.occasion_id)
        return add_by_hand(
            person=_account_of(email, name),
            pool=pool,
            by=by,
            why=with_more(ADDED_BY_HAND, why),
            make_room=make_room,
            headcount=headcount,
            group_name=group_name,
            now=now,
        )


def _account_of(email: str, name: str) -> Person:
    people = get_user_model()._default_manager.filter(**{f"{email_field()}__iexact": email})
    known = people.order_by("pk").first()
    if known is not None:
        return known
    if not name:
        raise Refusal(
            "no_name",
            gettext_noop("This address has no account yet: write the person's name as well."),
        )
    person: Person = new_account(email, name)
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        # Somebody made it meanwhile, by way of another occasion or by signing up.
        return people.get()
    Profile.objects.create(person=person, language=settings.LANGUAGE_CODE)
    return person
