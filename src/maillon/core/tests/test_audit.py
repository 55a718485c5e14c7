import datetime as dt

import pytest
from django.db import transaction

from maillon.core import audit
from maillon.core.models import AuditRow

NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


@pytest.mark.django_db
def test_the_row_stands_with_the_change():
    with transaction.atomic():
        audit.record(action="lamp.lit", object_kind="lamp", object_id=7, by=None, now=NOW, reason="dark")
    row = AuditRow.objects.get()
    assert (row.action, row.object_id, row.by_id, row.reason) == ("lamp.lit", "7", None, "dark")


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_it_is_refused():
    with pytest.raises(RuntimeError):
        audit.record(action="lamp.lit", object_kind="lamp", object_id=7, by=None, now=NOW)
    assert not AuditRow.objects.exists()
