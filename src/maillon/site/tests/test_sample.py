"""The doors of the sample town, and that only a sample town has them."""
import os
import re
import subprocess
import sys
from dataclasses import replace
from email.message import EmailMessage

import pytest
from django.core import mail
from django.core.mail.backends.filebased import EmailBackend
from django.urls import reverse

from maillon.accounts.models import Person, Role
from maillon.core.models import AuditRow
from maillon.site.sample import mailbox, square
from maillon.site.sample.cast import CAST, make_cast
from maillon.voices.public import square_posts
from tests.factories import TownFactory
from tests.factories.people import THEN

CODE = re.compile(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", re.M)


def test_production_has_none_of_them(tmp_path):
    paths = [reverse(name) for name in ("sample", "sample-sign-in", "sample-mail", "square", "square-posts")]
    code = ("import django; django.setup(); from django.urls import resolve, Resolver404\n"
            f"for path in {paths!r}:\n    try: resolve(path)\n    except Resolver404: print('none')")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={
        **{key: value for key, value in os.environ.items() if not key.startswith(("MAILLON_", "DATABASE_URL"))},
        "DJANGO_SETTINGS_MODULE": "maillon.site.settings", "MAILLON_MODE": "production",
        "MAILLON_DATA_DIR": str(tmp_path),
        "MAILLON_PUBLIC_URL": "https://town.example", "MAILLON_HOSTS": "town.example", "EMAIL_URL": "smtp://localhost:25",
        "MAILLON_MAIL_FROM": "town@town.example", "MAILLON_TESTING": "1"}, check=False)
    assert done.stdout.split() == ["none"] * len(paths), done.stderr[-2000:]


@pytest.mark.django_db
@pytest.mark.parametrize("part", CAST, ids=lambda part: part.key)
def test_one_tap(cast, part):
    client = cast.client("nobody")
    assert f"Sign in as {part.name}" in client.get("/sample/").content.decode()
    answer = client.post("/sample/sign-in/", {"who": part.key})
    assert answer.status_code == 302
    assert client.get("/me/").status_code == 200
    assert Person.objects.get(pk=client.session["_auth_user_id"]).email == part.email
    assert client.get(answer["Location"]).status_code in {200, 302}


@pytest.mark.django_db
def test_one_tap_keeps_the_visitors_language_and_leaves_that_of_the_account(cast):
    Person.objects.filter(email="ada@sample.invalid").update(language="fr")
    english, french = cast.client("nobody"), cast.client("nobody")
    desk = f"/desk/{cast.shop.public_id}/"
    for client, tongue in ((french, "fr"), (english, "en")):
        client.post("/sample/sign-in/", {"who": "ada"}, headers={"accept-language": tongue})
    for client, tongue in ((french, "fr"), (english, "en")):
        assert f'<html lang="{tongue}"' in client.get(desk).content.decode()
    assert cast.ada.language == "fr"
    english.post("/me/", {"name": "Ada", "language": "fr"})           # one's own page still decides
    assert '<html lang="fr"' in english.get(desk).content.decode()


@pytest.mark.django_db
def test_the_door_promises_only_what_is_there(cast, client):
    assert "keeps the Fournil Pruneau" in client.get("/sample/").content.decode()
    cast.shop.name = "Another"
    cast.shop.save()
    page = client.get("/sample/").content.decode()
    assert "keeps Another" in page and "Fournil" not in page
    Role.objects.filter(person=cast.ada).delete()
    page = client.get("/sample/").content.decode()
    assert "has no place here yet" in page and "keeps " not in page


@pytest.mark.django_db
def test_a_desk_and_a_dashboard_lead_to_the_other_languages(cast):
    for who, path in (("ada", f"/desk/{cast.shop.public_id}/"), ("dario", f"/town/{cast.town.slug}/"),
                      ("dario", f"/town/{cast.town.slug}/people/")):
        assert re.search(r'href="/language/\?to=fr', cast.client(who).get(path).content.decode()), path


@pytest.mark.django_db
def test_only_the_cast_can_be_tapped(cast):
    Person.objects.create(email="somebody@town.example")
    client = cast.client("nobody")
    assert client.post("/sample/sign-in/", {"who": "somebody"}).status_code == 404
    assert client.get("/sample/sign-in/").status_code == 405
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_the_cast_comes_once():
    town = TownFactory()
    first = make_cast(town_id=town.pk, now=THEN)
    rows = (Role.objects.count(), AuditRow.objects.count())
    assert make_cast(town_id=town.pk, now=THEN) == first
    assert (Role.objects.count(), AuditRow.objects.count()) == rows
    assert Person.objects.count() == len(CAST) == 8


@pytest.mark.django_db
def test_the_code_can_be_read_in_the_mail_reader(settings, tmp_path, client):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = settings.MAIL_DIR = str(tmp_path)
    client.post(reverse("account_login"), {"email": "new@sample.invalid"})
    page = client.get("/sample/mail/?to=new@").content.decode()
    code = CODE.search(page)
    assert code
    answer = client.post(reverse("account_confirm_login_code"), {"code": code[0]})
    assert answer["Location"] == "/me/"


def written(tmp_path, *messages):
    backend = EmailBackend(file_path=str(tmp_path))
    backend.send_messages(list(messages))


def test_several_letters_of_one_connection(tmp_path):
    written(tmp_path, mail.EmailMessage("One", "a\n" + "-" * 79 + "\nb", to=["x@sample.invalid"]),
            mail.EmailMessage("Zwei ü", "été 日本", to=["y@sample.invalid"]))
    found = mailbox.letters(tmp_path)
    assert [letter.subject for letter in found] == ["Zwei ü", "One"]
    assert found[0].text.strip() == "été 日本"
    assert found[1].text.strip().endswith("b")
    assert [letter.subject for letter in mailbox.letters(tmp_path, to="X@")] == ["One"]
    assert mailbox.letters(tmp_path, limit=1) == found[:1]


def test_html_of_a_letter_is_cleaned(tmp_path):
    message = mail.EmailMultiAlternatives("H", "plain", to=["x@sample.invalid"],
                                          headers={"List-Unsubscribe": "<https://t.example/u/1/>"})
    message.attach_alternative('<p onclick="x()">Hi <img src=x onerror=alert(1)><script>alert(1)</script>'
                               '<a href="javascript:x()">a</a><form><input></form></p>', "text/html")
    written(tmp_path, message)
    [letter] = mailbox.letters(tmp_path)
    assert letter.unsubscribe == "https://t.example/u/1/"
    for bad in ("onclick", "<img", "script", "javascript", "<form", "<input"):
        assert bad not in letter.html
    assert "Hi" in letter.html


@pytest.mark.django_db
def test_a_letter_cannot_break_out_of_its_frame(settings, tmp_path, client):
    settings.MAIL_DIR = str(tmp_path)
    message = mail.EmailMultiAlternatives("</iframe><script>alert(1)</script>", "<script>alert(2)</script>",
                                          to=["x@sample.invalid"])
    message.attach_alternative('<p title="&quot;><script>alert(3)</script>">"\'></iframe></p>', "text/html")
    written(tmp_path, message)
    page = client.get("/sample/mail/").content.decode()
    assert "<script>alert" not in page
    assert page.count("<iframe") == page.count("</iframe>") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("date", ["3 Jul 2026 23:30:00 +0000", "3 Jul 2026 23:30:00 -0000", "4 Jul 2026 01:30:00 +0200"])
def test_letters_are_dated_as_the_clocks_of_the_town_are(settings, tmp_path, cast, date):
    settings.MAIL_DIR = str(tmp_path)
    (tmp_path / "a.log").write_text(f"Subject: Late\nTo: x@sample.invalid\nDate: {date}\n\nHello\n")
    page = cast.client("nobody").get("/sample/mail/", headers={"accept-language": "en"}).content.decode()
    assert "Jul 4, 2026" in page and "1:30\u202fAM" in page


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00", b"no header at all",
                                 b"Content-Type: text/plain; charset=klingon\nSubject: x\n\n\xff",
                                 b"Subject: =?utf-8?b?!!!?=\nTo: <\n\nx"])
def test_what_is_no_letter_breaks_nothing(tmp_path, raw):
    (tmp_path / "a.log").write_bytes(raw)
    assert len(mailbox.letters(tmp_path)) <= 1


def test_a_letter_without_a_body():
    message = EmailMessage()
    message["To"] = "x@sample.invalid"
    letter = mailbox.read(message.as_bytes())
    assert letter and letter.text == letter.html == ""


@pytest.mark.django_db
def test_a_post_on_the_square_is_named_in_the_readers_language_and_prints_forwards(cast, client):
    french = {"accept-language": "fr"}
    client.post("/sample/square/", {"text": "Un mot \u202eà l'envers", "author": "A\u202eb"}, headers=french)
    client.post("/sample/square/", {"text": "Un autre"}, headers=french)
    page = client.get("/sample/square/posts/", headers=french).content.decode()
    assert "\u202e" not in page and "<bdi>Ab</bdi>, la place" in page
    assert "passer-by" not in page and "square," not in page


@pytest.mark.django_db
def test_the_square_names_a_danger_and_a_passer_by_is_nobody(cast, monkeypatch):
    client = cast.client("nobody")
    assert client.post("/sample/square/", {"text": "Fire at the bakery!"}).status_code == 302
    assert [post.author for post in square_posts(cast.town.pk)] == [""]
    [post] = square_posts(cast.town.pk)
    monkeypatch.setattr(square, "heard", lambda town: [replace(post, state="read", danger=True, stance="down")])
    said = client.get("/sample/square/posts/").content.decode()
    assert "a passer-by" in said and re.search(r"badge against.*danger", said) and "it counts nowhere" in said
    monkeypatch.setattr(square, "heard", lambda town: [replace(post, state="read", counts=True, place="Mill Street")])
    assert "it counts for this place: Mill Street" in client.get("/sample/square/posts/").content.decode()
