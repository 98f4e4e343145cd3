"""The sentence at the foot of a page that says which of its outside links were never checked on the live web."""

import re

from macros.french import day
from macros.links.registry import Registry

_HREF = re.compile(r'\shref="(https?://[^"#]*)')


def page_note(html: str, registry: Registry) -> str:
    """Return a paragraph on the state of a page's registered links; nothing when it has none."""
    by_url = {link.url.split("#")[0]: link for link in registry.links.values()}
    cited = {url: by_url[url] for url in _HREF.findall(html.replace("&amp;", "&")) if url in by_url}
    unchecked = sum(link.checked is None for link in cited.values())
    if not cited:
        return ""
    if unchecked:
        subject = "Le lien extérieur" if len(cited) == 1 else f"{unchecked} des {len(cited)} liens extérieurs"
        if unchecked == len(cited) > 1:
            subject = f"Les {unchecked} liens extérieurs"
        verb = "n’a jamais été vérifié" if unchecked == 1 else "n’ont jamais été vérifiés"
        sentence = f"{subject} de cette page {verb} en ligne."
    else:
        oldest = min(link.checked for link in cited.values() if link.checked)
        sentence = f"Liens extérieurs vérifiés en ligne, le plus ancien le {day(oldest.isoformat())}."
    return f'<p class="link-state">{sentence}</p>'
