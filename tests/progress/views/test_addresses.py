"""Ids in addresses: one that no database can look for is not there, and is no error."""

import pytest
from django.urls import get_resolver, reverse
from django.urls.converters import IntConverter

from courses.views.addresses import IdConverter
from progress.urls import urlpatterns
from tests.progress.offers import make_person

pytestmark = pytest.mark.django_db

HUGE = "9" * 30


def kept_to_ids(pattern) -> bool:
    numbers = [one for one in pattern.converters.values() if isinstance(one, IntConverter)]
    return all(isinstance(one, IdConverter) for one in numbers)


def test_every_number_in_an_address_is_an_id():
    assert [str(one.pattern) for one in urlpatterns if not kept_to_ids(one.pattern)] == []
    admin = [get_resolver().reverse_dict.getlist(name) for name in ADMIN]
    assert all(admin)
    for found in admin:
        assert [
            name
            for _candidates, _regex, _defaults, converters in found
            for name, one in converters.items()
            if isinstance(one, IntConverter) and not isinstance(one, IdConverter)
        ] == []


ADMIN = (
    "vidare_copy_course",
    "vidare_make_package",
    "vidare_archive_course",
    "vidare_publish_choice",
    "vidare_content_changes",
    "vidare_signals",
    "vidare_signals_data",
)


@pytest.mark.parametrize(
    "name",
    ["progress:start", "progress:start_group", "progress:register", "progress:register_staff"],
)
def test_a_huge_number_is_not_there(client, name):
    client.force_login(make_person())
    there = reverse(name, args=[7]).replace("7", HUGE)
    assert client.get(there, follow=True).status_code == 404
