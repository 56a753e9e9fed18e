/**
 * The contract of runtime.ts as tests: each runtime's own test file calls this once. What only some runtimes
 * can do is switched by `options.capabilities`, so that a runtime says plainly what it does not promise.
 */
import { describe } from 'vitest';
import type { ContractOptions, MakeRuntime } from './contract/bench.ts';
import { durablePart } from './contract/durable.ts';
import { followPart } from './contract/follow.ts';
import { lifePart } from './contract/life.ts';
import { portsPart } from './contract/ports.ts';
import { runPart } from './contract/run.ts';
import { stopPart } from './contract/stop.ts';
import { terminalPart } from './contract/terminal.ts';

export type { ContractOptions, MakeRuntime } from './contract/bench.ts';

/**
 * Declares the suite for one runtime.
 * @example contractSuite('docker', (instance) => createDockerRuntime({ instance, imagesDir }), options);
 */
export function contractSuite(name: string, makeRuntime: MakeRuntime, options: ContractOptions): void {
  describe(`${name}: sandboxes`, () => lifePart(makeRuntime, options));
  describe(`${name}: scripts and files`, () => runPart(makeRuntime, options));
  describe(`${name}: programs that are followed`, () => followPart(makeRuntime, options));
  describe(`${name}: ports`, () => portsPart(makeRuntime, options));
  describe(`${name}: terminals`, () => terminalPart(makeRuntime, options));
  if (options.capabilities.durable) {
    describe(`${name}: terminals that outlive their process`, () => durablePart(makeRuntime, options));
  }
  describe(`${name}: machines that stop`, () => stopPart(makeRuntime, options));
}
