from django.apps import AppConfig


class RelayConfig(AppConfig):
    name = "maillon.relay"
    label = "relay"
