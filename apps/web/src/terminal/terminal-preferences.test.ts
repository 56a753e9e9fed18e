import { expect, test } from 'vitest';
import { FONT_SIZE, PreferenceStore, USUAL_PREFERENCES } from './terminal-preferences.ts';

/** A browser's storage, shared by its tabs: a change by one is told to the others. */
class Browser {
  value: string | null = null;
  readonly tabs: ((key: string | null) => void)[] = [];
  tab(): PreferenceStore {
    const mine = this.tabs.length;
    const storage = {
      getItem: () => this.value,
      setItem: (key: string, value: string) => {
        this.value = value;
        for (const [i, listener] of this.tabs.entries()) if (i !== mine) listener(key);
      },
    };
    return new PreferenceStore({ storage: () => storage, onStorage: (listener) => this.tabs.push(listener) });
  }
}

test('a change is kept, and the other tabs have it at once', () => {
  const browser = new Browser();
  const [one, two] = [browser.tab(), browser.tab()];
  let told = 0;
  two.subscribe(() => {
    told += 1;
  });
  one.change({ theme: 'paper', bell: false });
  expect(two.get()).toEqual({ ...USUAL_PREFERENCES, theme: 'paper', bell: false });
  expect(told).toBe(1);
  expect(browser.tab().get().theme).toBe('paper');
});

test('nothing is told when nothing has changed, and who has left is not told', () => {
  const store = new Browser().tab();
  let told = 0;
  const stop = store.subscribe(() => {
    told += 1;
  });
  const before = store.get();
  store.change({ bell: before.bell });
  expect(store.get()).toBe(before);
  stop();
  store.change({ bell: !before.bell });
  expect(told).toBe(0);
});

test.each([
  ['no JSON', 'nonsense', {}],
  ['null', 'null', {}],
  ['a list', '[1]', {}],
  ['a huge font', '{"fontSize":900,"theme":"paper"}', { theme: 'paper' }],
  ['words for numbers', '{"fontSize":"large","bell":"yes","renderer":"gpu","theme":"pink"}', {}],
])('%s in the storage is no harm', (_what, kept, expected) => {
  const browser = new Browser();
  browser.value = kept;
  expect(browser.tab().get()).toEqual({ ...USUAL_PREFERENCES, ...expected });
});

test('a browser that keeps nothing still lets the page have its way', () => {
  const store = new PreferenceStore({
    storage: () => {
      throw new Error('denied');
    },
    onStorage: () => {},
  });
  store.change({ askBeforePaste: false });
  expect(store.get().askBeforePaste).toBe(false);
});

test('letters grow and shrink within what can be read, and go back', () => {
  const store = new Browser().tab();
  store.stepFont(1);
  expect(store.get().fontSize).toBe(FONT_SIZE.usual + FONT_SIZE.step);
  for (let i = 0; i < 40; i += 1) store.stepFont(-1);
  expect(store.get().fontSize).toBe(FONT_SIZE.least);
  for (let i = 0; i < 40; i += 1) store.stepFont(1);
  expect(store.get().fontSize).toBe(FONT_SIZE.most);
  store.stepFont(0);
  expect(store.get().fontSize).toBe(FONT_SIZE.usual);
});
