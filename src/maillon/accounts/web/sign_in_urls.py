"""Sign-in. Ours come first and stand before the library's own of the same address."""
from django.urls import include, path, re_path

from . import sign_in

urlpatterns = [
    path("login/", sign_in.sign_in, name="account_login"),
    path("login/code/", sign_in.sign_in, name="account_request_login_code"),
    path("signed-out/", sign_in.signed_out, name="signed-out"),
    path("signup/", sign_in.to_sign_in, name="account_signup"),
    re_path(r"^(?P<old_page>password/.*)$", sign_in.to_sign_in),
    re_path(r"^(?P<old_page>confirm-email/.+)$", sign_in.to_sign_in),
    path("2fa/", sign_in.to_passkeys, name="mfa_index"),
    path("", include("allauth.urls")),
]
