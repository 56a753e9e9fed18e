"""Writes the data root of an engine that has our images: what `docker load` would leave in /var/lib/docker, but with
each layer a link to a folder of this machine's own image, which all machines share. Runs no engine.

    write-store.py SHARE IMAGES OWNER...

IMAGES is a file (JSON): `layers`, each folder of SHARE/layers/root with the one below it, and `images`, each with its tag,
its top layer, and its settings. A store is written for each owner, beside what it has already: `root`, with root's files
as root's, and `student`, where they are the student's, who is root in a rootless engine."""

import base64
import gzip
import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
import tarfile
from datetime import datetime, timezone
from pathlib import Path

SHARE = Path(sys.argv[1])
DESCRIBED = json.loads(Path(sys.argv[2]).read_text())
OWNERS = sys.argv[3:]
STUDENT = 1000  # who is root in a rootless engine; its other ids begin at SUBIDS
SUBIDS = 100000


ALL_ONES = (1 << 64) - 1


def crc64(data):
    """The checksum (ISO 3309) by which the engine knows that a file is still as it was in its layer."""
    crc = ALL_ONES
    for start in range(0, len(data), 1 << 16):
        crc = crc64_onward(data[start : start + (1 << 16)], crc)
    return (crc ^ ALL_ONES).to_bytes(8, "big")


def crc64_onward(chunk, crc):
    """The remainder of a polynomial over two elements, whose highest power is the number's lowest bit. What it is divided
    by says x^64 = x^4 + x^3 + x + 1, and so x^64q = x^4q + x^3q + x^q + 1 for each q that is a power of two: the upper half
    is folded onto the lower, again and again. A loop over bytes would take minutes for what this does in seconds."""
    value = int.from_bytes(chunk, "little") ^ crc
    width = 8 * len(chunk) + 64
    while width > 64:
        q = 1 << ((width - 1) // 64).bit_length() - 1
        upper_width = width - 64 * q
        upper = value & (1 << upper_width) - 1
        value >>= upper_width
        width = max(64 * q, upper_width + 4 * q)
        value <<= width - 64 * q
        for power in (4 * q, 3 * q, q, 0):
            value ^= upper << width - upper_width - power
    return value


class LayerTar:
    """A layer's tar, which is never written: its digest, and the recipe by which the engine makes it again from the
    folder (`docker save`), known as tar-split."""

    def __init__(self, folder):
        self.size = 0
        self.newest = 0
        self._sha = hashlib.sha256()
        self._pending = bytearray()
        self._recipe = []
        for path in sorted(folder.rglob("*")):
            self._add(folder, path)
        self._segment(bytes(1024))
        self._flush()

    @property
    def digest(self):
        return f"sha256:{self._sha.hexdigest()}"

    @property
    def recipe(self):
        lines = "".join(json.dumps({**entry, "position": i}) + "\n" for i, entry in enumerate(self._recipe))
        return gzip.compress(lines.encode(), mtime=0)

    def _add(self, folder, path):
        status = path.lstat()
        info = tarfile.TarInfo(str(path.relative_to(folder)))
        info.mode, info.uid, info.gid = stat.S_IMODE(status.st_mode), status.st_uid, status.st_gid
        info.mtime = int(status.st_mtime)
        self.newest = max(self.newest, info.mtime)
        data = b""
        if path.is_symlink():
            info.type, info.linkname = tarfile.SYMTYPE, os.readlink(path)
        elif path.is_dir():
            info.type = tarfile.DIRTYPE
        elif not path.is_file():
            raise ValueError(f"{path} is neither a file nor a folder nor a link")
        else:
            data = path.read_bytes()
            info.size = len(data)
        self._segment(info.tobuf(tarfile.GNU_FORMAT))
        if data:
            self._file(info.name, data)
            self._segment(bytes(-len(data) % 512))

    def _segment(self, data):
        self._sha.update(data)
        self._pending += data

    def _flush(self):
        self._recipe.append({"type": 2, "payload": base64.b64encode(self._pending).decode()})
        self._pending.clear()

    def _file(self, name, data):
        self._flush()
        self._sha.update(data)
        self.size += len(data)
        payload = base64.b64encode(crc64(data)).decode()
        self._recipe.append({"type": 1, "name": name, "size": len(data), "payload": payload})


class Layer:
    """A layer as an engine with overlay2 keeps it."""

    def __init__(self, name, below):
        self.name, self.below = name, below
        self.tar = LayerTar(SHARE / "layers" / "root" / name)
        chain = self.tar.digest
        if below:
            chain = "sha256:" + hashlib.sha256(f"{below.chain} {chain}".encode()).hexdigest()
        self.chain = chain
        self.cache_id = hashlib.sha256(f"sandlot {chain}".encode()).hexdigest()
        self.link = base64.b32encode(bytes.fromhex(self.cache_id)).decode()[:26]

    def stack(self):
        return [*(self.below.stack() if self.below else []), self]

    def write(self, store, owner):
        overlay = store / "overlay2" / self.cache_id
        write(overlay / "link", self.link)
        write(overlay / "committed", "")
        (overlay / "diff").symlink_to(SHARE / "layers" / owner / self.name)
        (store / "overlay2" / "l").mkdir(exist_ok=True)
        (store / "overlay2" / "l" / self.link).symlink_to(f"../{self.cache_id}/diff")
        known = store / "image" / "overlay2" / "layerdb" / "sha256" / self.chain.removeprefix("sha256:")
        write(known / "diff", self.tar.digest)
        write(known / "cache-id", self.cache_id)
        write(known / "size", str(self.tar.size))
        write(known / "tar-split.json.gz", self.tar.recipe)
        if self.below:
            write(known / "parent", self.below.chain)
            write(overlay / "lower", ":".join(f"l/{layer.link}" for layer in reversed(self.below.stack())))
            (overlay / "work").mkdir()


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def moment(layer):
    return datetime.fromtimestamp(layer.tar.newest, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def image(config, layer):
    architecture = subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()
    history = [{"created": moment(each), "created_by": f"Debian packages: {each.name}"} for each in layer.stack()]
    return json.dumps({
        "architecture": architecture,
        "os": "linux",
        "created": max(each["created"] for each in history),
        "config": config,
        "rootfs": {"type": "layers", "diff_ids": [each.tar.digest for each in layer.stack()]},
        "history": history,
    }).encode()


def write_store(owner, layers):
    store = SHARE / "store" / owner
    for layer in layers.values():
        if not (store / "overlay2" / layer.cache_id).exists():
            layer.write(store, owner)
    listed = store / "image" / "overlay2" / "repositories.json"
    repositories = json.loads(listed.read_text())["Repositories"] if listed.exists() else {}
    for name, described in DESCRIBED["images"].items():
        config = image(described["config"], layers[described["layer"]])
        digest = hashlib.sha256(config).hexdigest()
        write(store / "image" / "overlay2" / "imagedb" / "content" / "sha256" / digest, config)
        repositories[name] = {f"{name}:{described['tag']}": f"sha256:{digest}"}
    write(listed, json.dumps({"Repositories": repositories}))


def copy_for_student():
    ours, theirs = SHARE / "layers" / "root", SHARE / "layers" / "student"
    shutil.copytree(ours, theirs, symlinks=True)

    def inner(number):
        return STUDENT if number == 0 else SUBIDS + number - 1

    for path in [ours, *ours.rglob("*")]:
        status = path.lstat()
        os.chown(theirs / path.relative_to(ours), inner(status.st_uid), inner(status.st_gid), follow_symlinks=False)


def main():
    layers = {}
    for name, below in DESCRIBED["layers"].items():
        layers[name] = Layer(name, layers.get(below))
    for owner in OWNERS:
        if owner == "student":
            copy_for_student()
        write_store(owner, layers)


main()
