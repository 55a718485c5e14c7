from django.db import models


class Turn(models.Model):
    """One row a town: whoever writes voices or counters of the town locks it first, so that writers go one by one.

    It makes copies that arrive in two batches at once one voice, and no two writers can wait for each other. The ear's
    work is done before, outside the turn.
    """

    town = models.OneToOneField("territory.Town", on_delete=models.CASCADE, related_name="+")
