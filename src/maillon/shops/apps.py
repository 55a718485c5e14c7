from django.apps import AppConfig


class ShopsConfig(AppConfig):
    name = "maillon.shops"
    label = "shops"
