from django.db import models


class Tuning(models.Model):
    """One run of `maillon learn` in one town. Of those accepted and not taken back, the newest stands.

    `moved` are differences from the weights of the release (log-odds); `threshold` null: that of the release.
    """

    town = models.ForeignKey("territory.Town", on_delete=models.CASCADE, related_name="+")
    verdict = models.CharField(max_length=10)                      # accepted, refused
    moved = models.JSONField(default=dict)
    threshold = models.FloatField(null=True)
    report = models.JSONField(default=dict, help_text="before and after, as the command told")
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL, related_name="+",
                           help_text="null: the command line")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["town", "-at"], name="tuning_by_time")]
