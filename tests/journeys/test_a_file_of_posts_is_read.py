"""An export of another tool, as such files are: byte order mark, semicolons, broken rows, a formula, 10,000 hashtags."""
import re
from collections.abc import Callable

from playwright.sync_api import FilePayload, Page, expect

from .steps import FOURNIL, TOWN, become, public_page_of, reload_until, shop_id, voice

SCENE = "shops"
ROWS = [
    "Avis;Publié le;Auteur;Adresse",
    '"Fournil Pruneau, rue de Ménilmontant : la meilleure tarte du quartier ; j\'y retourne";2026-11-01 10:30;Zoé;https://avis.example/1',
    ";2026-11-02 11:00;Personne;https://avis.example/2",
    "=HYPERLINK(\"https://evil.example\") Fournil Pruneau rue de Ménilmontant est bien;2026-11-03 09:00;=1+1;https://avis.example/3",
    "Fournil Pruneau, rue de Ménilmontant, quel accueil;pas une date;Max;https://avis.example/4",
    "Fournil Pruneau rue de Ménilmontant " + " ".join(f"#miam{n}" for n in range(10_000)) + ";2026-11-04 08:00;Tag;https://avis.example/5",
]
FILE: FilePayload = {"name": "avis.csv", "mimeType": "text/csv", "buffer": b"\xef\xbb\xbf" + "\r\n".join(ROWS).encode()}


def test_a_file_of_posts_is_read(visit: Callable[..., Page]) -> None:
    dario, ada = visit(), visit()
    become(dario, "Dario")
    dario.goto(f"/town/{TOWN}/sources/")
    dario.get_by_label("File", exact=True).set_input_files(FILE)
    dario.get_by_role("button", name="Look into it").click()
    expect(dario.get_by_role("heading", name="Which column is what?")).to_be_visible()

    dario.get_by_label("The text").select_option("Avis")
    dario.get_by_label("Written when").select_option("Publié le")
    dario.get_by_label(re.compile("^Author")).select_option("Auteur")
    dario.get_by_role("button", name="Show again").click()
    expect(dario.locator("main")).to_contain_text("UTF-8")
    expect(dario.get_by_role("table")).to_contain_text("la meilleure tarte du quartier ; j'y retourne")
    expect(dario.get_by_role("table")).to_contain_text("Nov 1, 2026")
    refused = dario.get_by_role("heading", name="Rows that cannot come in").locator("xpath=..")
    expect(refused.get_by_role("listitem")).to_have_count(2)
    expect(refused).to_contain_text("pas une date")
    expect(dario.locator(".pagehead")).to_contain_text("3 posts would come in, 2 rows would not")
    become(ada, "Ada")                                              # tried only: nothing has come in
    expect(ada.get_by_text("Nobody has spoken of you yet")).to_be_visible()

    dario.get_by_role("button", name="Start listening").click()
    expect(dario.get_by_text("It is being read now.")).to_be_visible()
    desk = f"/desk/{shop_id(public_page_of(dario))}/?show=all"
    ada.goto(desk)
    reload_until(ada, voice(ada, "tarte du quartier").first)
    expect(voice(ada, "=HYPERLINK").first).to_be_visible()          # shown as it was written, never run
    expect(ada.get_by_role("link", name=re.compile("HYPERLINK"))).to_have_count(0)
    reload_until(ada, voice(ada, "#miam0").first)
    assert ada.evaluate("document.documentElement.scrollWidth <= innerWidth")

    dario.goto(f"/town/{TOWN}/sources/")
    listed = dario.locator("main li", has_text="avis.csv").first
    expect(listed).to_contain_text("3 posts")
    expect(listed).to_contain_text("2 rows refused")

    dario.get_by_label("File", exact=True).set_input_files(FILE)    # the same file again: known, counted once
    dario.get_by_label("What to call it").fill("once more")
    dario.get_by_role("button", name="Look into it").click()
    expect(dario.get_by_role("heading", level=1)).to_have_text("once more")


def test_what_is_no_table_is_refused_in_words(page: Page) -> None:
    become(page, "Dario")
    page.goto(f"/town/{TOWN}/sources/")
    photo: FilePayload = {"name": "photo.csv", "mimeType": "text/csv", "buffer": bytes(range(256)) * 40}
    page.get_by_label("File", exact=True).set_input_files(photo)
    page.get_by_role("button", name="Look into it").click()
    expect(page.locator(".err")).to_be_visible()
    page.get_by_label("File", exact=True).set_input_files({"name": "empty.csv", "mimeType": "text/csv", "buffer": b""})
    page.get_by_role("button", name="Look into it").click()
    expect(page.locator(".err")).to_be_visible()
    page.goto(f"/en/{TOWN}/search/?q={FOURNIL}")                    # and nothing is broken
    expect(page.locator("main .found a").first).to_be_visible()
