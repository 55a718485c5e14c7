from django.urls import path

from . import square, views

urlpatterns = [
    path("", views.door, name="sample"),
    path("sign-in/", views.sign_in, name="sample-sign-in"),
    path("mail/", views.mail, name="sample-mail"),
    path("square/", square.square, name="square"),
    path("square/take-back/", square.take_back, name="square-take-back"),
    path("square/posts/", square.posts, name="square-posts"),
]
