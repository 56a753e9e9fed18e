/** Whether everyone can read a page, at each moment of what moves on it. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Not pages of ours: what they show is drawn by their own rules. */
const FOREIGN = ['.xterm', '.ap-player'];

/** `what` is named in a failure. What comes or goes has done so; what moves for ever is looked at when it is faintest. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  await page.evaluate(() => {
    for (const one of document.getAnimations()) {
      const { iterations, duration } = one.effect?.getComputedTiming() ?? {};
      if (iterations === Infinity) {
        one.pause();
        one.currentTime = Number(duration) / 2;
      } else {
        one.finish();
      }
    }
  });
  const scan = FOREIGN.reduce((all, one) => all.exclude(one), new AxeBuilder({ page }));
  const { violations } = await scan.analyze();
  expect(violations.map((v) => `${what}: ${v.id} ${v.nodes[0]?.html}`)).toEqual([]);
  await page.evaluate(() => {
    for (const one of document.getAnimations()) one.play();
  });
}
