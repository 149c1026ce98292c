from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "lessons.accounts"
    label = "accounts"
