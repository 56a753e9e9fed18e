/** Sandboxes: one interface, two runtimes. Knows no lesson's prose, no database and no socket to a browser. */

export { askEngine } from './docker/ask-engine.ts';
export { createDockerRuntime, type DockerRuntimeOptions } from './docker/docker-runtime.ts';
export { formatBytes } from './docker/format-bytes.ts';
export { imageTag } from './docker/image-folder.ts';
export { ensureImage } from './docker/images.ts';
export { askMirror, type RegistryMirror, readRegistryMirror } from './docker/nesting/registry-mirror.ts';
export { isOnDemand } from './docker/on-demand-images.ts';
export { Gate } from './gate.ts';
export * from './lesson/index.ts';
export { pickRuntime, type RuntimeChoice } from './pick-runtime.ts';
export * from './runtime.ts';
