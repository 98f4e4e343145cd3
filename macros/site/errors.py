"""The one error of this package."""


class SiteError(Exception):
    """The site cannot be built as it must be; the message is French, for the person who builds it."""
