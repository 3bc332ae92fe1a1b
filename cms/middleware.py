from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware


class LanguageMiddleware(LocaleMiddleware):
    """Django's, but what a view of an address without a language does not find is not found.

    Django's sends the visitor on to the same address below a language, for Wagtail to look for.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
        if response.status_code == 404 and request.resolver_match is not None:
            return response
        return super().process_response(request, response)
