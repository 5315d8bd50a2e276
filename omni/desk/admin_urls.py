"""Django's admin: what there is to look at is found with the first of its addresses."""

from django.contrib import admin

admin.autodiscover()

app_name = "admin"
urlpatterns = admin.site.get_urls()
