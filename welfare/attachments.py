"""Papers kept beside the books (หลักฐานแนบ): is the file there, and is it still what was attached?

    2022-12-15 custom "attachment" "PV66-0001"
      paper: "photo"
      sha256: "5994…"
      file: "PV66-0001-photo-5994471a.jpg"         ; in register/papers/
      by: "K04"

    state(book.folder, entry)                      ; "right", "wrong", "missing" …

Of a medical paper the books hold the kind alone: no file is kept. Files are read here to be
compared, and never given to anybody.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from pathlib import Path

from beancount.core.data import Custom

from welfare.books import Book
from welfare.vocabulary import values_of

PATH = "register/papers"
#: What can be said of the file of an attachment, in Thai and in English.
STATES = {
    "right": ("มีแฟ้ม รหัสตรง", "file present, hash right"),
    "wrong": ("มีแฟ้ม แต่รหัสไม่ตรง แฟ้มถูกเปลี่ยน", "file present, hash wrong: it was changed"),
    "missing": ("ไม่พบแฟ้ม", "file missing"),
    "unread": ("มีแฟ้ม แต่อ่านไม่ได้", "file present, cannot be read"),
    "unsealed": ("มีแฟ้ม แต่สมุดบัญชีไม่มีรหัส", "file present, the books hold no hash"),
    "none": ("ไม่เก็บแฟ้ม", "no file kept"),
}


def attached(book: Book) -> dict[str, list[Custom]]:
    """Voucher, claim or receipt to the papers that were attached to it, in the order of the books.

    Ask by `book.once(attached)`.
    """
    found: dict[str, list[Custom]] = defaultdict(list)
    for entry in book.customs("attachment"):
        found[str(values_of(entry)[0])].append(entry)
    return dict(found)


def state(folder: Path, entry: Custom) -> str:
    """What the file of an attachment is now, a key of STATES.

    A name that leads out of the folder of papers, and a link, are no file kept there.

    Args:
        folder: the fund's folder.
        entry: the attachment.
    """
    name, digest = str(entry.meta.get("file") or ""), str(entry.meta.get("sha256") or "")
    if not name:
        return "none"
    path = folder / PATH / name
    try:
        if any(mark in name for mark in "/\\:\0") or path.is_symlink() or not path.is_file():
            return "missing"
        if not digest:
            return "unsealed"
        with path.open("rb") as file:
            # In pieces: a scan may be larger than memory.
            own = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return "unread"
    return "right" if own == digest.lower() else "wrong"
