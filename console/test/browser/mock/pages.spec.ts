import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { startMock } from '../../mock/server.mjs';

type Mock = Awaited<ReturnType<typeof startMock>>;

const SHOTS = '../target/console-shots';

const PAGES: { name: string; path: string; ready: string }[] = [
  { name: 'overview', path: '/', ready: 'text=What happened' },
  { name: 'live', path: '/live', ready: '[data-camera="gate"][data-state="live"]' },
  { name: 'live-single', path: '/live?camera=dock-2', ready: '[data-camera="dock-2"][data-state="live"]' },
  {
    name: 'timeline',
    path: '/timeline?cams=gate,yard-north,dock-2,lobby',
    ready: 'canvas.lanes[data-lanes="4"]',
  },
  { name: 'failover', path: '/failover', ready: 'text=rec-b went away' },
  { name: 'incident', path: '/failover/3', ready: 'text=Step by step' },
  { name: 'cameras', path: '/cameras', ready: 'text=yard-south' },
  { name: 'camera', path: '/cameras/parking', ready: 'text=LID-CAM-001' },
  { name: 'recorders', path: '/recorders', ready: 'text=spill' },
  { name: 'exports', path: '/exports', ready: 'text=Case 2026-117' },
  { name: 'people', path: '/people', ready: 'text=bert' },
  { name: 'audit', path: '/audit', ready: 'text=unbroken' },
  { name: 'settings', path: '/settings', ready: 'text=Revision 17' },
  { name: 'help', path: '/help', ready: 'text=LID-CAM-001' },
  { name: 'help-code', path: '/help/LID-CAM-001', ready: 'text=What it means' },
];

const ROOMS = [
  { name: 'dark', light: 'dark', width: 1440, height: 900 },
  { name: 'light', light: 'light', width: 1440, height: 900 },
  { name: 'phone', light: 'dark', width: 390, height: 844 },
];

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

async function serious(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html} ${node.failureSummary}`));
}

async function signIn(page: Page, mock: Mock) {
  await page.goto(mock.url);
  await page.locator('[name=username]').fill('anna');
  await page.locator('[name=password]').fill('correct horse');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
}

for (const room of ROOMS) {
  test.describe(room.name, () => {
    test.use({ viewport: { width: room.width, height: room.height } });
    let mock: Mock;
    test.beforeAll(async () => {
      mock = await startMock();
    });
    test.afterAll(() => mock.stop());

    test(`every page, ${room.name}: axe, policy, picture`, async ({ page }) => {
      test.setTimeout(240_000);
      const said = complaints(page);
      await page.addInitScript((light) => localStorage.setItem('lidless.light', light), room.light);
      await page.goto(mock.url);
      await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
      await page.screenshot({ path: `${SHOTS}/sign-in-${room.name}.png` });
      expect(await serious(page), 'sign-in').toEqual([]);
      await signIn(page, mock);
      // The browser itself notes the answer 401 to who is not signed in yet.
      said.splice(0);
      const found: string[] = [];
      const only = process.env.PAGES?.split(',');
      for (const { name, path, ready } of PAGES.filter((one) => !only || only.includes(one.name))) {
        await page.goto(mock.url + path);
        try {
          await expect(page.locator(ready).first()).toBeVisible();
        } catch (missing) {
          found.push(`${name}: ${String(missing).split('\n')[0]}`);
        }
        if (name === 'timeline') {
          for (let times = 0; times < 3; times++) {
            await page.keyboard.press('-');
          }
          await page.waitForTimeout(400);
        }
        if (process.env.LOOK) {
          await page.waitForTimeout(700);
        }
        await page.screenshot({ path: `${SHOTS}/${name}-${room.name}.png` });
        found.push(...(await serious(page)).map((one) => `${name}: ${one}`));
        found.push(...said.splice(0).map((one) => `${name} said: ${one}`));
      }
      expect(found).toEqual([]);
    });
  });
}

test('the first start: code, password, first camera', async ({ page }) => {
  const mock = await startMock({ first: true, empty: true });
  await page.goto(mock.url);
  await expect(page.getByRole('heading', { name: 'Welcome to Lidless' })).toBeVisible();
  await page.screenshot({ path: `${SHOTS}/first-start-dark.png` });
  expect(await serious(page)).toEqual([]);
  await page.locator('[name=code]').fill('0000');
  await page.locator('[name=new-password]').fill('correct horse battery');
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(page.getByRole('alert')).toContainText('LID-ACC-007');
  await page.locator('[name=code]').fill('8842-1793');
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(page.getByLabel('Address', { exact: true })).toBeVisible();
  await page.screenshot({ path: `${SHOTS}/first-camera-dark.png` });
  expect(await serious(page)).toEqual([]);
  await mock.stop();
});
