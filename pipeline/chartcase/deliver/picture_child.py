"""The process that draws page pictures: a file on one descriptor, requests on stdin, pictures on stdout.

It stands apart because a record is an untrusted file: what draws it has limits of its own and writes no file.
"""

import io
import os
import resource
import struct
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageOps

from chartcase.ingest.pdfium import drawn_gray, opened, opened_page

MEMORY_BYTES = 2 << 30
MOST_WIDTH = 2400
GRAYS = 16
Draw = Callable[[int, int], Image.Image]


def main() -> None:
    """`picture_child FD`: each request is two numbers, page from 1 and width in pixels; the answer a length and a PNG.

    The length is 0 for a page that cannot be drawn.
    """
    descriptor = int(sys.argv[1])
    _confine()
    with os.fdopen(descriptor, "rb") as file:
        data = file.read()
    if data.startswith(b"%PDF") or b"%PDF-" in data[:1024]:
        with opened(data) as document:
            _serve(lambda page, width: _pdf_page(document, page, width))
    else:
        image = Image.open(io.BytesIO(data))
        _serve(lambda page, width: _frame(image, page, width))


def _confine() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        statm = Path("/proc/self/statm").read_text(encoding="ascii")
        ceiling = int(statm.split()[0]) * resource.getpagesize() + MEMORY_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))


def _serve(draw: Draw) -> None:
    while len(request := sys.stdin.buffer.read(8)) == 8:
        page, width = struct.unpack("!II", request)
        try:
            answer = _png(draw(page, min(width, MOST_WIDTH)))
        except Exception:  # noqa: BLE001 - a page that cannot be drawn is shown as its text; nothing may be told of it
            answer = b""
        sys.stdout.buffer.write(struct.pack("!I", len(answer)) + answer)
        sys.stdout.buffer.flush()


def _pdf_page(document: object, page: int, width: int) -> Image.Image:
    with opened_page(document, page - 1) as handle:
        columns, rows, pixels = drawn_gray(handle, width / handle.get_size()[0])
    return Image.frombytes("L", (columns, rows), pixels)


def _frame(image: Image.Image, page: int, width: int) -> Image.Image:
    image.seek(page - 1)
    shown = ImageOps.exif_transpose(image).convert("L")
    across, down = _square(image)
    height = round(width * shown.height * across / (shown.width * down))
    return shown.resize((width, height), Image.Resampling.BOX if shown.width > width else Image.Resampling.BICUBIC)


def _square(frame: Image.Image) -> tuple[float, float]:
    """Dots per inch across and down: a fax has oblong pixels."""
    across, down = frame.info.get("dpi", (1.0, 1.0))
    return (float(across) or 1.0, float(down) or 1.0)


def _png(picture: Image.Image) -> bytes:
    """Sixteen grays are enough to read by, at half the size."""
    stream = io.BytesIO()
    picture.quantize(GRAYS, method=Image.Quantize.MEDIANCUT).save(stream, "PNG", compress_level=6)
    return stream.getvalue()


if __name__ == "__main__":
    main()
