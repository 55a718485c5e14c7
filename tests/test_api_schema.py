"""Schemathesis asks the API whatever its document allows, and what it does not, of the sample town. Every answer must be one
that the document tells, and every quotation must stand where it says."""
from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection

from maillon.core import clock
from maillon.site import api, scenes
from maillon.voices import gazetteers
from maillon.voices.models import Link
from tests.test_api import ask, quotations, stand

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def sample_town(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> list[str]:
    """The sample town as `maillon scene sample` makes it; ids of shops that are spoken of. Nobody counts who asks."""
    monkeypatch.setattr(api.ByAddress, "allow_request", lambda self, request: True)
    settings.DATA_DIR = tmp_path            # another test's town may have borne the same number
    monkeypatch.setattr(gazetteers, "_held", OrderedDict())
    scenes.sample(clock.now())
    return sorted(set(Link.objects.filter(state="sure").values_list("shop__public_id", flat=True)))


def test_every_answer_is_one_that_the_document_tells(sample_town: list[str]) -> None:
    document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    asked = 0
    for found in document.get_all_operations():
        operation = found.ok()
        for mode in GenerationMode:
            asked += _ask(operation, mode, sample_town)
    assert asked > 200


def _ask(operation: Any, mode: GenerationMode, shops: list[str]) -> int:
    asked = [0]

    @effort(max_examples=40, deadline=None, derandomize=True, database=None,
              suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
    @given(case=operation.as_strategy(generation_mode=mode), shop=st.sampled_from(shops), real=st.booleans())
    def every(case: Any, shop: str, real: bool) -> None:
        places = {"shop_id": shop, "town": scenes.SLUG}
        if real and case.path_parameters:
            case.path_parameters = {name: places[name] for name in case.path_parameters}
        answer = case.call(headers={"Accept-Encoding": "identity"})
        asked[0] += 1
        assert answer.status_code in ({200, 404} if mode is GenerationMode.POSITIVE else {200, 404, 405, 422}), answer.text
        case.validate_response(answer, excluded_checks=[negative_data_rejection])     # what it does not know is ignored

    every()
    return asked[0]


def test_every_quotation_of_the_sample_town_stands_where_it_says(sample_town: list[str]) -> None:
    read = 0
    for shop in sample_town[:150]:
        for voice in ask(f"shops/{shop}/voices?limit=200&lang=fr")["voices"]:
            assert stand(voice) and voice["link"]["because"] and voice["reading"]["because"], voice
            read += len([words for words in quotations(voice) if words["start"] is not None])
    assert read > 1000
