"""« Signaler une erreur »: a prepared mail on every page, which says where, and no answer."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.live_sheet import answers, each_published, open_live, write

pytestmark = pytest.mark.browser


def mail(address: str) -> tuple[str, list[str]]:
    parts = urlsplit(address)
    assert (parts.scheme, parts.path) == ("mailto", "contact@presence.example")
    fields = parse_qs(parts.query)
    return fields["subject"][0], fields["body"][0].split("\r\n")


def test_every_page_has_a_prepared_mail(site_pages, subtests):
    for name, page in site_pages.items():
        with subtests.test(page=name):
            [link] = page.select("a[data-report]")
            subject, lines = mail(link["href"])
            assert link.get_text(strip=True) == "Signaler une erreur"
            assert subject.startswith("Présence, une erreur\u00a0: ")
            address = name.removesuffix("index.html") if name != "404.html" else ""
            assert f"Page\u00a0: https://presence.example/{address}" in lines
            form = page.select_one("form[data-worksheet]")
            sheet = name.startswith("fiches/") and form is not None
            assert any(line.startswith("Fiche\u00a0: ") for line in lines) == sheet
            assert ("Question\u00a0: aucune en particulier" in lines) == sheet
            if sheet:
                assert f"Fiche\u00a0: {form['data-worksheet']} · version\u00a0{form['data-version']}" in lines


@each_published
def test_mail_says_the_question_chosen_last_and_no_answer(definition, open_page):
    page = open_live(open_page, f"fiches/{definition.id}/")
    text = next((field for field in definition.fields() if field.kind in ("text", "longtext")), None)
    if text:
        write(page, {text.id: "Réponse secrète"})
    told = page.evaluate(
        """() => [...document.querySelectorAll("form[data-worksheet] :is(.field, td[data-code]) :is(input, textarea, select)")]
          .filter((control) => control.name && control.checkVisibility()).slice(0, 40).map((control) => {
            control.focus()
            return [control.name, document.querySelector("a[data-report]").getAttribute("href")]
          })"""
    )
    assert told
    for name, address in told:
        parts = name.split("__")
        field = definition.field(parts[0])
        expected = field.column(parts[2]).code if len(parts) == 3 else field.code
        _, lines = mail(address)
        assert f"Question\u00a0: {expected}" in lines
        assert "secrète" not in " ".join(lines)
    assert not text or answers(page)[text.id] == "Réponse secrète"
