"""What every refusal looks like."""

from rest_framework import serializers


class Problem(serializers.Serializer):
    code = serializers.CharField(help_text="Stable, for machines: `insufficient_stock`.")
    message = serializers.CharField(help_text="One sentence, for people.")
    details = serializers.DictField(help_text="What it is about, for instance `lines`.")


class Error(serializers.Serializer):
    error = Problem()
