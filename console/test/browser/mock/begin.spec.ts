import { expect, type Page, test } from '@playwright/test';
import { startMock } from '../../mock/server.mjs';
import { press } from './keys';
import { signIn } from './places';

/** Where somebody begins: no cameras, no sign-in, a wrong address. */

async function empty(page: Page) {
  const mock = await startMock({ empty: true });
  await signIn(page, mock.url);
  return mock;
}

test('without cameras no page says that all is well, and each says what to do', async ({ page }) => {
  const mock = await empty(page);
  await expect(page.locator('.bar-state')).toHaveText('No cameras yet');
  for (const path of ['/', '/live', '/timeline', '/cameras']) {
    await page.goto(mock.url + path);
    await expect(page.locator('main')).toContainText('Recording begins the moment a camera is added.');
  }
  await mock.stop();
});

for (const path of ['/', '/live', '/timeline']) {
  test(`whoever goes to the first camera from ${path} and types on loses no letter`, async ({ page }) => {
    const mock = await empty(page);
    await page.goto(mock.url + path);
    await expect(page.locator('html[data-at-hand="all"]')).toBeAttached();
    await press(page, page.getByRole('link', { name: 'Add the first camera' }));
    await page.keyboard.type('barn');
    await expect(page.locator('[name=camera]')).toHaveValue('barn');
    // The focus is held, and goes back to the page.
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await mock.stop();
  });
}

test('the letters typed behind "Begin" are in the first camera', async ({ page }) => {
  const mock = await startMock({ first: true, empty: true });
  await page.goto(mock.url);
  await page.locator('[name=code]').fill('8842-1793');
  await page.locator('[name=new-password]').fill('correct horse battery');
  const entered = page.waitForResponse(/session\/first$/);
  await page.keyboard.press('Enter');
  await entered;
  await expect(page.locator('[name=camera]')).toBeFocused();
  await page.keyboard.type('barn');
  await expect(page.locator('[name=camera]')).toHaveValue('barn');
  await mock.stop();
});

test('whoever cannot sign in reads the help of what is said', async ({ page }) => {
  const mock = await startMock();
  await page.goto(mock.url);
  await page.locator('[name=username]').fill('anna');
  await page.locator('[name=password]').fill('wrong');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const code = await page.getByRole('alert').getByRole('link').innerText();
  await page.getByRole('alert').getByRole('link').click();
  await expect(page.getByText('What it means')).toBeVisible();
  await expect(page.locator('main')).toContainText(code);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await expect(page.locator('[name=username]')).toBeVisible();
  await mock.stop();
});

test('what is not there is said in words, with a way on', async ({ page }) => {
  const mock = await startMock();
  await signIn(page, mock.url);
  for (const [path, says, way] of [
    ['/cameras/none', 'There is no camera none', 'Cameras'],
    ['/failover/77', 'There is no failover 77', 'All of them'],
    ['/nowhere', 'There is no such page', 'Overview'],
  ] as const) {
    await page.goto(mock.url + path);
    await expect(page.locator('main')).toContainText(says);
    await expect(page.getByRole('link', { name: way }).first()).toBeVisible();
    await expect(page.locator('main')).not.toContainText('/api');
  }
  await mock.stop();
});
