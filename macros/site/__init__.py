"""What makes the built site ours: the files it adds, the corrections to the theme's pages, its security policy.

Plain functions on texts, bytes and paths: nothing here imports MkDocs.
"""
