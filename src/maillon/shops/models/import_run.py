from django.db import models


class ImportRun(models.Model):
    """One import of a register: who, what, how many, and the rows it refused with their numbers."""

    class State(models.TextChoices):
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    town = models.ForeignKey("territory.Town", on_delete=models.CASCADE, related_name="+")
    register = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL, related_name="+")


class ImportRejection(models.Model):
    """A row that was refused, or taken with something left out or mended (`kept`). Its sentence is in `reason`."""

    run = models.ForeignKey("shops.ImportRun", on_delete=models.CASCADE, related_name="rejections")
    row = models.PositiveIntegerField(help_text="row or feature number in the file, from 1")
    ref = models.CharField(max_length=160, blank=True, help_text="the row's id in the register, where known")
    reason = models.CharField(max_length=40, help_text="key of the sentence; its details are in `args`")
    args = models.JSONField(default=dict)
    kept = models.BooleanField(default=False)
