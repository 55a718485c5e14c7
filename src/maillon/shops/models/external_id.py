from django.db import models


class ExternalId(models.Model):
    """The shop's id in one register (osm, paris, siret …): what makes a re-import find it again."""

    shop = models.ForeignKey("shops.Shop", on_delete=models.CASCADE, related_name="external_ids")
    town = models.ForeignKey("territory.Town", on_delete=models.CASCADE, related_name="+")
    register = models.CharField(max_length=40)
    external_id = models.CharField(max_length=160)
    digest = models.CharField(
        max_length=32, blank=True, help_text="of the row as last seen; empty: only named by another register"
    )
    gone_on = models.DateField(null=True, help_text="the first day on which the register no longer held it")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["town", "register", "external_id"], name="external_id_once")]
