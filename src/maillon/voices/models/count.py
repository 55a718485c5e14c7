from django.db import models


class Count(models.Model):
    """A counter per day, written in the same transaction as what it counts.

    `scope` is shop, street, zone or town; `measure` is `voices`, `stance:up`, `kind:complaint`, `aspect:price:down`,
    `safety` …  Rows of 0 may stand.
    """

    town = models.ForeignKey("territory.Town", on_delete=models.CASCADE, related_name="+")
    scope = models.CharField(max_length=6)
    ref_id = models.BigIntegerField()
    day = models.DateField()
    measure = models.CharField(max_length=30)
    n = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "ref_id", "day", "measure"], name="count_once"),
        ]
        indexes = [models.Index(fields=["town", "scope", "day"], name="count_by_town_day")]
