#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# build.sh - what OSS-Fuzz and ClusterFuzzLite run to build the fuzz targets, by their contract: $CC, $CFLAGS and $LIB_FUZZING_ENGINE
# say how, $SANITIZER for what, $SRC is where the sources lie and $OUT where the targets go, with all that they read.
# The kernel tree: $MMFUZZ_KERNEL, else $SRC/linux.  Only the kernel's files get $CFLAGS, as only their coverage guides the engine.
# ci/checks/oss-fuzz proves it.
set -eu
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
die() { echo "mmfuzz: $*" >&2; exit 2; }
for name in CC LIB_FUZZING_ENGINE OUT SRC; do
	[ -n "${!name:-}" ] || die "\$$name is not set: OSS-Fuzz's compile script sets it, see ci/oss-fuzz/README.md"
done
case ${SANITIZER:-address} in
address | coverage) ;;
*) die "\$SANITIZER $SANITIZER: address (with the kernel's own checks of UBSan) and coverage are what the kernel side can be built with" ;;
esac
tree=${MMFUZZ_KERNEL:-$SRC/linux}
[ -e "$tree/mm/page_alloc.c" ] || die "$tree is no kernel tree: put one there, or name one in \$MMFUZZ_KERNEL"
[ -d "$OUT" ] && [ -w "$OUT" ] || die "\$OUT $OUT: no directory that can be written to"
build=${WORK:-$OUT/.build}/mmfuzz
compiler=$(command -v "$CC") || die "\$CC $CC: no such program"
# The pass that counts steps is loaded by this compiler, so it is built against the LLVM of the same.
llvm=$("$compiler" --print-prog-name=llvm-config)
[ -x "$llvm" ] || die "no llvm-config beside $compiler: its LLVM's headers are needed (llvm-dev)"

mkdir -p "$build"
say() { "$@" >"$build/log" 2>&1 || { tail -20 "$build/log" >&2; die "$1 failed (log: $build/log)"; }; }
say env -u CFLAGS -u CXXFLAGS -u LDFLAGS cmake -S "$top" -B "$build" -G Ninja -DCMAKE_C_COMPILER="$compiler" -DLLVM_CONFIG="$llvm" \
	-DMMFUZZ_KERNEL="$(cd "$tree" && pwd)" -DMMFUZZ_VARIANT=engine -DMMFUZZ_ENGINE="$LIB_FUZZING_ENGINE" -DMMFUZZ_ENGINE_FLAGS="${CFLAGS:-}"
say ninja -C "$build" mmfuzz fuzz_ops fuzz_areas

# Beside the targets: the known findings that they read, and what their engines begin with.
mkdir -p "$OUT/known"
cp "$top"/corpus/known/*.tsv "$OUT/known/"
for target in ops areas; do
	cp "$build/bin/fuzz_$target" "$OUT/"
	cp "$top/ci/oss-fuzz/fuzz_$target.options" "$OUT/"
	"$top/ci/oss-fuzz/begin" "$build/bin/mmfuzz" "$top/corpus" "$target" "$OUT/fuzz_$target"
done
[ -n "${WORK:-}" ] || rm -rf "$OUT/.build"
