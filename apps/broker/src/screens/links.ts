/**
 * Keeps one terminal's links and marks from taking all of the memory: they are kept as long as they are shown.
 */
import type { Core, Line, ScreenBuffer } from './xterm-parts.ts';

/** What a cell holds of a character and the marks on it. */
export const CELL_MAX_CHARS = 32;

interface Link {
  id?: string;
  uri: string;
}

/** Links by number. xterm's own follow every line that scrolls, for each link once. */
export class Links {
  readonly #byId = new Map<number, Link>();
  readonly #ids = new Map<string, number>();
  #last = 0;

  constructor(core: Core) {
    core._oscLinkService.registerLink = (link) => this.#register(link);
    core._oscLinkService.addLineToLink = () => {};
    core._oscLinkService.getLinkData = (id) => this.#byId.get(id);
  }

  get size(): number {
    return this.#byId.size;
  }

  /** Forgets all but those. */
  keep(ids: Set<number>): void {
    for (const [id, link] of this.#byId) {
      if (ids.has(id)) continue;
      this.#byId.delete(id);
      if (link.id !== undefined) this.#ids.delete(`${link.id};;${link.uri}`);
    }
  }

  #register(link: Link): number {
    const key = link.id === undefined ? null : `${link.id};;${link.uri}`;
    const known = key === null ? undefined : this.#ids.get(key);
    if (known !== undefined) return known;
    this.#last += 1;
    this.#byId.set(this.#last, link);
    if (key !== null) this.#ids.set(key, this.#last);
    return this.#last;
  }
}

/** Lets go of what nobody can see: links without a cell, marks beyond the first ones on a character. */
export function sweep(core: Core, links: Links): void {
  const used = new Set<number>([core._inputHandler._curAttrData.extended.urlId]);
  for (const buffer of [core.buffers.normal, core.buffers.alt]) {
    for (const line of linesOf(buffer)) sweepLine(line, used);
  }
  links.keep(used);
}

function sweepLine(line: Line, used: Set<number>): void {
  for (const x in line._combined) {
    const chars = line._combined[x] ?? '';
    if (chars.length > CELL_MAX_CHARS) line._combined[x] = chars.slice(0, CELL_MAX_CHARS);
  }
  for (const x in line._extendedAttrs) used.add(line._extendedAttrs[x]?.urlId ?? 0);
}

function* linesOf(buffer: ScreenBuffer): Generator<Line> {
  for (let i = 0; i < buffer.lines.length; i += 1) {
    const line = buffer.lines.get(i);
    if (line) yield line;
  }
}
