"""A permission with its proof: who, when, which words, from where. The newest row counts."""

from django.db import models

from .customer import Customer


class Consent(models.Model):
    class Purpose(models.TextChoices):
        GREETING = "greeting", "Greet me by name at the door"
        NEWS = "news", "News and offers"
        ALERTS = "alerts", "New stones for her searches"

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    channel = models.CharField(max_length=8, blank=True)
    granted = models.BooleanField()
    wording = models.CharField(max_length=300)
    source = models.CharField(max_length=80)
    actor = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["customer", "purpose", "at"])]

    def __str__(self) -> str:
        return f"{self.purpose}: {'yes' if self.granted else 'no'}"
