from django.urls import URLPattern, URLResolver

app_name = "betalingen"
urlpatterns: list[URLPattern | URLResolver] = []
