# SPDX-License-Identifier: GPL-2.0
#
# tree.sh - a kernel's git tree, whose revisions are checked out into a place of ours.  To be sourced.
#
# The place has a repository of its own, which borrows the objects of the user's: nothing is written there, not even the entry of
# a work tree, and files that do not change between two revisions keep their time stamps, so that ninja keeps what it made.
[ -n "${top:-}" ] || . "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE

# git_tree DIR: sets tree, and shallow to a hint for messages
git_tree() {
	[ -d "$1" ] || die "--kernel $1: no such directory"
	tree=$(cd "$1" && pwd)
	git -C "$tree" rev-parse --git-dir >/dev/null 2>&1 || die "--kernel $1: not a git tree ($(git -C "$tree" rev-parse --git-dir 2>&1 | head -1))"
	shallow=
	[ "$(git -C "$tree" rev-parse --is-shallow-repository)" = false ] || shallow=" (a shallow clone: git fetch --unshallow)"
}

# git_path NAME: a path within the user's repository
git_path() { git -C "$tree" rev-parse --path-format=absolute --git-path "$1"; }

# revision OPTION REV: the commit
revision() { git -C "$tree" rev-parse --verify -q "$2^{commit}" || die "$1 $2: no such revision in $tree${shallow:-}"; }

# is_kernel OPTION COMMIT
is_kernel() { git -C "$tree" cat-file -e "$2:mm/page_alloc.c" 2>/dev/null || die "--kernel $tree: $1 has no mm/page_alloc.c: not a kernel"; }

# in_work ARGUMENT...: git in the place
in_work() { git -C "$checkout" --git-dir="$place/git" --work-tree="$checkout" -c core.hooksPath=/dev/null -c advice.detachedHead=false "$@"; }

# open_place DIR NAME: sets place and checkout, DIR/NAME, where one script at a time works; only what is needed is checked out
open_place() {
	local sparse
	place=$1 checkout=$1/$2
	mkdir -p "$checkout" 2>/dev/null || die "cannot make $checkout"
	exec 9>"$place/lock"
	flock -n 9 || die "another run is at work in $place"
	git init -q --bare "$place/git"
	git_path objects >"$place/git/objects/info/alternates"
	rm -f "$place/git/shallow"
	[ -z "${shallow:-}" ] || cp "$(git_path shallow)" "$place/git/shallow"
	in_work config core.sparseCheckout true
	in_work config core.sparseCheckoutCone false
	sparse=$place/git/info/sparse-checkout
	set -f
	# shellcheck disable=SC2086
	printf '/%s\n' $needed 'Kconfig*' | sed 's|^/Kconfig|Kconfig|' >"$sparse.new"
	set +f
	mv "$sparse.new" "$sparse"
}

# check_out COMMIT.  CMake looks at directories for files that come and go: their time stamps are those of the last that did.
check_out() {
	local said
	rm -f "$place/git/index.lock"
	said=$(in_work read-tree --reset -u "$1" 2>&1 && in_work update-ref --no-deref HEAD "$1" 2>&1) ||
		die "cannot check $1 out into $checkout: $(tail -1 <<<"$said")"
	in_work ls-files >"$place/names.new"
	cmp -s "$place/names.new" "$place/names" || mv "$place/names.new" "$place/names"
	find "$checkout" -type d -exec touch -r "$place/names" {} +
}
