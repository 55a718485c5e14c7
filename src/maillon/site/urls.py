"""Every address of the house. Public pages carry their language; desks take the person's."""
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import TemplateView

from maillon.core.web.asks import asks

from . import api, components, health, home, language, operator

robots = asks("may_read_public")(TemplateView.as_view(template_name="site/robots.txt", content_type="text/plain"))

urlpatterns = [
    path("api/v1/", api.ADDRESSES),
    path("healthz", health.healthz, name="healthz"),
    path("livez", health.livez, name="livez"),
    path("", home.home, name="home"),
    path("language/", language.set_language, name="set-language"),
    path("robots.txt", robots, name="robots"),
    path("operator/", operator.operator, name="operator"),
    path("operator/<str:task_id>/again/", operator.again, name="operator-again"),
    path("me/", include("maillon.accounts.web.urls")),
    path("accounts/", include("maillon.accounts.web.sign_in_urls")),
    path("", include("maillon.territory.web.urls")),
    path("", include("maillon.shops.web.urls")),
    path("", include("maillon.voices.web.urls")),
    path("", include("maillon.relay.web.urls")),
]
if settings.SAMPLE:
    urlpatterns += [
        path("sample/components/", components.components, name="components"),
        path("sample/", include("maillon.site.sample.urls")),
    ]
urlpatterns += i18n_patterns(
    path("", include("maillon.relay.web.public_urls")),
    path("", include("maillon.territory.web.public_urls")),
    path("", include("maillon.shops.web.public_urls")),
    path("", include("maillon.voices.web.public_urls")),
)
handler429 = "maillon.site.errors.too_many"      # the sign-in library asks for it
handler403 = "maillon.site.errors.forbidden"
handler404 = "maillon.site.errors.not_found"
handler500 = "maillon.site.errors.broken"
