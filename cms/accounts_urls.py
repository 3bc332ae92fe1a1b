from django.contrib.auth import views as auth_views
from django.urls import path

from cms.views import accounts

app_name = "accounts"
urlpatterns = [
    path("login/", accounts.SignIn.as_view(), name="login"),
    path("logout/", auth_views.LogoutView.as_view(), name="logout"),
    path("landing/", accounts.landing, name="landing"),
    path("language/<str:code>/", accounts.language, name="language"),
    path("signup/", accounts.SignUpView.as_view(), name="signup"),
    path("signup/done/", accounts.signup_done, name="signup_done"),
    path("confirm/again/", accounts.SendAgain.as_view(), name="confirm_again"),
    path("confirm/<str:token>/", accounts.confirm, name="confirm"),
    path("password/", accounts.ForgottenPassword.as_view(), name="password_reset"),
    path(
        "password/sent/",
        auth_views.PasswordResetDoneView.as_view(),
        name="password_reset_done",
    ),
    path(
        "password/set/<uidb64>/<token>/",
        accounts.SetPassword.as_view(),
        name="password_reset_confirm",
    ),
    path(
        "password/set/done/",
        auth_views.PasswordResetCompleteView.as_view(),
        name="password_reset_complete",
    ),
    path("password/change/", accounts.ChangePassword.as_view(), name="password_change"),
]
