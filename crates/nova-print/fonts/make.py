"""Makes the fonts in this folder from the variable ones of the Fontsource packages: the instances that pages use, as TrueType.

    npm install --prefix /tmp/fonts @fontsource-variable/fraunces@5.3.0 \
        @fontsource-variable/instrument-sans@5.3.0 @fontsource/noto-naskh-arabic@5.3.0
    pip install fonttools==4.68.0 brotli
    python make.py /tmp/fonts/node_modules
"""

import sys
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

MODULES = Path(sys.argv[1])
FRAUNCES = "@fontsource-variable/fraunces/files/fraunces-{}-opsz-{}.woff2"
INSTRUMENT = "@fontsource-variable/instrument-sans/files/instrument-sans-{}-wght-normal.woff2"
NASKH = "@fontsource/noto-naskh-arabic/files/noto-naskh-arabic-arabic-{}-normal.woff2"


def make(source: str, name: str, **axes: float) -> None:
    font = TTFont(MODULES / source)
    if axes:
        font = instantiateVariableFont(font, axes)
    font.flavor = None
    font.save(Path(__file__).parent / f"{name}.ttf")


for part in ("latin", "latin-ext"):
    make(FRAUNCES.format(part, "normal"), f"fraunces-{part}", wght=420, opsz=60)
    make(FRAUNCES.format(part, "italic"), f"fraunces-{part}-italic", wght=400, opsz=18)
    make(INSTRUMENT.format(part), f"instrument-sans-{part}", wght=400)
    make(INSTRUMENT.format(part), f"instrument-sans-{part}-bold", wght=600)
make(NASKH.format(400), "noto-naskh-arabic")
make(NASKH.format(600), "noto-naskh-arabic-bold")
