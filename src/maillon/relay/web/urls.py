from django.urls import path

from . import deliveries, digests, unsubscribe

urlpatterns = [
    path("me/digests/", digests.digests, name="digests"),
    path("me/digests/<str:subscription_ref>/now/", digests.now, name="digest-now"),
    path("unsubscribe/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    path("town/<slug:town>/deliveries/", deliveries.deliveries, name="deliveries"),
    path("town/<slug:town>/deliveries/<str:delivery_ref>/again/", deliveries.again, name="delivery-again"),
]
