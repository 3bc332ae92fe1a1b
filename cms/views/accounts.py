"""Signing in and out, signing up, passwords, and where one lands."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import FormView

from cms.actions.confirm_sign_up import LinkError, confirm_sign_up, signed_up_by
from cms.actions.sign_up import send_confirmation_again, sign_up
from cms.forms.accounts import AddressForm, ForgottenPasswordForm, SignInForm, SignUpForm
from cms.tasks import language_of
from cms.throttle import may_mail
from progress.reports.roles import roles_of
from progress.views.language import keep_language


def safe_next(request: HttpRequest) -> str:
    """Where the visitor wanted to go, if it is on this site; else nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else ""


class InLanguageOfNext:
    """Who comes from a page in a language, and never chose one, signs in and up in that one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = translation.get_language_from_path(safe_next(request))
        if not language or settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        if settings.LANGUAGE_COOKIE_NAME not in response.cookies:
            keep_language(response, language)
        return response


class SignIn(InLanguageOfNext, auth_views.LoginView):
    form_class = SignInForm
    redirect_authenticated_user = True

    def get_redirect_url(self) -> str:
        """Who is sent here by the editor's pages, and may not go there, is not sent back."""
        wanted = super().get_redirect_url()
        person = self.request.user
        is_refused = person.is_authenticated and not person.has_perm("wagtailadmin.access_admin")
        if is_refused and wanted.startswith(reverse("wagtailadmin_home")):
            return ""
        return wanted

    def form_valid(self, form: SignInForm) -> HttpResponse:
        response = super().form_valid(form)
        keep_language(response, language_of(form.get_user()))
        return response


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class SignUpView(InLanguageOfNext, FormView):
    form_class = SignUpForm
    template_name = "accounts/signup.html"
    success_url = reverse_lazy("accounts:signup_done")

    def form_valid(self, form: SignUpForm) -> HttpResponse:
        if may_mail(self.request, form.cleaned_data["email"]):
            sign_up(**form.cleaned_data)
        return super().form_valid(form)


@require_safe
def signup_done(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/signup_done.html")


class SendAgain(FormView):
    form_class = AddressForm
    template_name = "accounts/confirm_again.html"
    success_url = reverse_lazy("accounts:signup_done")

    def form_valid(self, form: AddressForm) -> HttpResponse:
        if may_mail(self.request, form.cleaned_data["email"]):
            send_confirmation_again(email=form.cleaned_data["email"])
        return super().form_valid(form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A button and no more, so that a scanner that opens links in mails confirms nothing."""
    try:
        if request.method == "POST":
            confirm_sign_up(token=token)
            messages.success(request, _("Your address is confirmed. Now you can sign in."))
            return redirect("accounts:login")
        asked = signed_up_by(token)
    except LinkError:
        return render(request, "accounts/confirm_invalid.html", status=410)
    return render(request, "accounts/confirm.html", {"email": asked.email})


class ForgottenPassword(InLanguageOfNext, FormView):
    form_class = ForgottenPasswordForm
    template_name = "registration/password_reset_form.html"
    success_url = reverse_lazy("accounts:password_reset_done")

    def form_valid(self, form: ForgottenPasswordForm) -> HttpResponse:
        form.save(request=self.request)
        return super().form_valid(form)


class SetPassword(auth_views.PasswordResetConfirmView):
    success_url = reverse_lazy("accounts:password_reset_complete")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        if self.user.email_confirmed_at is None:  # the link went to the address
            self.user.email_confirmed_at = timezone.now()
            self.user.save(update_fields=["email_confirmed_at"])
        return response


class ChangePassword(auth_views.PasswordChangeView):
    success_url = reverse_lazy("progress:profile")

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Your password is changed."))
        return super().form_valid(form)


@login_required
@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """Where one belongs: who has several parts finds the others in the menu of one's name."""
    if wanted := safe_next(request):
        return HttpResponseRedirect(wanted)
    if request.user.has_perm("wagtailadmin.access_admin"):
        return redirect("wagtailadmin_home")
    roles = roles_of(request.user, timezone.localdate())
    if roles.leads:
        return redirect("progress:leading")
    if roles.manages:
        return redirect("progress:reports")
    return redirect("progress:my")


@require_safe
def language(request: HttpRequest, code: str) -> HttpResponse:
    """Shows the site in another language from now on; an address with a language has its own."""
    wanted = safe_next(request) or reverse("accounts:landing")
    if code not in settings.VIDARE_LANGUAGES:
        return HttpResponseRedirect(wanted)
    response = HttpResponseRedirect(wanted)
    keep_language(response, code)
    return response
