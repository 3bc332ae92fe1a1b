import pytest
from django.urls import reverse

from cms.models import User
from progress.actions.start_course import start_course
from tests.progress.packages import module, package, question, site, step

pytestmark = pytest.mark.django_db


def test_what_is_ones_own_is_kept_by_no_browser_once_one_has_signed_out(client):
    site()
    page = module(package(), step(questions=[question("reflection")]))
    course = page.get_parent()
    for one in (page, course):
        assert "no-store" not in client.get(one.url).headers.get("Cache-Control", "")
    ada = User.objects.create_user("ada@example.org", "pw", name="Ada")
    start_course(person=ada, course=course)
    client.force_login(ada)
    for url in (page.url, page.url, course.url, reverse("progress:my")):
        response = client.get(url)
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "private, no-store", url
