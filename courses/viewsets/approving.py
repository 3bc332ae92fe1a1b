"""Pages whose last approval asks first. A host that has viewsets of its own for these pages takes
the two views into them."""

from wagtail.admin.viewsets.pages import PageViewSet

from courses.models import CoursePage, ModulePage
from courses.views.approving import ApprovingActionView, ApprovingEditView


class ApprovingViewSet(PageViewSet):
    edit_view_class = ApprovingEditView
    workflow_action_view_class = ApprovingActionView
    parent_models: list = []  # the explorer lists them as it lists all pages


page_viewsets = [
    ApprovingViewSet("vidare_courses", model=CoursePage),
    ApprovingViewSet("vidare_modules", model=ModulePage),
]
