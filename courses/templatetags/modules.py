"""Template words of a module's page."""

from django import template

from courses.reports.module_view import ModuleView

register = template.Library()


@register.simple_tag(takes_context=True)
def module_view(context: template.Context) -> ModuleView:
    return ModuleView(context["page"], context.get("request"))
