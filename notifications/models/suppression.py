"""Who said stop; read at send time."""

from django.db import models


class Suppression(models.Model):
    address = models.CharField(max_length=254, unique=True)
    since = models.DateTimeField(auto_now_add=True)
    source = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.address
