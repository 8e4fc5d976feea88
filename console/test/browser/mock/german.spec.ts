import { expect, test } from '@playwright/test';
import { startMock } from '../../mock/server.mjs';
import { PLACES } from './places';

const SHOTS = '../target/console-shots';
const ROOMS = [
  { name: 'german', width: 1440, height: 900 },
  { name: 'german-phone', width: 390, height: 844 },
] as const;

test.use({ locale: 'de-DE', colorScheme: 'light' });

test('every page in German: nothing is cut off by the edge of the screen', async ({ page }) => {
  test.setTimeout(120_000);
  const mock = await startMock();
  await page.addInitScript(() => localStorage.setItem('lidless.light', 'auto'));
  await page.goto(mock.url);
  await page.locator('[name=username]').fill('anna');
  await page.locator('[name=password]').fill('correct horse');
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
  const found: string[] = [];
  for (const { name, path, ready, german } of PLACES) {
    await page.goto(mock.url + path);
    await expect(page.locator(german ?? ready).first(), name).toBeVisible();
    for (const room of ROOMS) {
      await page.setViewportSize(room);
      await page.screenshot({ path: `${SHOTS}/${name}-${room.name}.png`, animations: 'disabled' });
      const cut = await page.evaluate(() => {
        const width = document.documentElement.clientWidth;
        // What is pushed aside within its own box is not cut off.
        const scrolls = (one: Element): boolean =>
          one.parentElement !== null &&
          (['auto', 'scroll', 'hidden'].includes(getComputedStyle(one.parentElement).overflowX) ||
            scrolls(one.parentElement));
        // With room enough no table is wider than its box.
        const wide = [...document.querySelectorAll('.table-wrap')].filter(
          (one) => width > 1000 && one.scrollWidth > one.clientWidth + 1,
        );
        const cut = [...document.querySelectorAll('main *')]
          .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > width + 1)
          .filter((one) => !scrolls(one));
        return [...wide, ...cut].map((one) => one.outerHTML.slice(0, 120));
      });
      found.push(...cut.map((one) => `${name}, ${room.name}: ${one}`));
    }
  }
  expect(found).toEqual([]);
  await mock.stop();
});
