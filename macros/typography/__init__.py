"""French typography, made right once: by the catalog on load and by the Markdown extension on pages.

What is typed plainly comes out as the editorial guide wants it: ’ for ', « » for straight double quotes (“ ” inside
« »), … for three dots, œ, accented capitals of a closed list, an en dash for a hyphen between spaces. No-break spaces:

- U+202F (narrow) before `;` `!` `?` and `»`;
- U+00A0 before `:`, after `«`, inside numbers, between a number and its unit, `%` or `€`, after `n°`, `M.`, `p.` and
  their like.

Untouched: code, addresses, e-mails, file names, Markdown and Jinja syntax, HTML tags and entities, `[[blanks]]`, clock
times such as 10:30, ratios, emoticons, ids. Texts are French; nothing here knows other languages.
"""

from macros.typography.gate import problems
from macros.typography.rules import typography, typography_across

__all__ = ["problems", "typography", "typography_across"]
