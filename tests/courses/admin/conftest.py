import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Page, Site

from courses.models import CataloguePage, DatedCoursePage, Occasion, SeatPool, Venue


@pytest.fixture
def editor(db):
    return get_user_model().objects.create_superuser("editor@example.org", "secret", name="Editor")


@pytest.fixture
def desk(editor, client):
    """The admin, with an editor at it."""
    client.force_login(editor)
    return client


@pytest.fixture
def catalogue(db):
    home = Site.objects.get(is_default_site=True).root_page
    page = CataloguePage(title="Courses", slug="courses")
    return Page.objects.get(pk=home.pk).add_child(instance=page)


@pytest.fixture
def course(catalogue):
    return catalogue.add_child(instance=DatedCoursePage(title="Rhythm", slug="rhythm"))


@pytest.fixture
def occasion(course):
    return Occasion.objects.create(course=course, slug="spring", timezone="Europe/Oslo")


@pytest.fixture
def venue(occasion):
    venue = Venue.objects.create(occasion=occasion, slug="forde", places=["Førde"])
    SeatPool.objects.create(venue=venue, capacity=10, taken=4)
    return venue
