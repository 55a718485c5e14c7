from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "maillon.site"
    label = "maillon_site"
