#!/usr/bin/env bash
# Makes a release of the commit that is checked out: checks that nothing is left open, runs every check, builds the
# packages and writes their checksums. Signs and publishes nothing.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "$0")")/.."

die() { printf 'release: %s\n' "$*" >&2; exit 1; }

version=$(sed -n 's/^ *VERSION \([0-9.]*\)$/\1/p' CMakeLists.txt)
[[ -n $version ]] || die "no version in CMakeLists.txt"
[[ -z $(git status --porcelain) ]] || die "the working tree has changes"
grep -q "^## $version .*20[0-9][0-9]-" CHANGELOG.md || die "CHANGELOG.md has no dated entry for $version"
git rev-parse -q --verify "refs/tags/v$version" >/dev/null && die "there is a tag v$version already"

.ci/run
./dev package
cd build/release
sha256sum ./*.deb ./*.tar.gz | tee SHA256SUMS
printf '\nNow: git tag v%s, and publish build/release/{*.deb,*.tar.gz,SHA256SUMS}\n' "$version"
