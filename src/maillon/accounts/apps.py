from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "maillon.accounts"
    label = "accounts"
