from django.db import models


class Link(models.Model):
    """Voice ↔ shop, with what it rests on.

    States: `sure` (counted), `unsure` (waits for the moderator), `confirmed` (by the moderator, counted),
    `put_aside` (by the shop: off its desk at once, still counted and shown as disputed until confirmed), `removed`,
    `unheard` (the ear no longer finds it since a lesson; kept so that undoing the lesson finds the voice again).
    """

    voice = models.ForeignKey("voices.Voice", on_delete=models.CASCADE, related_name="links")
    shop = models.ForeignKey("shops.Shop", on_delete=models.CASCADE, related_name="+")
    probability = models.FloatField()
    evidence = models.JSONField(default=list)                      # [{kind, text, start, end}, …]
    doubts = models.JSONField(default=list, help_text="what makes it doubtful, in the words of the ear")   # [word, …]
    state = models.CharField(max_length=10, default="sure")
    written_at = models.DateTimeField(help_text="copied from the voice: the desk reads by (shop, time)")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["voice", "shop"], name="link_once")]
        indexes = [
            models.Index(fields=["shop", "-written_at"], name="link_by_shop"),
            models.Index(fields=["state", "-written_at"], condition=models.Q(state="unsure"), name="link_unsure"),
        ]
