"""Tables of pages: each cell knows what heads its column; those of sentences can be read as cards on a phone."""

from macros.site.tables import improve_tables

LONG = "Une phrase entière, qui ne tient pas dans le tiers d’un écran de téléphone."


def table(*rows: tuple[str, ...]) -> str:
    head, *body = rows
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in body)
    return f"<table><thead><tr>{''.join(f'<th>{cell}</th>' for cell in head)}</tr></thead><tbody>{cells}</tbody></table>"


def test_each_cell_says_what_heads_its_column():
    html = improve_tables(table(("Hier", "Ce que l’on <em>sait</em> &amp; croit"), ("a", "b"), ("c", "d")))
    assert html.count('<td data-label="Hier">') == 2
    assert html.count('<td data-label="Ce que l’on sait &amp; croit">') == 2
    assert '<table class="table">' in html


def test_a_table_of_sentences_can_be_read_as_cards():
    assert 'class="table table--cards"' in improve_tables(table(("Un", "Deux", "Trois"), ("a", LONG, "c")))


def test_a_table_of_words_or_of_two_columns_stays_one():
    assert "table--cards" not in improve_tables(table(("Un", "Deux", "Trois"), ("a", "b", "c")))
    assert "table--cards" not in improve_tables(table(("Un", "Deux"), ("a", LONG)))


def test_a_table_with_its_own_class_is_not_touched():
    own = '<table class="sheet__table"><thead><tr><th>Un</th></tr></thead><tbody><tr><td>a</td></tr></tbody></table>'
    assert "<td>a</td>" in improve_tables(own)
