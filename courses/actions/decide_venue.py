from typing import Any

from wagtail.log_actions import log

from courses.actions.announce_changes import announce_changes
from courses.actions.claim_edit import claim_edit
from courses.models import Venue
from courses.rules.deciding import check_decision


def decide_venue(*, venue: Venue, place: str, address: str = "", by: Any = None) -> Venue:
    """Make one of its alternatives, or another town, the only place of an undecided venue.

    Registrations are left as they are; what people must know is announced once. Deciding the same
    again changes nothing. Raises DecisionError.
    """
    place = place.strip()
    with announce_changes(occasion_id=venue.occasion_id, by=by):
        venue.refresh_from_db()
        check_decision(venue.kind, venue.places, venue.cancelled_on is not None, place)
        address = address.strip() or venue.address
        if (venue.places, venue.address) != ([place], address):
            venue.places, venue.address = [place], address
            venue.save(update_fields=["places", "address"])
            claim_edit(occasion_id=venue.occasion_id, read=None)
            log(instance=venue, action="vidare.decide_venue", user=by, data={"place": place})
    venue.refresh_from_db(fields=["sequence"])
    return venue
