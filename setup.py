"""Which extension modules are built, and how.

Every `nnlite/_kernels*.pyx` is one source compiled several times: for any processor, for AVX2 with FMA and
for AVX-512. The import picks the best one the machine can run (`nnlite/_dispatch.py`). All are optional:
where there is no compiler the installation succeeds and the NumPy twins run.

    NNLITE_CHECKS=1   build with the compiler's own checks (address and undefined-behaviour sanitizers)
    NNLITE_BUILDS=…   build only these of baseline,avx2,avx512
"""

import os
import platform
import shutil
import sys
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

try:
    from Cython.Build import cythonize
except ImportError:
    cythonize = None

PACKAGE = Path("nnlite")
GENERATED = Path("build", "kernels")
CHECKS = os.environ.get("NNLITE_CHECKS", "") not in ("", "0")
GNU = sys.platform != "win32"

# No -ffast-math: NaN must stay NaN, and the same seed must give the same bits.
OPTIMIZE = ["-O3", "-g0", "-fno-math-errno", "-fno-trapping-math", "-Wno-psabi"] if GNU else ["/O2", "/std:c11"]
SANITIZE = ["-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=undefined", "-fno-omit-frame-pointer"]
AVX512 = ["-mavx512f", "-mavx512vl", "-mavx512dq", "-mavx512bw", "-mavx2", "-mfma", "-mprefer-vector-width=512"]
DIRECTIVES = {
    "language_level": 3,
    "cdivision": True,
    "initializedcheck": False,
    "freethreading_compatible": True,
    "binding": False,  # with arguments by position only, a third of the code that every kernel's entry is made of
}


def builds():
    """Instruction sets to build for, and their compiler flags."""
    flags = {"baseline": []}
    if GNU and platform.machine().lower() in ("x86_64", "amd64"):
        flags |= {"avx2": ["-mavx2", "-mfma"], "avx512": AVX512}
    wanted = os.environ.get("NNLITE_BUILDS", ",".join(flags)).split(",")
    return {name: value for name, value in flags.items() if name in wanted}


def extension(name, source, flags=()):
    """One extension module, optional so that a missing compiler never fails an installation."""
    checks = SANITIZE if CHECKS and GNU else []
    strip = ["-Wl,-s"] if sys.platform == "linux" and not CHECKS else []
    return Extension(
        f"nnlite.{name}",
        [str(source)],
        include_dirs=[str(PACKAGE)],
        depends=[str(path) for pattern in ("*.p*x*", "*.h") for path in PACKAGE.glob(pattern)],
        extra_compile_args=[*OPTIMIZE, *flags, *checks],
        extra_link_args=[*checks, *strip],
        optional=not CHECKS,
    )


def extensions():
    """The step runner, and every kernel module once per instruction set.

    Cython translates each kernel file once, under the name of the first build; the other builds are the same C with
    another name for its entry, which is all that Python looks for. (Other places hold the name by its length.)
    """
    GENERATED.mkdir(parents=True, exist_ok=True)
    (first, flags), *others = builds().items()
    sources = sorted(PACKAGE.glob("_kernels*.pyx"))
    modules = [extension("_steps", PACKAGE / "_steps.pyx")]
    for source in sources:
        copy = GENERATED / f"{source.stem}_{first}.pyx"
        shutil.copyfile(source, copy)
        modules.append(extension(copy.stem, copy, flags))
    modules = cythonize(modules, compiler_directives=DIRECTIVES, include_path=["."])
    for source in sources:
        translated = (GENERATED / f"{source.stem}_{first}.c").read_text(encoding="utf-8")
        for name, flags in others:
            twin = GENERATED / f"{source.stem}_{name}.c"
            renamed = translated.replace(f"PyInit_{source.stem}_{first}", f"PyInit_{twin.stem}")
            twin.write_text(renamed, encoding="utf-8")
            modules.append(extension(twin.stem, twin, flags))
    return modules


class tolerant_build_ext(build_ext):
    """`build_ext` on all processors, for which a missing or failing compiler is no reason to fail."""

    def finalize_options(self):
        super().finalize_options()
        if self.parallel is None:
            self.parallel = os.cpu_count() or 1

    def build_extension(self, ext):
        try:
            super().build_extension(ext)
        except Exception as error:
            if CHECKS:
                raise
            print(f"nnlite: {ext.name} was not compiled, its NumPy twin will run instead ({error})", file=sys.stderr)


setup(ext_modules=extensions() if cythonize else [], cmdclass={"build_ext": tolerant_build_ext})
