# SPDX-License-Identifier: GPL-2.0
#
# lib.sh - what the scripts of ci/ share: packages, the kernel tree, one configured build.  To be sourced.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
builds=$top/build
jobs=$(nproc)

die() { echo "mmfuzz: $*" >&2; exit 2; }
say() { echo "== $*"; }

# packages PURPOSE...: their packages, of ci/packages.list
packages() {
	awk -v wanted="$*" '!/^#/ { n = split($1, of, ","); for (i = 1; i <= n; i++) if (index(" " wanted " ", " " of[i] " ")) { print $2; next } }' \
		"$top/ci/packages.list"
}
clang=$(packages build | sed -n 's/^clang-//p')

as_root() {
	if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else return 1; fi
}

# apt ARGUMENT...: apt-get as root; who else has its lock is waited for, ten minutes at most
lock_seconds=600
apt() {
	local log waited=0 status=0
	log=$(mktemp)
	until as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -q "$@" >/dev/null 2>"$log"; do
		if ! grep -q 'Could not get lock' "$log" || [ $waited -ge $lock_seconds ]; then
			cat "$log" >&2
			status=1
			break
		fi
		[ $waited -gt 0 ] || say "waiting for the package manager: $(sed -n 's/^E: \(Could not get lock .*\)/\1/p' "$log" | head -1)" >&2
		sleep 2
		waited=$((waited + 2))
	done
	rm -f "$log"
	return $status
}

# install PACKAGE...: what is missing of them
install() {
	local p missing=()
	for p; do
		[ "$(dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null)" = installed ] || missing+=("$p")
	done
	[ ${#missing[@]} -gt 0 ] || return 0
	say "installing ${missing[*]}"
	as_root true || die "packages are missing and neither root nor sudo is there: apt-get install ${missing[*]}"
	apt update || true
	apt install -y --no-install-recommends "${missing[@]}" ||
		die "apt-get could not install ${missing[*]}"
}

# need PURPOSE...: what is missing of their packages
need() {
	# shellcheck disable=SC2046
	install $(packages "$@")
}

# distributed_config VERSION: the distribution's configuration of a kernel, where it packages one
distributed_config() { ! apt-cache show "linux-config-$1" >/dev/null 2>&1 || install "linux-config-$1"; }

# What of a kernel tree is read: to build and to compare with (mmcore/tree/faithful); where a missing symbol's definition is looked
# for (mmcore/tree/drift); all Kconfig files come besides (mmcore/tree/kconfig).
needed="Makefile mm include lib scripts/dtc/libfdt kernel init block drivers/base drivers/of security fs/*.c fs/proc arch/x86/include/asm
	arch/arm/kernel/setup.c arch/arm/mm/init.c arch/arm/mm/mmu.c arch/arm/include/asm/pgtable.h arch/arm/mach-*/*.c
	arch/arm64/kernel/setup.c arch/arm64/mm/init.c arch/riscv/kernel/setup.c arch/riscv/mm/init.c"

# newest_source: the newest linux-source-* that the distribution packages
newest_source() {
	apt-cache --names-only search '^linux-source-[0-9.]+$' | sed 's/^linux-source-\([0-9.]*\) .*/\1/' | sort -V | tail -1
}

# unstable_source VERSION: downloads linux-source-VERSION of the distribution's development suites with a separate apt state,
# signatures checked, so that the machine's package sources stay as they are; prints the tar file
unstable_source() {
	local dir=$builds/apt uri key opts tar
	tar=$dir/usr/src/linux-source-$1.tar.xz
	[ ! -e "$tar" ] || { echo "$tar"; return 0; }
	uri=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' 2>/dev/null | sort | head -1)
	key=/usr/share/keyrings/debian-archive-keyring.gpg
	[ -n "$uri" ] && [ -e "$key" ] || return 1
	mkdir -p "$dir/lists/partial" "$dir/cache/archives/partial"
	printf "deb [signed-by=$key] $uri %s main\n" unstable experimental >"$dir/sources.list"
	opts="-q -o Dir::Etc::sourcelist=$dir/sources.list -o Dir::Etc::sourceparts=/dev/null -o Dir::State::lists=$dir/lists
		-o Dir::Cache=$dir/cache -o Dir::Etc::preferencesparts=/dev/null -o APT::Sandbox::User=root"
	# shellcheck disable=SC2086
	(cd "$dir" && apt-get $opts update && apt-get $opts download "linux-source-$1") >"$dir/log" 2>&1 || return 1
	dpkg-deb --fsys-tarfile "$dir/linux-source-$1"_*.deb | tar -C "$dir" -xf - "./usr/src/linux-source-$1.tar.xz" || return 1
	rm -rf "$dir/linux-source-$1"_*.deb "$dir/lists" "$dir/cache"
	echo "$tar"
}

# source_tar VERSION: the distribution's source package, where one is installed or downloaded
source_tar() {
	local tar
	for tar in "/usr/src/linux-source-$1.tar.xz" "$builds/apt/usr/src/linux-source-$1.tar.xz"; do
		if [ -e "$tar" ]; then
			echo "$tar"
			return
		fi
	done
	return 1
}

# unpack VERSION: the distribution's source package, unpacked as far as needed; prints the directory
unpack() {
	local version=$1 tar dir stamp p paths=()
	tar=${2:-/usr/src/linux-source-$version.tar.xz}
	[ -e "$tar" ] || install "linux-source-$version" >&2
	[ -e "$tar" ] || die "the package linux-source-$version has no $tar"
	dir=$builds/kernels/linux-$version
	stamp="$(stat -c '%s %Y' "$tar") $needed"
	if [ "$(cat "$dir/.unpacked" 2>/dev/null)" != "$stamp" ]; then
		say "unpacking $tar" >&2
		rm -rf "$dir" && mkdir -p "$dir"
		set -f
		for p in $needed; do paths+=("linux-source-$version/$p"); done
		set +f
		xz -dcT0 "$tar" | tar -C "$dir" --strip-components=1 -xf - --wildcards '*/Kconfig*' --no-wildcards-match-slash "${paths[@]}" ||
			die "$tar could not be unpacked (disk full? $(df -h --output=avail "$dir" | tail -1) left)"
		echo "$stamp" >"$dir/.unpacked"
	fi
	echo "$dir"
}

# kernel_tree SPEC: the directory of a tree; SPEC is a version or a directory
kernel_tree() {
	local kernel=$1 dir newest tar=
	if [ -d "$kernel" ]; then
		dir=$(cd "$kernel" && pwd)
		[[ ! $dir =~ [[:space:]\;\"\\$] ]] || die "--kernel $kernel: a build cannot take a path with such a character ($dir); make a link to it (ln -s) and give that"
		echo "$dir"
	elif [[ $kernel =~ ^[0-9]+\.[0-9]+$ ]]; then
		if [ ! -e "/usr/src/linux-source-$kernel.tar.xz" ] && ! apt-cache show "linux-source-$kernel" >/dev/null 2>&1; then
			apt update 2>/dev/null || true
			if ! apt-cache show "linux-source-$kernel" >/dev/null 2>&1; then
				if tar=$(unstable_source "$kernel"); then
					unpack "$kernel" "$tar"
					return
				fi
				[ "$kernel" = "$default_kernel" ] || die "no package linux-source-$kernel here; give --kernel a directory with its sources"
				newest=$(newest_source)
				[ -n "$newest" ] || die "the distribution packages no linux-source-*; give --kernel a directory with kernel sources"
				say "no package linux-source-$kernel, taking the newest: $newest" >&2
				kernel=$newest
			fi
		fi
		unpack "$kernel"
	else
		die "--kernel $kernel: neither a directory nor a version such as 6.12"
	fi
}
default_kernel=6.12

# What to build: set by the callers' options.
default_profile=$(sed -n 's/^set(default_profile \(.*\))$/\1/p' "$top/CMakeLists.txt")
profile=$default_profile lockdep=OFF
# Whether it has the tests, too, that are needed once.
proofs=OFF

# check_target TARGET: what the targets are
check_target() {
	case $1 in ops | areas) ;; *) die "--target $1: ops or areas" ;; esac
}

# What afl-fuzz runs with: no screen of its own, no question about the machine, and an abort on a report of ASan.
afl_environment="AFL_NO_UI=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_AFFINITY=1 ASAN_OPTIONS=abort_on_error=1:symbolize=0:detect_leaks=0"

# patch_names BUGS: bug-B06-A01, or patch-NAME for a semantic patch given by path
patch_names() {
	local id names=
	for id in ${1//;/ }; do
		case $id in
		*.cocci) names+=-patch-$(basename "$id" .cocci) ;;
		*) names+=-bug-$id ;;
		esac
	done
	echo "${names#-}"
}

# as_patch FILE: its path, to be listed among the ids of seeded bugs
as_patch() {
	[[ -e $1 && $1 = *.cocci ]] || die "--patch $1: no such file, or not a semantic patch (.cocci)"
	realpath "$1"
}

# build_dir TREE VARIANT DEBUG_VM BUGS
build_dir() {
	local name suffix=
	case $1 in
	"$builds"/kernels/linux-*) name=${1##*/linux-} ;;
	*) name=$(basename "$1") ;;
	esac
	[ "$profile" = "$default_profile" ] || suffix=-$profile
	[ "$lockdep" = OFF ] || suffix=$suffix-lockdep
	[ "$3" = ON ] || suffix=$suffix-nodebug
	[ -z "$4" ] || suffix=$suffix-$(patch_names "$4")
	echo "$builds/$name-$2$suffix"
}

# made_on FILE FIELD: what the build line of a kept program says (fuzz/FORMATS.md); bugs is the last and takes the rest of the line
made_on() {
	local line
	line=$(LC_ALL=C grep -am1 '^# build: ' "$1" 2>/dev/null) || return 0
	case $2 in
	bugs) sed -n 's/^.* bugs=//p' <<<"$line" ;;
	*) sed "s/ bugs=.*//" <<<"$line" | tr ' ' '\n' | sed -n "s/^$2=//p" ;;
	esac
}

# profile_of FILE: the profile for which a program is written, or on which it was made; nothing if it says neither
profile_of() {
	local name
	name=$(LC_ALL=C sed -n 's/^# profile: *\([a-z0-9-]*\) *$/\1/p' "$1" 2>/dev/null | head -1)
	echo "${name:-$(made_on "$1" profile)}"
}

# races_in FILE: the variant whose points a race of corpus/races/ wants
races_in() {
	local name
	name=$(sed -n 's/^# variant: *\([a-z]*\) *$/\1/p' "$1")
	echo "${name:-asan}"
}

# why_not LOG: the one line that says why a configuration or build failed
why_not() {
	local line
	line=$(grep -m1 -oE 'mmfuzz: .*' "$1" || true)
	[ -n "$line" ] || line=$(grep -m1 -E '(error|undefined symbol): ' "$1" | sed "s|^$top/||; s/^/mmfuzz: does not compile: /" || true)
	echo "${line:-mmfuzz: failed}"
	grep -A3 -m1 -E '^mmfuzz: ' "$1" | grep -E '^        ' || true
}

# stored_corpus pack DIR FILE TARGET KERNEL EDGES | unpack FILE DIR | kernel FILE | edges FILE: an engine's inputs in one file of text (fuzz/FORMATS.md)
stored_corpus() {
	python3 "$top/ci/stored_corpus.py" "$@" || die "the stored corpus cannot be read or written: ci/corpus makes it anew"
}

# corpus_edges BUILD TARGET DIR: how many edges of the kernel files the inputs reach; they find nothing
corpus_edges() {
	local log
	log=$("$1/bin/fuzz_$2" -runs=0 -max_len=1024 -artifact_prefix=/dev/null "$3" 2>&1) || { tail -20 <<<"$log" >&2; return 1; }
	grep -oE 'cov: [0-9]+' <<<"$log" | tail -1 | cut -d' ' -f2
}

# What several builds compile alike is compiled once: the host side, and all but a file or two where a bug is seeded.
export CCACHE_DIR=${CCACHE_DIR:-$builds/ccache} CCACHE_BASEDIR=$top CCACHE_NOHASHDIR=1 CCACHE_DEPEND=1 CCACHE_EXTRAFILES=$top/mmcore/link/steps.cc CCACHE_MAXSIZE=2G

# configure TREE VARIANT DEBUG_VM BUGS DIR
configure() {
	mkdir -p "$5" || die "cannot make $5"
	cmake -S "$top" -B "$5" -G Ninja -DCMAKE_C_COMPILER=clang-$clang -DCMAKE_C_COMPILER_LAUNCHER=ccache -DMMFUZZ_KERNEL="$1" -DMMFUZZ_VARIANT="$2" \
		-DMMFUZZ_DEBUG_VM="$3" -DMMFUZZ_BUGS="$4" -DMMFUZZ_PROFILE="$profile" -DMMFUZZ_LOCKDEP="$lockdep" -DMMFUZZ_PROOFS="$proofs" >"$5/configure.log" 2>&1 ||
		{ why_not "$5/configure.log" | sed "\$s|\$| (log: $5/configure.log)|" >&2; exit 2; }
}

# compile DIR [TARGET...]: all of a configured build, or these targets
compile() {
	ninja -C "$1" -j "$jobs" "${@:2}" >"$1/build.log" 2>&1 || {
		why_not "$1/build.log" | sed "\$s|\$| (log: $1/build.log)|" >&2
		return 1
	}
}

# configure_and_build TREE VARIANT DEBUG_VM BUGS; where tree and shims do not fit, the drift report goes to stdout
configure_and_build() {
	local dir
	dir=$(build_dir "$1" "$2" "$3" "$4")
	configure "$1" "$2" "$3" "$4" "$dir"
	grep -E '^-- (kernel|[0-9]+ kernel files|seeded)' "$dir/configure.log" | cut -c4- | fold -s -w 140
	compile "$dir" || {
		"$top/mmcore/tree/drift" "$dir" || true
		exit 2
	}
}
