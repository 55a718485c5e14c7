"""Language, stance, kind, aspects and safety on plain sentences of each language."""

from __future__ import annotations

import pytest

from maillon.listening.public import Heard, PostEntry, listen
from maillon.listening.tests.town import gazetteer

TOWN = gazetteer()


def heard(text: str) -> Heard:
    return listen([PostEntry("p", text)], TOWN)[0]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The bread was excellent and the staff were so kind, I recommend it"),
        ("fr", "Le pain était excellent et le personnel adorable, je recommande"),
        ("nl", "Het brood was heerlijk en het personeel heel vriendelijk, een aanrader"),
        ("nb", "Brødet var nydelig og betjeningen veldig hyggelig, anbefales"),
        ("pl", "Chleb był pyszny, a obsługa bardzo miła, polecam"),
        ("de", "Das Brot war lecker und das Personal sehr freundlich, nur zu empfehlen"),
        ("es", "El pan estaba delicioso y el personal muy amable, lo recomiendo"),
        ("it", "Il pane era buonissimo e il personale molto gentile, lo consiglio"),
        ("ja", "パンがとても美味しくて、店員さんも親切でした。おすすめです"),
        ("ko", "빵이 정말 맛있고 직원도 친절해요. 추천합니다"),
    ],
)
def test_praise_in_ten_languages(lang: str, text: str) -> None:
    found = heard(text)
    assert (found.lang, found.stance, found.kind) == (lang, "up", "recommendation")
    assert {"product", "service"} <= {a.aspect for a in found.aspects}
    assert found.stance_words
    assert not found.safety


@pytest.mark.parametrize(
    "text",
    [
        "The soup was cold, the waiter rude, I want a refund, never again",
        "La soupe était froide, le serveur impoli, je demande un remboursement, plus jamais",
        "De soep was koud, de ober onbeleefd, ik wil mijn geld terug, nooit meer",
        "Suppa var kald, kelneren uhøflig, jeg vil ha pengene tilbake, aldri mer",
        "Zupa była zimna, kelner niegrzeczny, żądam zwrotu pieniędzy, nigdy więcej",
        "Die Suppe war kalt, der Kellner unfreundlich, ich will mein Geld zurück, nie wieder",
        "La sopa estaba fría, el camarero maleducado, quiero el reembolso, nunca más",
        "La zuppa era fredda, il cameriere maleducato, voglio il rimborso, mai più",
        "スープは冷めていて店員は失礼、返金してほしい。二度と行きません",
        "국은 식어서 나왔고 직원은 불친절, 환불해 주세요. 다시는 안 가요",
    ],
)
def test_a_complaint_in_ten_languages(text: str) -> None:
    found = heard(text)
    assert (found.stance, found.kind) == ("down", "complaint")
    assert found.kind_words


@pytest.mark.parametrize(
    "text",
    [
        "Does anyone know if they are open on Sunday?",
        "Quelqu'un sait s'ils ouvrent le dimanche ?",
        "Weet iemand of ze zondag open zijn?",
        "Vet noen om de har åpent på søndag?",
        "Czy ktoś wie, czy otwarte w niedzielę?",
        "Weiß jemand, ob die sonntags offen haben?",
        "¿Alguien sabe si abren el domingo?",
        "Qualcuno sa se sono aperti la domenica?",
        "日曜は開いていますか？",
        "일요일에 여나요?",
    ],
)
def test_a_question_has_no_stance(text: str) -> None:
    found = heard(text)
    assert (found.kind, found.stance) == ("question", "none")


@pytest.mark.parametrize(
    "text",
    [
        "If you are a light sleeper the rooms at the back are quieter",
        "Si vous venez à deux, la table du fond a la meilleure lumière",
        "Wenn ihr mit Kindern kommt, hinten gibt es einen Wickeltisch",
        "Hvis dere kommer med barn, er bakdøra nærmest",
        "Se venite in treno, l'uscita dietro è più vicina",
    ],
)
def test_a_condition_set_before_others_is_a_tip(text: str) -> None:
    assert heard(text).kind == "suggestion"


def test_negation_turns_praise() -> None:
    assert heard("The bread is not good and the staff are never friendly").stance == "down"
    assert heard("Le pain n'est pas bon du tout").stance == "down"
    assert heard("パンは美味しくない").stance == "down"


@pytest.mark.parametrize(
    "text",
    [
        "There was a strong smell of gas in the shop",
        "L'issue de secours est bloquée par des cartons",
        "Mijn zoon heeft een allergie en kreeg toch noten",
        "Røyk fra kjøkkenet og ingen nødutgang",
        "Utknęliśmy w windzie na godzinę",
        "Meine Mutter ist auf der nassen Stufe gestürzt, Krankenwagen",
        "Una señora se cayó en la escalera y llegó la ambulancia",
        "Odore di gas vicino alla cucina, attenzione",
        "エレベーターに閉じ込められました",
        "가스 냄새가 심하게 나요",
    ],
)
def test_danger_is_heard(text: str) -> None:
    found = heard(text)
    assert found.safety
    assert found.safety_words


def test_an_advert_of_the_shop_itself_has_no_stance() -> None:
    found = listen([PostEntry("p", "Notre nouvelle carte est excellente, réservez !", author="@zephyrin@sample.invalid")], TOWN)[
        0
    ]
    assert (found.kind, found.stance, found.subject) == ("other", "none", "shop")


@pytest.mark.parametrize(
    "text",
    [
        "The tulips from this shop lasted sixteen days. Sixteen.",
        "Deux mois que mes bottes ressemelées tiennent sous la pluie",
        "Ze kennen hier iedere klant bij naam",
        "Kurtka po naprawie wygląda lepiej niż w dniu zakupu",
        "三個も食べました",
    ],
)
def test_a_post_without_a_word_of_blame_is_no_complaint(text: str) -> None:
    found = heard(text)
    assert found.stance != "down"
    assert found.kind != "complaint"


def test_a_complaint_is_never_praise() -> None:
    found = heard("Excellent bread, wonderful staff, lovely room, I complained about nothing, delicious cake")
    assert found.stance == "up"
    assert found.kind != "complaint"


@pytest.mark.parametrize(
    "text",
    [
        "The bread is delicious but the staff are rude",
        "Le pain est délicieux mais le serveur est impoli",
        "Het brood is heerlijk maar de ober is onbeleefd",
        "Brødet er nydelig men kelneren er uhøflig",
        "Chleb jest pyszny, ale kelner jest niegrzeczny",
        "Das Brot ist lecker, aber der Kellner ist unfreundlich",
        "El pan está delicioso pero el camarero es maleducado",
        "Il pane è squisito ma il cameriere è maleducato",
        "パンは美味しいけど店員は失礼",
        "빵은 맛있지만 직원이 불친절해요",
    ],
)
def test_praise_and_blame_on_either_side_of_but_is_mixed(text: str) -> None:
    assert heard(text).stance == "mixed"
