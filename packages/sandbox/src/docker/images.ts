/** The images that machines are made of: built from their folders, found by a tag that names the content. */
import { type Progress, SandboxError } from '../runtime.ts';
import { type Bootstrap, ensureBase } from './base-image.ts';
import { chooseDockerfile } from './choose-dockerfile.ts';
import { Engine } from './engine.ts';
import { EngineRefusal, isConflict, isMissing } from './engine-fault.ts';
import { hostArgs } from './host-args.ts';
import { argsOf, basesOf, buildContext, type Dockerfile, imageTag } from './image-folder.ts';
import { isOnDemand, notBuilt } from './on-demand-images.ts';

/** What the engine itself says between a program's words and the failure. */
const OF_THE_ENGINE = /^(Removing intermediate container| ---> )/;

/** One line of a build, short enough to show: "step 3 of 8: RUN apt-get update ...". */
function stepOf(text: string): string | null {
  const match = /^Step (\d+)\/(\d+) : (.*)/.exec(text);
  if (!match) return null;
  const [, step, all, what = ''] = match;
  return `step ${step} of ${all}: ${what.replace(/\s+/g, ' ').slice(0, 72).trim()}`;
}

interface ImagesOptions {
  /** Builds those too that are built on demand only. */
  demanded?: boolean;
  /** What to pull for these folders in place of what their `pulled.Dockerfile` names, or BUILD: not to pull. */
  sources?: Record<string, string | undefined>;
  /** For tests. */
  bootstrap?: Bootstrap;
  /** For tests: how long a registry may say nothing. */
  patienceMs?: number;
}

/** Images of one engine. Calls for the same image at the same time share one build. */
export class Images {
  readonly #engine: Engine;
  readonly #imagesDir: string;
  readonly #options: ImagesOptions;
  readonly #builds = new Map<string, { done: Promise<void>; watchers: Set<Progress> }>();

  constructor(engine: Engine, imagesDir: string, options: ImagesOptions = {}) {
    this.#engine = engine;
    this.#imagesDir = imagesDir;
    this.#options = options;
  }

  tag(image: string): Promise<string> {
    return imageTag(this.#imagesDir, image);
  }

  /** False, too, when there is no such folder. */
  async has(image: string): Promise<boolean> {
    try {
      return await this.#engine.hasImage(await this.tag(image));
    } catch (error) {
      if (error instanceof SandboxError && error.code === 'image') return false;
      throw error;
    }
  }

  /**
   * See SandboxRuntime.ensureImage. Giving up stops the wait; the build goes on, for the next one who asks. An image
   * that is built on demand is refused: nobody who presses Start waits half an hour.
   */
  async ensure(image: string, progress: Progress, signal?: AbortSignal): Promise<void> {
    const tag = await this.tag(image);
    const givenUp = () => new SandboxError('aborted', `Waiting for the image "${image}" was given up.`);
    if (signal?.aborted) throw givenUp();
    const running = this.#builds.get(tag);
    if (!running && (await this.#engine.hasImage(tag))) return;
    if (!this.#options.demanded && isOnDemand(this.#imagesDir, image)) throw notBuilt(image);
    const build = this.#builds.get(tag) ?? this.#start(tag, image);
    build.watchers.add(progress);
    const abort = Promise.withResolvers<never>();
    const onAbort = () => abort.reject(givenUp());
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      await Promise.race([build.done, abort.promise]);
    } finally {
      signal?.removeEventListener('abort', onAbort);
      build.watchers.delete(progress);
    }
  }

  #start(tag: string, image: string) {
    const watchers = new Set<Progress>();
    const tell: Progress = (text) => {
      for (const watcher of watchers) watcher(text);
    };
    const done = this.#build(tag, image, tell).finally(() => this.#builds.delete(tag));
    done.catch(() => {}); // told to those who wait; nobody may
    const build = { done, watchers };
    this.#builds.set(tag, build);
    return build;
  }

  async #build(tag: string, image: string, progress: Progress): Promise<void> {
    const { sources, patienceMs } = this.#options;
    const folder = { imagesDir: this.#imagesDir, image, wanted: sources?.[image] };
    const { dockerfile, args: own } = await chooseDockerfile(this.#engine, folder, progress, patienceMs);
    const args = { ...(await this.#args(image, dockerfile, progress)), ...own };
    progress(`Building the image "${image}"`);
    const context = await buildContext(this.#imagesDir, image);
    let last = '';
    try {
      // Such a build takes long, on a host that may be full of students.
      const what = { tag, dockerfile, args, yielding: isOnDemand(this.#imagesDir, image) };
      await this.#engine.buildImage(context, what, ({ stream = '' }) => {
        if (!OF_THE_ENGINE.test(stream)) last = stream.trim() || last;
        const step = stepOf(stream);
        if (step) progress(`Building the image "${image}", ${step}`);
      });
    } catch (error) {
      if (!(error instanceof EngineRefusal)) throw error;
      throw new SandboxError(
        'image',
        `The image "${image}" could not be built: ${error.message} Its last words: ${last.split('\n').at(-1)}. Mend docker/${image}/${dockerfile}, then try again.`,
        { cause: error },
      );
    }
    await this.#removeOld(tag);
  }

  /** What the Dockerfile's arguments are here, once the images among them are there. */
  async #args(image: string, dockerfile: Dockerfile, progress: Progress): Promise<Record<string, string>> {
    const args = hostArgs(await argsOf(this.#imagesDir, image, dockerfile), process.env);
    for (const { arg, ours, name } of await basesOf(this.#imagesDir, image, dockerfile)) {
      if (ours) await this.ensure(name, progress);
      else await ensureBase(this.#engine, name, progress, this.#options.bootstrap);
      args[arg] = ours ? await this.tag(name) : name;
    }
    return args;
  }

  /** Other versions of this image go, unless a container still uses them. */
  async #removeOld(tag: string): Promise<void> {
    const repository = tag.split(':')[0] ?? '';
    const old = (await this.#engine.tags(repository)).filter((other) => other !== tag);
    for (const other of old) {
      await this.#engine.removeImage(other).catch((error) => {
        if (!isConflict(error) && !isMissing(error)) throw error;
      });
    }
  }
}

/** Makes sure that an image is there without any sandbox, also one that is built on demand: for `sandlot images`. */
export async function ensureImage(request: {
  imagesDir: string;
  image: string;
  progress: Progress;
  signal?: AbortSignal;
  host?: string;
  sources?: ImagesOptions['sources'];
}): Promise<void> {
  const { sources = {} } = request;
  const images = new Images(new Engine(request.host), request.imagesDir, { demanded: true, sources });
  await images.ensure(request.image, request.progress, request.signal);
}
