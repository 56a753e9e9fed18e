/** Tells the engine inside a machine of the registry mirror, before it starts: by Docker's own configuration file. */
import { pack } from 'tar-stream';
import type { Engine } from '../engine.ts';
import { type MirrorPlace, mirrorConfiguration } from './registry-mirror.ts';

interface Place {
  folder: string;
  /** From here on down folders are made, and are the owner's. */
  below: string;
  /** Number of the user and the group. */
  owner: number;
}

/** The student of docker/linux. */
const STUDENT = 1000;
/** Where the engine looks: as root, and where it knows itself to be rootless. */
const PLACES: Place[] = [
  { folder: 'etc/docker', below: 'etc', owner: 0 },
  { folder: 'home/student/.config/docker', below: 'home/student', owner: STUDENT },
];

/** `container` has been made and not started yet. */
export async function putMirror(engine: Engine, container: string, mirror: MirrorPlace): Promise<void> {
  const tar = pack();
  const mtime = new Date();
  const text = mirrorConfiguration(mirror);
  for (const { folder, below, owner } of PLACES) {
    const own = { uid: owner, gid: owner, mtime };
    const parts = folder.slice(below.length + 1).split('/');
    for (const index of parts.keys()) {
      const name = `${below}/${parts.slice(0, index + 1).join('/')}/`;
      tar.entry({ name, type: 'directory', mode: 0o755, ...own });
    }
    tar.entry({ name: `${folder}/daemon.json`, mode: 0o644, ...own }, text);
  }
  tar.finalize();
  await engine.putArchive(container, tar as unknown as NodeJS.ReadableStream);
}
