/** A broker for tests: the real one, with data of its own, lessons of its own, and a clock that can be moved. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { type Broker, startBroker } from '../broker.ts';
import { readConfig } from '../config.ts';
import { Student } from './student.ts';

const broker = path.resolve(import.meta.dirname, '../..');
const project = path.resolve(broker, '../..');

/** A folder with all that a broker needs; kept over restarts. */
export class TestSite {
  readonly dir = mkdtempSync(path.join(tmpdir(), 'sandlot-broker-'));
  readonly internal = randomBytes(16).toString('hex');
  readonly environment: Record<string, string>;

  constructor(runtime: 'docker' | 'process', settings: Record<string, string> = {}) {
    for (const name of ['courses', 'playgrounds'])
      symlinkSync(path.join(broker, 'fixtures', name), path.join(this.dir, name));
    for (const name of ['prisma', 'docker']) symlinkSync(path.join(project, name), path.join(this.dir, name));
    this.environment = {
      SANDLOT_ROOT: this.dir,
      SANDLOT_DATA: path.join(this.dir, 'data'),
      SANDLOT_SECRET: randomBytes(32).toString('base64'),
      SANDLOT_INTERNAL: this.internal,
      SANDLOT_INSTANCE: `t${randomBytes(4).toString('hex')}`,
      SANDLOT_RUNTIME: runtime,
      SANDLOT_LOG: 'silent',
      ...settings,
    };
  }

  async start(): Promise<TestBroker> {
    const clock = { aheadMs: 0 };
    const config = readConfig(this.environment);
    const started = await startBroker(
      config,
      pino({ level: config.logLevel }),
      () => Date.now() + clock.aheadMs,
    );
    return new TestBroker(started, this, clock);
  }

  /** Removes the folder. */
  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

export class TestBroker {
  readonly broker: Broker;
  readonly site: TestSite;
  /** How far the broker's clock is ahead of the real one. */
  readonly clock: { aheadMs: number };

  constructor(started: Broker, site: TestSite, clock: { aheadMs: number }) {
    this.broker = started;
    this.site = site;
    this.clock = clock;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.broker.port}`;
  }

  student(): Student {
    return new Student(this.origin);
  }

  /** A student with a ready sandbox of the lesson, whose page is open. */
  async ready(lesson = 'trial/one', student = this.student()) {
    await student.start(lesson);
    const watch = await student.watchLesson(lesson);
    const state = await watch.until((s) => s.sandbox?.state === 'ready');
    if (!state.sandbox) throw new Error('no sandbox');
    return { student, watch, sandboxId: state.sandbox.id };
  }

  async admin(): Promise<Student> {
    const admin = this.student();
    await admin.becomeAdmin(this.site.internal);
    return admin;
  }

  /** Removes every sandbox and stops. */
  async end(): Promise<void> {
    const { sandboxes } = this.broker;
    await Promise.all(sandboxes.all.map((s) => sandboxes.end(s, 'admin', 'the test is over', 'broker')));
    await this.broker.stop();
  }
}
