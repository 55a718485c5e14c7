"""The storm: a portal that is served, fed from files and through the square, and killed piece by piece.

    python -m tests.kill.storm KILLS SEED

Prints one JSON object at the end. Its environment names an empty data folder, a port and a database.
"""
from __future__ import annotations

import datetime as dt
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillon.site.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django_q.models import Failure, OrmQ  # noqa: E402

from maillon.shops.models import Shop  # noqa: E402
from maillon.shops.public import import_shops, read_shops  # noqa: E402
from maillon.territory.public import import_zones, make_town, read_zones  # noqa: E402
from maillon.voices import ear  # noqa: E402
from maillon.voices.models import Post, Voice  # noqa: E402
from maillon.voices.public import differences, set_up_sample  # noqa: E402

from .portal import Feeder, Served  # noqa: E402

BACKLOG, FILE = 1_500, 700
PATIENCE = 120.0


class Storm:
    def __init__(self, kills: int, seed: str) -> None:
        self.chance = random.Random(seed)
        self.kills = kills
        self.done: Counter[str] = Counter()
        self.expected = 0
        self.town = self._town()
        self.names = list(Shop.objects.values_list("name", flat=True)[:400])
        self.served = Served(settings.DATA_DIR / "serve.log")
        self.feeder = Feeder(f"http://localhost:{settings.PORT}/sample/square/")

    def _town(self) -> int:
        now = dt.datetime.now(dt.UTC)
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        town = make_town(slug="storm", name="Storm", by=None, now=now)
        import_zones(town_id=town, rows=read_zones(settings.SAMPLE_DIR / "zones.geojson"), file_name="", by=None, now=now)
        import_shops(town_id=town, register="sample", rows=read_shops(settings.SAMPLE_DIR / "shops.geojson"), file_name="",
                     by=None, now=now)
        return town

    def run(self) -> dict[str, Any]:
        self._feed()
        self.served.start()
        self.feeder.start()
        self._until(lambda: self.feeder.accepted)
        while sum(self.done.values()) < self.kills:
            self._feed()
            if self.chance.random() < 0.6:          # at work again; else: killed while it starts
                read = Post.objects.filter(state="read").count()
                self._until(lambda: Post.objects.filter(state="read").count() > read, 20)  # noqa: B023
            time.sleep(self.chance.uniform(0.0, 0.8))
            self.done[self.served.kill_one(self.chance)] += 1
        accepted = len(self.feeder.accepted)
        self._until(lambda: len(self.feeder.accepted) > accepted)
        self.feeder.stop()
        calm = self._until(self._calm)
        left = self.served.stop()
        return self._told() | {"calm": calm, "left_processes": left, "kills": dict(self.done)}

    def _feed(self) -> None:
        """Keep the ear at work: another file when little is left."""
        if self.expected - Post.objects.exclude(source__kind="square").exclude(state="new").count() > BACKLOG:
            return
        path = Path(settings.DATA_DIR) / f"posts-{self.expected}.jsonl"
        with path.open("w") as out:
            for n in range(FILE):
                out.write(json.dumps(self._post(self.expected + n)) + "\n")
        self.expected += FILE
        set_up_sample(town_id=self.town, now=dt.datetime.now(dt.UTC), path=str(path), name=path.stem)

    def _post(self, number: int) -> dict[str, Any]:
        word = "".join(self.chance.choice("bdfglmnprst") + self.chance.choice("aeiou") for _ in range(4))
        text = self.chance.choice([
            f"{self.chance.choice(self.names)} : {word} super !", f"Trop cher chez {self.chance.choice(self.names)}, {word}",
            f"{word} {word}", f"Merci {self.chance.choice(self.names)} {word}", "Le trottoir de la rue des Pyrénées est sale"])
        return {"id": f"post-{number}", "text": text, "author": self.chance.choice(["", f"a{number}", "Zoé"]), "lang": "fr",
                "minutes_ago": self.chance.randrange(43_000), "source": "mastodon"}

    def _until(self, condition: Callable[[], object], seconds: float = PATIENCE) -> bool:
        """Wait for it; whether it came true in time."""
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        return True

    def _calm(self) -> bool:
        """Whether everything is stored and read and nothing lies in the queue."""
        return (Post.objects.exclude(source__kind="square").count() == self.expected
                and not Post.objects.filter(state="new").exists() and not OrmQ.objects.exists())

    def _told(self) -> dict[str, Any]:
        square = Counter(Post.objects.filter(source__kind="square").values_list("text", flat=True))
        return {
            "posts": Post.objects.count(), "expected_of_files": self.expected, "square_stored": square.total(),
            "square_accepted": len(self.feeder.accepted),
            "square_lost": [text for text in self.feeder.accepted if text not in square],
            "square_twice": [text for text, n in square.items() if n > 1],
            "unread": Post.objects.filter(state="new").count(), "aside": Post.objects.filter(state="aside").count(),
            "speaking": self._speaking(), "in_a_voice": Post.objects.exclude(voice=None).count(),
            "leading": Post.objects.filter(leads=True).count(), "voices": Voice.objects.count(),
            "copies": sum(Voice.objects.values_list("copies", flat=True)),
            "wrong_counters": [str(each) for each in differences(self.town).items()][:20],
            "set_aside": Failure.objects.count()}

    def _speaking(self) -> int:
        """How many posts speak of the town, heard once more in one calm process."""
        posts = list(Post.objects.order_by("pk"))
        return sum(hearing.speaks for start in range(0, len(posts), 500)
                   for _, hearing in ear.hear(self.town, posts[start:start + 500])[0])


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    print(json.dumps(Storm(int(sys.argv[1]), sys.argv[2]).run()))
