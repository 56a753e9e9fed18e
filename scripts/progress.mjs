/** A calm line for each step: on a terminal one that ticks, elsewhere one at its end and a sign of life meanwhile. */
import process from 'node:process';

const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const TICK_MS = 100;
/** Without a terminal a long step shows that it lives this often. */
const SIGN_OF_LIFE_MS = 15_000;

const seconds = (sinceMs) => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;

/** Runs `work(tell)`; `tell(line)` shows what the step does now. Returns what work returns. */
export async function step(title, work) {
  const startedMs = Date.now();
  const line = process.stdout.isTTY ? tickingLine(title, startedMs) : plainLine(title, startedMs);
  try {
    const result = await work(line.tell);
    line.end('✓');
    return result;
  } catch (error) {
    line.end('✗');
    throw error;
  }
}

/** A line for something that took no time, or was left out. */
export function note(text) {
  console.log(`· ${text}`);
}

function tickingLine(title, startedMs) {
  let now = '';
  let frame = 0;
  const draw = (mark, tail) => {
    const text = `${mark} ${title}  ${seconds(startedMs)}${tail ? `  ${tail}` : ''}`;
    process.stdout.write(`\r\x1b[K${text.slice(0, (process.stdout.columns || 80) - 1)}`);
  };
  const timer = setInterval(() => draw(SPINNER[frame++ % SPINNER.length], now), TICK_MS);
  return {
    tell(text) {
      now = withoutColour(text);
    },
    end(mark) {
      clearInterval(timer);
      draw(mark, '');
      process.stdout.write('\n');
    },
  };
}

function plainLine(title, startedMs) {
  let now = '';
  const timer = setInterval(
    () => console.log(`  ${title}  ${seconds(startedMs)}${now ? `  ${now}` : ''}`),
    SIGN_OF_LIFE_MS,
  );
  return {
    tell(text) {
      now = withoutColour(text);
    },
    end(mark) {
      clearInterval(timer);
      console.log(`${mark} ${title}  ${seconds(startedMs)}`);
    },
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const withoutColour = (text) => text.replace(/\x1b\[[0-9;]*[A-Za-z]/g, '').trim();
