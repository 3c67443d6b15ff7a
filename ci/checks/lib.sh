# SPDX-License-Identifier: GPL-2.0
#
# lib.sh - what a build is and can do, for the checks: by `mmfuzz info --json`, never by the name of its profile.  To be sourced
# with the build's directory as $1.
mmfuzz=$1/bin/mmfuzz
facts=$(LLVM_PROFILE_FILE=/dev/null "$mmfuzz" info --json 2>/dev/null)

# fact NAME: its value
fact() { jq -r --arg name "$1" '.[$name]' <<<"$facts"; }
# can CONDITION: whether a condition of jq holds for the facts
can() { jq -e "$1" <<<"$facts" >/dev/null; }
# Programs take ten times as long where a pageblock has hundreds of pages, and some descriptions of machines count in pageblocks.
has_small_blocks() { can '.pageblock_order < 8'; }
# The kernel line, such as 6.12.
kernel_line() { fact kernel | grep -oE '^[0-9]+\.[0-9]+'; }
# written_for FILE [DEFAULT]: whether a stored program is for this profile: "# profile: NAME", or any (DEFAULT) without that line
written_for() {
	local of
	of=$(sed -n 's/^# profile: *//p' "$1")
	of=${of:-${2:-}}
	[ -z "$of" ] || [ "$of" = "$(fact profile)" ]
}
# Where regressions were found that do not say it.
default_profile=$(sed -n 's/^set(default_profile \(.*\))$/\1/p' "$(dirname "${BASH_SOURCE[0]}")/../../CMakeLists.txt")

# For checks of what `mmfuzz boot` prints, which have a directory $work, and $failed.
# shows STATUS PATTERN... -- OPTION...: the status, and every pattern in what it prints in full
shows() {
	local status=$1 got patterns=() p
	shift
	while [ "$1" != -- ]; do patterns+=("$1"); shift; done
	shift
	"$mmfuzz" boot --full "$@" >"${work:?}/out" 2>&1
	got=$?
	if [ $got != "$status" ]; then
		echo "wanted status $status, got $got from: boot $*"
		tail -3 "${work:?}/out"
		failed=1
	fi
	for p in "${patterns[@]}"; do
		grep -qE -- "$p" "${work:?}/out" || { echo "no '$p' from: boot $*"; failed=1; }
	done
}
# lacks PATTERN: not in what the last one printed
lacks() {
	! grep -qE -- "$1" "${work:?}/out" || { echo "'$1' where it should not be"; failed=1; }
}
