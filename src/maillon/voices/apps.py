from django.apps import AppConfig


class VoicesConfig(AppConfig):
    name = "maillon.voices"
    label = "voices"
