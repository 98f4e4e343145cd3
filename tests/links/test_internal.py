"""The checker of a built site, on the smallest sites that show one thing each."""

import json
from pathlib import Path

import pytest

from macros.links.findings import Fault, Finding
from macros.links.internal import check_site, main

REGISTERED = frozenset({"https://www.cnil.fr/", "https://archive.example.org/cnil/"})
SITE_URL = "https://presence.example/"
LOST_FILE = '[{"id": "a", "url": "fiches/a/", "files": [{"path": "telechargements/b.pdf"}]}]'
HOME = '<nav><a href="fiches/a/">A</a> <a href="fiches/b.html">B</a></nav>'


@pytest.fixture
def site(tmp_path):
    """Return a function that writes a site of three pages, one image and what it is given, and returns its folder."""

    def write(files: dict[str, str]) -> Path:
        sound = {
            "index.html": HOME,
            "fiches/a/index.html": '<h2 id="but">But</h2><h2 id="équipe">Équipe</h2><a name="ancien"></a>',
            "fiches/b.html": '<a href="a/#but">A</a>',
            "images/Plan.svg": '<svg xmlns="http://www.w3.org/2000/svg"><g id="centre"/></svg>',
            "telechargements/a.pdf": "%PDF",
        }
        for name, text in {**sound, **files}.items():
            path = tmp_path / "site" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path / "site"

    return write


def check(root: Path, **options) -> list[Finding]:
    return check_site(root, REGISTERED, site_url=options.pop("site_url", SITE_URL), **options)


@pytest.mark.parametrize(
    "html",
    [
        '<a href="a/">x</a>',
        '<a href="./a/?imprimer=1#but">x</a>',
        '<a href="../fiches/a/index.html">x</a>',
        '<a href="..">x</a><a href="../">x</a><a href="../.">x</a>',
        '<a href="/fiches/a/#%C3%A9quipe">x</a><a href="a/#équipe">x</a>',
        '<a href="a/#ancien">x</a>',
        '<a href="a/#but:~:text=But">x</a><a href="a/#:~:text=But">x</a>',
        '<a href="#">x</a><a href="#top">x</a><a href="a/#">x</a>',
        '<a href="../telechargements/a.pdf#page=2" download>x</a>',
        '<img src="../images/Plan.svg#centre" alt=""><img src=../images/Plan.svg alt="">',
        '<img srcset="../images/Plan.svg 1x, ../images/Plan.svg?v=2 2x" alt="">',
        '<a href=" a/ ">x</a><a\n  class="a > b"\n  href=\'a/\'>x</a>',
        '<a href="https://www.cnil.fr/">x</a><a href="https://archive.example.org/cnil/">x</a>',
        '<a href="https://presence.example/fiches/a/#but">x</a><link rel="canonical" href="https://presence.example/fiches/b.html">',
        '<a href="mailto:contact@centre.example?subject=Bonjour">x</a><a href="mailto:a@b.example,c@d.example">x</a>',
        '<a href="tel:+1-514-555-0123">x</a>',
        '<img src="data:image/png;base64,AAAA" alt="">',
        '<svg xmlns="http://www.w3.org/2000/svg"><g id="p"/><use href="#p"/><path fill="url(#p)"/></svg>',
        '<label for="n">x</label><input id="n" aria-describedby="d e" list="l"><p id="d"></p><p id="e"></p><datalist id="l"></datalist>',
        '<form id="f"></form><input form="f"><form></form>',
        '<img usemap="#plan" src="../images/Plan.svg" alt=""><map name="plan"></map>',
        '<!-- <a href="nulle-part/">x</a> --><script>"<a href=\'nulle-part/\'>"</script><textarea><a href="nulle-part/"></textarea>',
        '<meta http-equiv="refresh" content="0; url=a/"><meta property="og:title" content="nulle-part/">',
        '<script src="../telechargements/a.pdf"></script>',
        "<style>@import \"../images/Plan.svg\"; /* url(x) */ a { b: url('../images/Plan.svg') }</style>",
        '<a data-href="nulle-part/">x</a><button aria-label="#x">x</button>',
    ],
)
def test_a_sound_address_is_no_fault(site, html):
    assert check(site({"fiches/b.html": html})) == []


@pytest.mark.parametrize(
    ("html", "fault", "suggestion"),
    [
        ('<a href="aa/">x</a>', Fault.MISSING_PAGE, "a/"),
        ('<a href="/fiches/aa/">x</a>', Fault.MISSING_PAGE, "/fiches/a/"),
        ('<a href="c.html">x</a>', Fault.MISSING_PAGE, "b.html"),
        ('<a href="../telechargements/aa.pdf" download>x</a>', Fault.MISSING_FILE, "../telechargements/a.pdf"),
        ('<img src="../images/plan.svg" alt="">', Fault.WRONG_CASE, "../images/Plan.svg"),
        ('<a href="A/">x</a>', Fault.WRONG_CASE, "a/"),
        ('<a href="a/#buts">x</a>', Fault.MISSING_ANCHOR, "a/#but"),
        ('<a href="a/#BUT">x</a>', Fault.MISSING_ANCHOR, "a/#but"),
        ('<h2 id="suite">x</h2><a href="#suit">x</a>', Fault.MISSING_ANCHOR, "#suite"),
        ('<a href="#__codelineno-0-1">x</a>', Fault.MISSING_ANCHOR, ""),
        ('<img src="../images/Plan.svg#center" alt="">', Fault.MISSING_ANCHOR, "../images/Plan.svg#centre"),
        ('<a href="a">x</a>', Fault.NO_SLASH, "a/"),
        ('<a href="../images/">x</a>', Fault.NO_INDEX, ""),
        ('<a href="a.md">x</a>', Fault.UNPUBLISHED_SOURCE, "a/"),
        ('<a href="a/index.md#but">x</a>', Fault.UNPUBLISHED_SOURCE, "a/#but"),
        ('<a href="../../fiches/a/">x</a>', Fault.CLIMB, ""),
        ('<a href="a/../../../fiches/">x</a>', Fault.CLIMB, ""),
        ('<a href="">x</a>', Fault.EMPTY, ""),
        ("<a href>x</a>", Fault.EMPTY, ""),
        ('<img src="..\\images\\Plan.svg" alt="">', Fault.MALFORMED, "../images/Plan.svg"),
        ('<a href="https://[/">x</a>', Fault.MALFORMED, ""),
        ('<a href="mailto:contact.centre.example">x</a>', Fault.BAD_MAIL, "mailto:nom@domaine.example"),
        ('<a href="mailto://contact@centre.example">x</a>', Fault.BAD_MAIL, "mailto:contact@centre.example"),
        ('<a href="mailto:a@b.example;c@d.example">x</a>', Fault.BAD_MAIL, "mailto:a@b.example,c@d.example"),
        ('<a href="tel:514 555-0123">x</a>', Fault.BAD_PHONE, ""),
        ('<a href="tel:0033155501234">x</a>', Fault.BAD_PHONE, "tel:+33155501234"),
        ('<a href="javascript:void(0)">x</a>', Fault.SCRIPT, ""),
        ('<a href="data:text/html,x">x</a>', Fault.DATA, ""),
        ('<a href="htps://www.cnil.fr/">x</a>', Fault.SCHEME, "https"),
        ('<a href="//www.cnil.fr/">x</a>', Fault.NO_SCHEME, "https://www.cnil.fr/"),
        ('<a href="http://localhost:8000/fiches/">x</a>', Fault.LOCAL_HOST, ""),
        ('<a href="http://192.168.1.4/">x</a>', Fault.LOCAL_HOST, ""),
        ('<a href="file:///home/a.pdf">x</a>', Fault.LOCAL_FILE, ""),
        ('<a href="C:\\Documents\\a.pdf">x</a>', Fault.LOCAL_FILE, ""),
        ('<a href="lien:cnil">x</a>', Fault.UNRESOLVED_KEY, ""),
        ('<a href="https://www.cnil.fr">x</a>', Fault.UNREGISTERED, "https://www.cnil.fr/"),
        ('<blockquote cite="https://ailleurs.example/"></blockquote>', Fault.UNREGISTERED, ""),
        ('<link rel="canonical" href="https://www.presence.example/fiches/">', Fault.UNREGISTERED, ""),
        ('<img src="https://www.cnil.fr/" alt="">', Fault.EXTERNAL_RESOURCE, ""),
        ('<link rel="preconnect" href="https://fonts.example/">', Fault.EXTERNAL_RESOURCE, ""),
        ('<p style="background: url(https://fonts.example/a.png)"></p>', Fault.EXTERNAL_RESOURCE, ""),
        ('<p id="x"></p><p id="x"></p>', Fault.DOUBLE_ID, "x-2"),
        ('<label for="nom">x</label><input id="nomm">', Fault.DEAD_REFERENCE, "nomm"),
        ('<p id="d"></p><input aria-describedby="d f">', Fault.DEAD_REFERENCE, ""),
        ('<button popovertarget="p">x</button>', Fault.DEAD_REFERENCE, ""),
        ('<img src="../images/Plan.svg" usemap="#plan" alt="">', Fault.MISSING_ANCHOR, ""),
        ('<svg><use href="#p"/></svg>', Fault.MISSING_ANCHOR, ""),
        ('<video poster="x.png"></video>', Fault.MISSING_FILE, ""),
        ('<object data="x.pdf"></object>', Fault.MISSING_FILE, ""),
        ('<img srcset="../images/Plan.svg 1x, x.png 2x" alt="">', Fault.MISSING_FILE, ""),
        ('<meta http-equiv="refresh" content="3;URL=xyz/">', Fault.MISSING_PAGE, ""),
        ('<meta property="og:image" content="https://presence.example/images/xyz.png">', Fault.MISSING_FILE, ""),
        ('<style>a { b: url("x.png") }</style>', Fault.MISSING_FILE, ""),
        (
            '<script id="__config" type="application/json">{"base": "..", "search": "../x.js"}</script>',
            Fault.MISSING_FILE,
            "",
        ),
        ('<form action="envoi.php"></form>', Fault.MISSING_FILE, ""),
    ],
)
def test_a_fault_is_found_alone_with_its_kind_and_suggestion(site, html, fault, suggestion):
    found = check(site({"fiches/b.html": html}))
    assert [(f.page, f.fault, f.suggestion) for f in found] == [("fiches/b.html", fault, suggestion)]


def test_a_finding_says_where_what_and_why(site):
    (finding,) = check(site({"fiches/b.html": '<p>\n<a class="lien"\n href="aa/">x</a>'}))
    assert str(finding) == (
        "fiches/b.html, ligne 2 · page-absente\n"
        '  élément : <a class="lien" href="aa/">\n'
        "  href : aa/\n"
        "  La page « fiches/aa/ » n’existe pas dans le site.\n"
        "  Vouliez-vous dire « a/ » ?"
    )


def test_an_orphan_page_is_found_even_when_it_links_to_itself_and_to_others(site):
    root = site(
        {
            "fiches/seule/index.html": '<link rel="canonical" href="https://presence.example/fiches/seule/"><a href="./">x</a><a href="../a/">x</a>'
        }
    )
    assert [(f.page, f.fault) for f in check(root)] == [("fiches/seule/index.html", Fault.ORPHAN)]


def test_the_404_page_needs_no_link_but_starts_its_addresses_from_the_root(site):
    root = site(
        {"404.html": '<a href="/fiches/a/">x</a><a href="#bas">x</a><p id="bas"></p><img src="images/Plan.svg" alt="">'}
    )
    assert [(f.page, f.fault, f.address) for f in check(root)] == [("404.html", Fault.RELATIVE_404, "images/Plan.svg")]


def test_under_a_sub_path_absolute_addresses_stay_inside_it(site):
    root = site({"404.html": '<a href="/presence/fiches/a/">x</a><a href="/presence">x</a><a href="/fiches/a/">x</a>'})
    found = check(root, site_url="https://moi.example/presence/")
    assert [(f.fault, f.address, f.suggestion) for f in found] == [
        (Fault.OUTSIDE_BASE, "/fiches/a/", "/presence/fiches/a/")
    ]


def test_the_address_of_the_site_is_read_from_its_home_page(site):
    root = site(
        {
            "index.html": HOME + '<link rel="canonical" href="https://moi.example/presence/">',
            "404.html": '<a href="/fiches/a/">x</a>',
        }
    )
    assert [f.fault for f in check_site(root, ())] == [Fault.OUTSIDE_BASE]


def test_a_sound_site_stays_sound_once_its_files_are_listed(site):
    root = site(
        {
            "assets/style.css": "a { b: url(../images/Plan.svg#centre); c: url('data:image/svg+xml,<svg>') } /* url(x.png) */",
            "sitemap.xml": "<urlset><url><loc>https://presence.example/fiches/a/</loc></url></urlset>",
            "search/search_index.json": json.dumps({"docs": [{"location": "fiches/a/#but"}, {"location": ""}]}),
            "telechargements/catalogue.json": json.dumps(
                [{"id": "a", "url": "fiches/a/", "files": [{"path": "telechargements/a.pdf"}]}]
            ),
            "site.webmanifest": json.dumps({"icons": [{"src": "images/Plan.svg"}], "start_url": "."}),
        }
    )
    assert check(root) == []


@pytest.mark.parametrize(
    ("name", "text", "line", "fault", "suggestion"),
    [
        ("assets/style.css", "a {\n b: url(../images/plan.svg) }", 2, Fault.WRONG_CASE, "../images/Plan.svg"),
        ("assets/style.css", "@import 'https://fonts.example/a.css';", 1, Fault.EXTERNAL_RESOURCE, ""),
        ("sitemap.xml", "<url>\n<loc>https://presence.example/fiches/aa/</loc></url>", 2, Fault.MISSING_PAGE, "fiches/a/"),
        ("sitemap.xml", "<url><loc>https://autre.example/fiches/a/</loc></url>", 1, Fault.UNREGISTERED, ""),
        ("search/search_index.json", '{"docs": [{"location": "fiches/a/#buts"}]}', 1, Fault.MISSING_ANCHOR, "fiches/a/#but"),
        ("telechargements/catalogue.json", '[{"id": "a", "url": "fiches/aa/"}]', 1, Fault.MISSING_PAGE, "fiches/a/"),
        ("telechargements/catalogue.json", LOST_FILE, 1, Fault.MISSING_FILE, "telechargements/a.pdf"),
        ("site.webmanifest", '{"icons": [{"src": "Plan.svg"}]}', 1, Fault.MISSING_FILE, "images/Plan.svg"),
    ],
)  # fmt: skip
def test_a_fault_in_a_listing_is_found_alone(site, name, text, line, fault, suggestion):
    found = check(site({name: text}))
    assert [(f.page, f.line, f.fault, f.suggestion) for f in found] == [(name, line, fault, suggestion)]


def test_the_command_prints_its_report_and_tells_by_its_code(site, tmp_path, capsys):
    registry = tmp_path / "links.yml"
    registry.write_text("cnil:\n  url: https://www.cnil.fr/\n", encoding="utf-8")
    root = site({"fiches/b.html": '<a href="https://www.cnil.fr/">x</a>'})
    assert main([str(root), "--registre", str(registry)]) == 0
    assert "aucun lien en défaut" in capsys.readouterr().out
    assert main([str(site({"fiches/b.html": '<a href="aa/">x</a>'})), "--registre", str(registry)]) == 1
    assert "1 défaut." in capsys.readouterr().out
    assert main([str(tmp_path / "nulle-part"), "--registre", str(registry)]) == 2
    assert "./kit build" in capsys.readouterr().err
