/** For tests: a registry as a pull-through cache would look from below, with one image in it. A program for StandIn. */

export const REGISTRY_PORT = 5000;
/** The image's name on Docker Hub, and what its file `/word` says. */
export const KEPT_IMAGE = 'word:1';
export const KEPT_WORD = 'through the mirror';

/** Writes each request down in the stand-in's log. */
export const REGISTRY = `
import gzip, hashlib, http.server, io, json, socketserver, tarfile
word = b"${KEPT_WORD}"
raw = io.BytesIO()
with tarfile.open(fileobj=raw, mode="w") as tar:
    entry = tarfile.TarInfo("word"); entry.size = len(word); tar.addfile(entry, io.BytesIO(word))
digest = lambda data: "sha256:" + hashlib.sha256(data).hexdigest()
layer = gzip.compress(raw.getvalue())
config = json.dumps({"architecture": "amd64", "os": "linux", "config": {}, "rootfs": {"type": "layers", "diff_ids": [digest(raw.getvalue())]}}).encode()
TYPE = "application/vnd.docker.distribution.manifest.v2+json"
part = lambda kind, data: {"mediaType": "application/vnd.docker." + kind, "size": len(data), "digest": digest(data)}
manifest = json.dumps({"schemaVersion": 2, "mediaType": TYPE, "config": part("container.image.v1+json", config), "layers": [part("image.rootfs.diff.tar.gzip", layer)]}).encode()
here = "/v2/library/word/"
found = {here + "manifests/1": (TYPE, manifest), here + "manifests/" + digest(manifest): (TYPE, manifest), "/v2/": ("application/json", b"{}")}
for data in (config, layer): found[here + "blobs/" + digest(data)] = ("application/octet-stream", data)
class Registry(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        with open("/tmp/log", "a") as log: log.write("registry " + self.path + "\\n")
        kind, data = found.get(self.path, ("text/plain", b""))
        self.send_response(200 if data else 404)
        self.send_header("Content-Type", kind); self.send_header("Content-Length", str(len(data)))
        self.send_header("Docker-Content-Digest", digest(data)); self.end_headers()
        if self.command == "GET": self.wfile.write(data)
    do_HEAD = do_GET
socketserver.ThreadingTCPServer(("0.0.0.0", ${REGISTRY_PORT}), Registry).serve_forever()
`;
