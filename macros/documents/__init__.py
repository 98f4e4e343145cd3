"""The files that each definition gives: which there are (`editions`), made once and kept (`store`), gathered in a kit (`bundle`)."""
