"""Links of the site: the registry of outside addresses, the offline checker and the live one.

The package knows nothing of MkDocs and imports nothing heavy, so that a whole-site check starts at once.
"""
