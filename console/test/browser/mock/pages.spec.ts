import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { startMock } from '../../mock/server.mjs';
import { PLACES, signIn } from './places';

const SHOTS = '../target/console-shots';
/** What Chromium itself notes of an answer 401 is what a sign-in begins with. */
const UNSIGNED = /status of 401/;

/** The rooms a page is seen in. The light room has the dark one's elements: only its colours are looked at again. */
const ROOMS = [
  { name: 'dark', light: 'dark', width: 1440, height: 900, rules: 'all' },
  { name: 'light', light: 'light', width: 1440, height: 900, rules: 'contrast' },
  { name: 'phone', light: 'dark', width: 390, height: 844, rules: 'all' },
] as const;

/** What a page said in the console and should not have: a broken policy, a mistake. */
function complaints(page: Page): string[] {
  const said: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') {
      said.push(message.text());
    }
  });
  page.on('pageerror', (error) => said.push(String(error)));
  return said;
}

/** Takes away the one note that a sign-in begins with; another would be a mistake. */
async function unsigned(said: string[]) {
  await expect.poll(() => said.filter((one) => UNSIGNED.test(one))).toHaveLength(1);
  said.splice(
    said.findIndex((one) => UNSIGNED.test(one)),
    1,
  );
}

async function serious(page: Page, rules: 'all' | 'contrast' = 'all'): Promise<string[]> {
  // Legacy: in the page itself; otherwise it opens a second one each time, for frames that we have not.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const asked =
    rules === 'all'
      ? axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      : axe.withRules(['color-contrast']);
  const { violations } = await asked.analyze();
  return violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html} ${node.failureSummary}`));
}

/** A page in each room, one after the other: its picture, and what axe finds. */
async function inEachRoom(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const room of ROOMS) {
    await page.emulateMedia({ colorScheme: room.light });
    await page.setViewportSize(room);
    await expect(page.locator(`html[data-mantine-color-scheme="${room.light}"]`)).toBeAttached();
    // What fades into the other colours is there.
    await page.screenshot({ path: `${SHOTS}/${name}-${room.name}.png`, animations: 'disabled' });
    found.push(...(await serious(page, room.rules)).map((one) => `${name}, ${room.name}: ${one}`));
  }
  await page.setViewportSize(ROOMS[0]);
  await page.emulateMedia({ colorScheme: ROOMS[0].light });
  return found;
}

test.beforeEach(({ page }) => page.addInitScript(() => localStorage.setItem('lidless.light', 'auto')));

// Two halves, for two workers.
for (const half of [0, 1]) {
  test(`every page, dark, light and on a phone: axe, policy, picture (${half + 1} of 2)`, async ({
    page,
  }) => {
    test.setTimeout(240_000);
    const mock = await startMock();
    const said = complaints(page);
    await signIn(page, mock.url);
    await unsigned(said);
    const found: string[] = [];
    for (const { name, path, ready } of PLACES.filter((_, index) => index % 2 === half)) {
      await page.goto(mock.url + path);
      await expect(page.locator(ready).first(), name).toBeVisible();
      if (name === 'timeline') {
        for (let times = 0; times < 3; times++) {
          await page.keyboard.press('-');
        }
        await page.waitForTimeout(400);
      }
      found.push(...(await inEachRoom(page, name)));
      found.push(...said.splice(0).map((one) => `${name} said: ${one}`));
    }
    expect(found).toEqual([]);
    await mock.stop();
  });
}

test('the sign-in, dark, light and on a phone', async ({ page }) => {
  const mock = await startMock();
  const said = complaints(page);
  await page.goto(mock.url);
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  await unsigned(said);
  expect([...(await inEachRoom(page, 'sign-in')), ...said]).toEqual([]);
  await mock.stop();
});

test('the first start: code, password, first camera', async ({ page }) => {
  const mock = await startMock({ first: true, empty: true });
  await page.goto(mock.url);
  await expect(page.getByRole('heading', { name: 'Welcome to Lidless' })).toBeVisible();
  const found = await inEachRoom(page, 'first-start');
  await page.locator('[name=code]').fill('0000');
  await page.locator('[name=new-password]').fill('correct horse battery');
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(page.getByRole('alert')).toContainText('LID-ACC-007');
  await page.locator('[name=code]').fill('8842-1793');
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(page.getByLabel('Address', { exact: true })).toBeVisible();
  found.push(...(await inEachRoom(page, 'first-camera')));
  expect(found).toEqual([]);
  await mock.stop();
});
