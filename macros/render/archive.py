"""A zip archive that depends on nothing but what it holds: same parts, same order, same date, same bytes."""

import io
from collections.abc import Mapping
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

MIMETYPE = "mimetype"


def archive(parts: Mapping[str, str | bytes], dated: datetime) -> bytes:
    """Return an archive of the parts, in their order; a part named « mimetype » (OpenDocument) is stored as it is."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=9) as zipped:
        for name, content in parts.items():
            info = ZipInfo(name, dated.timetuple()[:6])
            info.compress_type = ZIP_STORED if name == MIMETYPE else ZIP_DEFLATED
            info.create_system, info.external_attr = 3, 0o644 << 16
            zipped.writestr(info, content)
    return file.getvalue()
