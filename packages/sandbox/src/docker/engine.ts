/**
 * The Docker engine as this package needs it: the only file that knows dockerode. Speaks containers, networks,
 * images and execs; knows nothing of sandboxes. Each method throws what engineFault makes.
 */
import type { Readable } from 'node:stream';
import Docker from 'dockerode';
import { EngineRefusal, engineFault, isConflict, isMissing } from './engine-fault.ts';
import type {
  ContainerBody,
  ContainerState,
  DiskUse,
  EngineEvent,
  EngineInfo,
  ExecRequest,
  FoundContainer,
  FoundNetwork,
  Labels,
  NetworkRequest,
  OnProgress,
  RawStats,
  RunningExec,
} from './engine-types.ts';

export type * from './engine-types.ts';

/** Of the kernel; a container has 1,024 of them when nobody says otherwise. */
const FEWEST_CPU_SHARES = 2;

const asFilters = (labels: Labels): string[] =>
  Object.entries(labels).map(([key, value]) => `${key}=${value}`);

/** No agent among them: the library prints all its options for each request, an agent with all its sockets too. */
function options(host: string | undefined): Docker.DockerOptions {
  if (!host) return {};
  if (host.startsWith('unix://')) return { socketPath: host.slice('unix://'.length) };
  const url = new URL(host.includes('://') ? host : `tcp://${host}`);
  if (url.protocol !== 'tcp:' && url.protocol !== 'http:') return {};
  return { host: url.hostname, port: url.port || '2375', protocol: 'http' };
}

/** Made once per runtime. `host` is spelled like DOCKER_HOST; left out, Docker's own rules choose. */
export class Engine {
  readonly #docker: Docker;

  constructor(host?: string) {
    this.#docker = new Docker(options(host));
  }

  async #ask<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      throw engineFault(error);
    }
  }

  /** Reached by a socket of this host, so it may share folders with us. */
  get local(): boolean {
    return Boolean((this.#docker.modem as { socketPath?: string }).socketPath);
  }

  async ping(timeoutMs = 5000): Promise<void> {
    await this.#ask(
      (this.#docker.ping as (settings: object) => Promise<unknown>).call(this.#docker, {
        abortSignal: AbortSignal.timeout(timeoutMs),
      }),
    );
  }

  async info(): Promise<EngineInfo> {
    const [info, version] = await this.#ask(Promise.all([this.#docker.info(), this.#docker.version()]));
    return {
      version: version.Version,
      apiVersion: version.ApiVersion,
      cgroupVersion: info.CgroupVersion ?? '1',
      storage: info.Driver,
      memoryBytes: info.MemTotal,
      cores: info.NCPU,
      runtimes: Object.keys(info.Runtimes ?? {}).toSorted(),
      rootDir: info.DockerRootDir,
      limits: {
        memory: info.MemoryLimit === true,
        swap: info.SwapLimit === true,
        cpu: info.CpuCfsQuota === true,
        pids: info.PidsLimit === true,
      },
    };
  }

  /** Lists stopped containers too. */
  async containers(labels: Labels): Promise<FoundContainer[]> {
    const all = await this.#ask(
      this.#docker.listContainers({ all: true, filters: { label: asFilters(labels) } }),
    );
    return all.map((one) => ({
      id: one.Id,
      name: (one.Names[0] ?? '').replace(/^\//, ''),
      labels: one.Labels,
      running: one.State === 'running',
    }));
  }

  /** What running containers have written, by id. Costs a walk over all that they wrote. */
  async diskUse(labels: Labels): Promise<Map<string, DiskUse>> {
    type Sized = { SizeRw?: number };
    const all = await this.#ask(
      this.#docker.listContainers({ size: true, filters: { label: asFilters(labels) } }),
    );
    return new Map(
      all.map(({ Id, Mounts, ...rest }) => {
        const volumes = Mounts.flatMap(({ Type, Name }) => (Type === 'volume' && Name ? [Name] : []));
        return [Id, { bytes: (rest as Sized).SizeRw ?? 0, volumes }];
      }),
    );
  }

  /** Names of the volumes with these labels that no container has. */
  async looseVolumes(labels: Labels): Promise<string[]> {
    const filters = { dangling: ['true'], label: asFilters(labels) };
    const { Volumes } = await this.#ask(this.#docker.listVolumes({ filters: filters as never }));
    return Volumes.map(({ Name }) => Name);
  }

  /** Refused while a container has it. */
  async removeVolume(name: string): Promise<void> {
    await this.#ask(this.#docker.getVolume(name).remove());
  }

  async hasVolume(name: string): Promise<boolean> {
    const { Volumes } = await this.#ask(this.#docker.listVolumes({ filters: { name: [name] } as never }));
    return Volumes.some((volume) => volume.Name === name);
  }

  /** Ends its main process at once; nothing happens when it does not run. */
  async killContainer(id: string): Promise<void> {
    await this.#ask(this.#docker.getContainer(id).kill()).catch((error) => {
      if (!isMissing(error) && !isConflict(error)) throw error;
    });
  }

  async createContainer(name: string, body: ContainerBody): Promise<string> {
    const made = await this.#ask(this.#docker.createContainer({ name, ...body }));
    return made.id;
  }

  /** Running already is success. */
  async startContainer(id: string): Promise<void> {
    await this.#ask(this.#docker.getContainer(id).start()).catch((error) => {
      if (!(error instanceof EngineRefusal && error.status === 304)) throw error;
    });
  }

  async renameContainer(id: string, name: string): Promise<void> {
    await this.#ask(this.#docker.getContainer(id).rename({ name }));
  }

  /** Kills it when it runs; its volumes go with it. */
  async removeContainer(id: string): Promise<void> {
    await this.#ask(this.#docker.getContainer(id).remove({ force: true, v: true }));
  }

  async waitContainer(id: string): Promise<number> {
    const ended: { StatusCode: number } = await this.#ask(this.#docker.getContainer(id).wait());
    return ended.StatusCode;
  }

  async containerState(id: string): Promise<ContainerState> {
    const { State } = await this.#ask(this.#docker.getContainer(id).inspect());
    return {
      running: State.Running,
      leaving: State.Status === 'removing' || State.Dead === true,
      created: State.Status === 'created',
      exitCode: State.ExitCode,
      oomKilled: State.OOMKilled,
    };
  }

  async stats(id: string): Promise<RawStats> {
    const container = this.#docker.getContainer(id);
    return (await this.#ask(container.stats({ stream: false, 'one-shot': true }))) as RawStats;
  }

  async exec(containerId: string, request: ExecRequest): Promise<RunningExec> {
    const { command, user, env, tty } = request;
    const exec = await this.#ask(
      this.#docker.getContainer(containerId).exec({
        Cmd: command,
        User: user,
        Env: env,
        Tty: tty,
        AttachStdin: true,
        AttachStdout: true,
        AttachStderr: true,
      }),
    );
    const stream = await this.#ask(exec.start({ hijack: true, stdin: true, Tty: tty }));
    return {
      stream,
      resize: async (cols, rows) => {
        await this.#ask(exec.resize({ w: cols, h: rows }));
      },
      state: async () => {
        const state = await this.#ask(exec.inspect()).catch((error) => {
          if (isMissing(error)) return { Running: false, ExitCode: null }; // its container has gone
          throw error;
        });
        return { running: state.Running, exitCode: state.ExitCode };
      },
    };
  }

  /** Starts a program as root that goes on by itself. Resolves once it runs. */
  async launch(containerId: string, command: string[]): Promise<void> {
    const request = { Cmd: command, User: 'root', WorkingDir: '/', AttachStdout: false, AttachStderr: false };
    const exec = await this.#ask(this.#docker.getContainer(containerId).exec(request));
    (await this.#ask(exec.start({ Detach: true }))).resume(); // an answer left unread keeps its connection
  }

  /** A file or folder of a container, as a tar. */
  async archive(containerId: string, path: string): Promise<Readable> {
    return (await this.#ask(this.#docker.getContainer(containerId).getArchive({ path }))) as Readable;
  }

  /** Unpacks a tar at the root of a container, which need not run. */
  async putArchive(id: string, tar: NodeJS.ReadableStream): Promise<void> {
    await this.#ask(this.#docker.getContainer(id).putArchive(tar, { path: '/' }));
  }

  async networks(labels: Labels): Promise<FoundNetwork[]> {
    const all = await this.#ask(this.#docker.listNetworks({ filters: { label: asFilters(labels) } }));
    return all.map((one) => ({
      id: one.Id,
      name: one.Name,
      subnet: one.IPAM?.Config?.[0]?.Subnet ?? '',
      labels: one.Labels ?? {},
    }));
  }

  /** Makes a bridge network and gives its id. */
  async createNetwork(request: NetworkRequest): Promise<string> {
    const made = await this.#ask(
      this.#docker.createNetwork({
        Name: request.name,
        CheckDuplicate: true,
        Driver: 'bridge',
        Internal: !request.open,
        EnableIPv6: false,
        IPAM: { Driver: 'default', Config: [{ Subnet: request.subnet }] },
        Options: request.options,
        Labels: request.labels,
      }),
    );
    return made.id;
  }

  async removeNetwork(id: string): Promise<void> {
    await this.#ask(this.#docker.getNetwork(id).remove());
  }

  /** Puts a container on a further network; one that runs has it at once. */
  async connect(network: string, container: string, endpoint: ContainerBody): Promise<void> {
    const body = { Container: container, EndpointConfig: endpoint };
    await this.#ask(this.#docker.getNetwork(network).connect(body));
  }

  async disconnect(network: string, container: string): Promise<void> {
    await this.#ask(this.#docker.getNetwork(network).disconnect({ Container: container, Force: true }));
  }

  async hasImage(reference: string): Promise<boolean> {
    try {
      await this.#ask(this.#docker.getImage(reference).inspect());
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  /** What its layers hold. */
  async imageBytes(reference: string): Promise<number> {
    return (await this.#ask(this.#docker.getImage(reference).inspect())).Size;
  }

  /** Tags of one repository. */
  async tags(repository: string): Promise<string[]> {
    const found = await this.#ask(this.#docker.listImages({ filters: { reference: [repository] } }));
    return found.flatMap((image) => image.RepoTags ?? []).filter((tag) => tag.startsWith(`${repository}:`));
  }

  /** Refused while a container uses it. */
  async removeImage(tag: string): Promise<void> {
    await this.#ask(this.#docker.getImage(tag).remove());
  }

  /** `yielding`: takes only the processor time that nobody else wants, where the host is busy. */
  async buildImage(
    context: Readable,
    what: { tag: string; dockerfile: string; args: Labels; yielding: boolean },
    onProgress: OnProgress,
  ): Promise<void> {
    const shares = what.yielding ? { cpushares: FEWEST_CPU_SHARES } : {};
    const { tag: t, dockerfile, args: buildargs } = what;
    const settings = { t, dockerfile, buildargs, rm: true, forcerm: true, ...shares };
    await this.#follow(await this.#ask(this.#docker.buildImage(context, settings)), onProgress);
  }

  /** `signal` gives up. */
  async pullImage(reference: string, onProgress: OnProgress, signal?: AbortSignal): Promise<void> {
    const stream = await this.#ask(this.#docker.pull(reference, signal ? { abortSignal: signal } : {}));
    await this.#follow(stream, onProgress);
  }

  /** Makes an image of a root file system's tar. */
  async importImage(tar: Readable, repository: string, tag: string): Promise<void> {
    await this.#follow(await this.#ask(this.#docker.importImage(tar, { repo: repository, tag })), () => {});
  }

  async #follow(stream: NodeJS.ReadableStream, onProgress: OnProgress): Promise<void> {
    for await (const line of lines(stream)) {
      const message = JSON.parse(line);
      if (message.error) throw engineFault({ message: message.error, statusCode: 500 });
      onProgress(message);
    }
  }

  /** Containers' ends and out-of-memory kills, from now on. The stream ends when the engine goes away. */
  async events(labels: Labels): Promise<{ events: AsyncIterable<EngineEvent>; close(): void }> {
    const filters = { type: ['container' as const], event: ['die'], label: asFilters(labels) };
    const stream = (await this.#ask(this.#docker.getEvents({ filters }))) as Readable;
    async function* read(): AsyncGenerator<EngineEvent> {
      for await (const line of lines(stream)) {
        const { Action, Actor } = JSON.parse(line);
        yield { action: Action, id: Actor.ID, labels: Actor.Attributes };
      }
    }
    return { events: read(), close: () => stream.destroy() };
  }
}

async function* lines(stream: NodeJS.ReadableStream): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of stream) {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    yield* parts.map((line) => line.trim()).filter(Boolean);
  }
  if (rest.trim()) yield rest;
}
