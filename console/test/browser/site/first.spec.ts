import { expect, test } from '@playwright/test';

/** Of a site that was just started: where it is, its one-time code, and where simulated cameras are. */
const SITE = process.env.LIDLESS_SITE ?? '';
const CODE = process.env.LIDLESS_CODE ?? '';
const CAMERAS = process.env.LIDLESS_CAMERAS ?? '';
const SHOTS = '../target/console-shots';

test('the first start, by a person, on the real product', async ({ page }) => {
  test.setTimeout(180_000);
  const said: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') {
      said.push(message.text());
    }
  });
  page.on('pageerror', (error) => said.push(String(error)));

  await page.goto(SITE);
  await expect(page.getByRole('heading', { name: 'Welcome to Lidless' })).toBeVisible();
  await page.locator('[name=code]').fill(CODE);
  await page.locator('[name=new-password]').fill('a horse that is correct');
  await page.getByRole('button', { name: 'Begin' }).click();

  for (const name of ['gate', 'yard']) {
    if (name !== 'gate') {
      await page.getByRole('button', { name: 'Add camera' }).click();
    }
    await page.locator('[name=camera]').fill(name);
    await page.locator('[name=url]').fill(`${CAMERAS}/cam-${name === 'gate' ? 1 : 3}`);
    if (name === 'gate') {
      await page.getByRole('button', { name: 'Test', exact: true }).click();
      await expect(page.getByText('This can be recorded.')).toBeVisible({ timeout: 30_000 });
    }
    await page.getByRole('button', { name: 'Add and record' }).click();
    await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
  }
  await page.getByRole('link', { name: 'Live', exact: true }).click();
  await expect(page.locator('[data-camera="gate"][data-state="live"]')).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('[data-camera="yard"][data-state="live"]')).toBeVisible({ timeout: 30_000 });
  await page.screenshot({ path: `${SHOTS}/real-live.png` });
  await page.waitForTimeout(8_000);
  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  await expect(page.getByText('What happened')).toBeVisible();
  await page.screenshot({ path: `${SHOTS}/real-overview.png` });

  await page.goto(`${SITE}/timeline?cams=gate,yard&back=6`);
  await expect(page.locator('.screen[data-camera="gate"][data-shown="true"]')).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('[');
  await page.keyboard.press(' ');
  await page.waitForTimeout(3_000);
  await page.keyboard.press(' ');
  await page.keyboard.press(']');
  await page.screenshot({ path: `${SHOTS}/real-timeline.png` });
  await page.keyboard.press('e');
  await page.getByRole('button', { name: 'Begin export' }).click();
  await expect(page.locator('[data-state="done"]')).toBeVisible({ timeout: 40_000 });
  await page.screenshot({ path: `${SHOTS}/real-exports.png` });
  for (const name of ['Failover', 'Cameras', 'Recorders', 'People', 'Audit', 'Settings', 'Help']) {
    await page.getByRole('link', { name, exact: true }).click();
    await page.waitForTimeout(1_500);
    await page.screenshot({ path: `${SHOTS}/real-${name.toLowerCase()}.png` });
  }
  expect(said.filter((one) => !one.includes('401'))).toEqual([]);
});
