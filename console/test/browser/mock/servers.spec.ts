import { expect, type Page, test } from '@playwright/test';
import { startMock } from '../../mock/server.mjs';
import { PLACES } from './places';

const BACK_MS_MAX = 3_000;

declare global {
  interface Window {
    seen: { at: number; sample: string }[];
  }
}

/** Notes each sample of a tile as it is shown. */
async function watch(page: Page, camera: string) {
  await page.evaluate((name) => {
    const video = document.querySelector(`[data-camera="${name}"] video`) as HTMLVideoElement;
    window.seen = [];
    new MutationObserver(() => {
      window.seen.push({ at: performance.now(), sample: video.dataset.sample ?? '' });
    }).observe(video, { attributes: true, attributeFilter: ['data-sample'] });
  }, camera);
}

test('the server that served the tab dies: pictures and pages go on at the next, nobody is signed out', async ({
  page,
}) => {
  const first = await startMock();
  const second = await startMock();
  for (const mock of [first, second]) {
    mock.state.servers = [first.url, second.url];
  }
  await page.goto(first.url);
  await page.locator('[name=username]').fill('anna');
  await page.locator('[name=password]').fill('correct horse');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('link', { name: 'Live', exact: true }).click();
  await expect(page.locator('[data-camera="gate"][data-state="live"]')).toBeVisible();
  // All pages are fetched by then; the server that has them is about to die.
  await expect(page.locator('html[data-at-hand="all"]')).toBeAttached();
  await watch(page, 'gate');
  await expect.poll(() => page.evaluate(() => window.seen.length)).toBeGreaterThan(5);

  const killedAt = await page.evaluate(() => performance.now());
  await first.stop();
  await expect
    .poll(() =>
      page.evaluate((killed) => window.seen.filter((one) => one.at > killed + 3_000).length, killedAt),
    )
    .toBeGreaterThan(5);
  const seen = await page.evaluate(() => window.seen);
  const numbers = seen.map((one) => Number(one.sample.split(':')[1]));
  const pauses = seen.slice(1).map((one, index) => one.at - (seen[index]?.at ?? 0));
  expect(Math.max(...pauses)).toBeLessThan(BACK_MS_MAX);
  // The picture goes on where it was: never backwards, never from the beginning.
  expect(numbers.every((number, index) => index === 0 || number >= (numbers[index - 1] ?? 0))).toBe(true);

  // Nothing of any page has to come from the server that is dead.
  for (const { name, path, ready } of PLACES) {
    const link = page.locator(`nav a[href="${path}"]`);
    if ((await link.count()) > 0) {
      await link.first().click();
      await expect(page.locator(ready).first(), name).toBeVisible();
      if (name === 'failover') {
        await expect(page.locator('.plot canvas')).toBeVisible();
      }
    }
  }
  await page.locator('.shell header').getByRole('button').last().click();
  await page.getByRole('menuitem', { name: 'Deutsch' }).click();
  await expect(page.getByRole('heading', { name: 'Hilfe' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toHaveCount(0);
  await second.stop();
});
