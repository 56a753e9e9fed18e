/** How a student likes terminals: kept in this browser, the same for all its terminals and tabs. */
import { z } from 'zod';
import { THEME_NAMES } from './terminal-themes.ts';

export const FONT_SIZE = { least: 9, usual: 13.5, most: 28, step: 1 } as const;

const Preferences = z.object({
  fontSize: z.number().min(FONT_SIZE.least).max(FONT_SIZE.most).catch(FONT_SIZE.usual),
  theme: z.enum(THEME_NAMES).catch('page'),
  /** Text for screen readers beside the drawing; slower. */
  screenReader: z.boolean().catch(false),
  askBeforePaste: z.boolean().catch(true),
  /** `auto` draws by the graphics card where it can. */
  renderer: z.enum(['auto', 'dom']).catch('auto'),
  /** A program's bell leaves a quiet mark. */
  bell: z.boolean().catch(true),
});
export type TerminalPreferences = z.infer<typeof Preferences>;

export const USUAL_PREFERENCES: TerminalPreferences = Preferences.parse({});

const KEY = 'sandlot-terminal';

/** Where preferences are kept, and where a change by another tab is heard. */
export interface PreferencePlace {
  storage(): Pick<Storage, 'getItem' | 'setItem'>;
  onStorage(listener: (key: string | null) => void): void;
}

export class PreferenceStore {
  readonly #place: PreferencePlace;
  readonly #listeners = new Set<() => void>();
  #value: TerminalPreferences;

  constructor(place: PreferencePlace) {
    this.#place = place;
    this.#value = this.#read();
    place.onStorage((key) => {
      if (key === null || key === KEY) this.#set(this.#read());
    });
  }

  /** The same object until something changes. */
  readonly get = (): TerminalPreferences => this.#value;

  /** Calls `listener` after each change; returns the function that stops it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Changes some; what makes no sense goes back to what is usual. Where nothing can be kept they last as long as the page. */
  readonly change = (some: Partial<TerminalPreferences>): void => {
    this.#set(Preferences.parse({ ...this.#value, ...some }));
    try {
      this.#place.storage().setItem(KEY, JSON.stringify(this.#value));
    } catch {
      // a browser that keeps nothing
    }
  };

  /** Letters one step larger or smaller, within what can be read; 0: as usual. */
  readonly stepFont = (steps: number): void => {
    const { least, usual, most, step } = FONT_SIZE;
    const wanted = steps === 0 ? usual : this.#value.fontSize + steps * step;
    this.change({ fontSize: Math.min(most, Math.max(least, wanted)) });
  };

  #read(): TerminalPreferences {
    try {
      return Preferences.catch(USUAL_PREFERENCES).parse(
        JSON.parse(this.#place.storage().getItem(KEY) ?? '{}'),
      );
    } catch {
      return USUAL_PREFERENCES;
    }
  }

  #set(value: TerminalPreferences): void {
    if (JSON.stringify(value) === JSON.stringify(this.#value)) return;
    this.#value = value;
    for (const listener of this.#listeners) listener();
  }
}
