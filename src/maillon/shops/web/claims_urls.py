from django.urls import path

from . import claims, claims_people, claims_staff

urlpatterns = [
    path("claim/<str:shop_id>/", claims.claim, name="claim"),
    path("claims/<str:claim_id>/", claims.status, name="claim-status"),
    path("claims/<str:claim_id>/withdraw/", claims.withdraw, name="claim-withdraw"),
    path("town/<slug:town>/claims/", claims.queue, name="claims"),
    path("town/<slug:town>/claims/<str:claim_id>/", claims.decide, name="claim-decide"),
    path("town/<slug:town>/people/", claims_people.people, name="people"),
    path("town/<slug:town>/people/<str:role_id>/revoke/", claims_people.revoke, name="people-revoke"),
    path("desk/<str:shop_id>/staff/", claims_staff.staff, name="staff"),
    path("desk/<str:shop_id>/staff/<str:role_id>/revoke/", claims_staff.revoke, name="staff-revoke"),
]
