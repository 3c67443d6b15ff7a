# SPDX-License-Identifier: GPL-2.0
#
# history.sh - a git tree made of a kernel's, to commit what a check wants to.  To be sourced after ../lib.sh.
export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x@x GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x@x

commit() { git commit -qam "$1" && git rev-parse HEAD; } # SUBJECT
innocent() { # FILE
	echo '/* a comment */' >>"$1"
	commit "$1: a comment" >/dev/null
}
# seed BUG FILE: brings a seeded bug into the work tree
seed() { spatch --very-quiet --sp-file "$top/props/bugs/$1.cocci" --in-place "$2" >/dev/null 2>&1; }

# history TREE DIR: what is needed of TREE, as the first commit of a git tree in DIR; goes there
history() {
	mkdir "$2"
	# shellcheck disable=SC2086
	(cd "$1" && { find . -name 'Kconfig*' -not -path './.git/*' && printf './%s\n' $needed; } | tar -cf - -T -) | tar -C "$2" -xf - || return 1
	cd "$2" || return 1
	git init -q && git add -A && commit all >/dev/null
}

# state_of DIR: a sum of a checkout, its repository and build/, without what ci/premerge keeps there
state_of() { (cd "$1" && git status --short && git diff && git worktree list && git for-each-ref && cat .git/config && find . -path ./.git -prune -o -printf '%p %T@ %s\n' | sort; ls "$builds" | grep -v "^premerge") | sha256sum; }
