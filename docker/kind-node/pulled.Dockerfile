# A node of a cluster that kind makes: kind's own image of one, and what Sandlot's clusters need beside it. Where no
# registry answers, Dockerfile is used in its place; both offer the same to docker/kind and to `kind create lab`.
ARG BASE=debian:trixie-slim
# The default of the kind that programs/go.mod names, by its pkg/apis/config/defaults/image.go.
ARG PULLED=kindest/node:v1.34.0@sha256:7416a61b42b1662ca6ca89f02028ac133a309a2a30ba309614e8ec94d976dc5a

FROM ${PULLED} AS node

FROM ${BASE} AS program
RUN set -eu; \
    export DEBIAN_FRONTEND=noninteractive; \
    apt-get update; \
    apt-get install -y --no-install-recommends ca-certificates golang-go; \
    rm -rf /var/lib/apt/lists/* /var/cache/apt/*
# Of the host, where its way to the modules is not the usual one.
ARG CERTIFICATES=
ARG GOPROXY=
ENV CGO_ENABLED=0 GOTOOLCHAIN=local GOFLAGS="-trimpath -mod=readonly"
WORKDIR /src
COPY --from=node /kind/version /version
COPY programs/ ./
RUN set -eu; \
    [ -z "$CERTIFICATES" ] || echo "$CERTIFICATES" >>/etc/ssl/certs/ca-certificates.crt; \
    go build -o /program \
        -ldflags "-s -w -X sandlot.invalid/kind-node/kind.nodeImage=sandlot/kind-node:$(cat /version)" ./kindalone

FROM node
LABEL sandlot.on-demand=true
RUN set -eu; \
    mv /usr/local/bin/entrypoint /kind/bin/kind-entrypoint; \
    # Where a student says which registry is meant by a name.
    grep -q config_path /etc/containerd/config.toml || \
        printf '\n[plugins."io.containerd.grpc.v1.cri".registry]\n  config_path = "/etc/containerd/certs.d"\n' \
            >>/etc/containerd/config.toml
COPY --from=program /program /kind/bin/kind
COPY files/bin/admit-node files/bin/fit-to-host files/bin/start-first-node files/bin/start-further-node /kind/bin/
COPY files/pulled-entrypoint /usr/local/bin/entrypoint
RUN set -eu; \
    chmod 755 /usr/local/bin/entrypoint /kind/bin/*; \
    ln -s ../../usr/bin/kubectl ../../usr/local/bin/crictl /kind/bin/
ENTRYPOINT ["/usr/local/bin/entrypoint", "/sbin/init"]
