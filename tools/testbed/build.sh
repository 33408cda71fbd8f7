#!/usr/bin/env bash
# Builds the real programs that tests run against, from Go modules, into DIR.
#
#   tools/testbed/build.sh DIR all | PART...
#
#   control-plane  etcd and the Kubernetes control plane       6 min on 2 cores, from nothing
#   kwok           a kubelet that only pretends                1 min
#   kustomize      the command that Argo CD calls              1 min
#   argocd         Argo CD and its resource definitions        6 min
#   buildx         plugin of Docker                            1 min
#   buildkit       the daemon behind buildx's driver "remote"  1 min
#   compose        plugin of Docker                            1 min
#   rollouts       Argo Rollouts; not part of "all"            2 min
#
# A part that is there stays as long as its version, its modules and the way it is built here stay the same; where all are
# there, Go is not needed. Else Go 1.25.5 or newer is.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
parts=(control-plane kwok kustomize argocd buildx buildkit compose)

build_control-plane() {
  local version minor set=k8s.io/component-base/version
  version=$(version_of control-plane k8s.io/kubernetes)
  minor=${version#v*.}
  compile control-plane control-plane . "-X $set.gitVersion=$version -X $set.gitMajor=1 -X $set.gitMinor=${minor%%.*}"
  link control-plane etcd kube-apiserver kube-controller-manager kube-scheduler
}

build_kwok() { fetch sigs.k8s.io/kwok/cmd/kwok@v0.7.0; }

# The version that kustomize-ts is held to.
build_kustomize() { fetch sigs.k8s.io/kustomize/kustomize/v5@v5.8.2; }

build_argocd() {
  compile argocd argocd github.com/argoproj/argo-cd/v3/cmd
  link argocd argocd-repo-server argocd-application-controller argocd-applicationset-controller
  definitions argocd github.com/argoproj/argo-cd/v3
}

build_rollouts() {
  compile rollouts rollouts-controller github.com/argoproj/argo-rollouts/cmd/rollouts-controller
  definitions rollouts github.com/argoproj/argo-rollouts
}

build_buildx() {
  local module=github.com/docker/buildx
  compile buildx docker-buildx $module/cmd/buildx "-X $module/version.Version=$(version_of buildx $module)"
}

build_buildkit() {
  local module=github.com/moby/buildkit
  compile buildkit buildkitd $module/cmd/buildkitd "-X $module/version.Version=$(version_of buildkit $module)"
}

build_compose() {
  local module=github.com/docker/compose/v2
  compile compose docker-compose $module/cmd "-X $module/internal.Version=$(version_of compose $module)"
}

# compile FOLDER PROGRAM PACKAGE [LDFLAGS]
compile() {
  (cd "$here/$1" && go build -trimpath -ldflags "-s -w ${4:-}" -o "$out/$2.partial" "$3")
  mv "$out/$2.partial" "$out/$2"
}

# fetch PACKAGE@VERSION
fetch() { GOBIN=$out go install -trimpath -ldflags '-s -w' "$1"; }

# link PROGRAM NAME...: a program that does what the name it is called by says
link() { local program=$1 name; shift; for name; do ln -sf "$program" "$out/$name"; done; }

# definitions FOLDER MODULE: the custom resource definitions of the version that was built
definitions() {
  local module
  module=$(cd "$here/$1" && go list -m -f '{{.Dir}}' "$2")
  install -m 644 "$module"/manifests/crds/*-crd.yaml "$out/"
}

# version_of FOLDER MODULE
version_of() { awk -v module="$2" '$1 == module { print $2 }' "$here/$1/go.mod"; }

# What a part is made from: the function that builds it, and its modules.
origin() {
  local file
  declare -f "build_$1" compile fetch definitions
  for file in "$here/$1"/*; do [ ! -f "$file" ] || cat "$file"; done
}

ensure() {
  local part=$1 record
  record=$(origin "$part" | sha256sum)
  if [ "$(cat "$out/.$part.made-from" 2>/dev/null)" = "$record" ]; then return; fi
  command -v go >/dev/null || { echo "Cannot build $part: wanted Go 1.25.5 or newer on PATH" >&2; exit 1; }
  echo "Building $part" >&2
  "build_$part"
  echo "$record" >"$out/.$part.made-from"
}

[ $# -ge 2 ] || { sed -n '2,15p' "$0" >&2; exit 2; }
mkdir -p "$1"; out=$(cd "$1" && pwd); shift
[ "$1" != all ] || set -- "${parts[@]}"
for part; do
  declare -F "build_$part" >/dev/null || { echo "Cannot build \"$part\": wanted all, ${parts[*]} or rollouts" >&2; exit 2; }
done
export CGO_ENABLED=0
exec 9>"$out/.lock"; flock 9
for part; do ensure "$part"; done
echo "$out"
