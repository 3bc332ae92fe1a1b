"""Choosing a person or an organisation, by search: a list of all would be too long."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser as views
from wagtail.admin.viewsets.chooser import ChooserViewSet

from progress.models import Organisation
from progress.models.accounts import email_field, matching
from progress.reports.scope import listed


class SearchForm(BaseFilterForm):
    q = forms.CharField(label=_("Search"), required=False)

    def filter(self, objects: Any) -> Any:
        words = self.cleaned_data.get("q", "")
        if not words:
            return objects
        self.is_searching, self.search_query = True, words
        return self.search(objects, words)

    def search(self, objects: Any, words: str) -> Any:
        raise NotImplementedError


class PersonSearchForm(SearchForm):
    def search(self, objects: Any, words: str) -> Any:
        return objects.filter(matching(words))


class OrganisationSearchForm(SearchForm):
    def search(self, objects: Any, words: str) -> Any:
        for word in words.split()[:5]:
            objects = objects.under(objects.model.objects.named(word).tops(500))
        return objects


class PersonMixin:
    filter_form_class = PersonSearchForm

    def get_object_list(self) -> Any:
        people = get_user_model()._default_manager.filter(is_active=True)
        if not self.request.user.has_perm("progress.change_profile"):
            people = people.filter(listed())
        return people

    @property
    def columns(self) -> list[Column]:
        email = Column("email", label=_("E-mail address"), accessor=email_field())
        return [*super().columns, email]


class OrganisationMixin:
    filter_form_class = OrganisationSearchForm

    def get_object_list(self) -> Any:
        return Organisation.objects.all()

    @property
    def columns(self) -> list[Column]:
        kind = Column("kind", label=_("Kind"), accessor="get_kind_display")
        return [*super().columns, kind]


class ChoosePerson(PersonMixin, views.ChooseView):
    pass


class ChoosePersonResults(PersonMixin, views.ChooseResultsView):
    pass


class ChooseOrganisation(OrganisationMixin, views.ChooseView):
    pass


class ChooseOrganisationResults(OrganisationMixin, views.ChooseResultsView):
    pass


class PersonChooser(ChooserViewSet):
    model = get_user_model()
    icon = "user"
    choose_one_text = _("Choose a person")
    choose_another_text = _("Choose another person")
    edit_item_text = _("Edit this person")
    choose_view_class = ChoosePerson
    choose_results_view_class = ChoosePersonResults


class OrganisationChooser(ChooserViewSet):
    model = Organisation
    icon = "group"
    choose_one_text = _("Choose an organisation")
    choose_another_text = _("Choose another organisation")
    edit_item_text = _("Edit this organisation")
    choose_view_class = ChooseOrganisation
    choose_results_view_class = ChooseOrganisationResults


person_chooser = PersonChooser("person_chooser")
organisation_chooser = OrganisationChooser("organisation_chooser")
