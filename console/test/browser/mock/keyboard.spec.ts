import { expect, type Page, test } from '@playwright/test';
import { startMock } from '../../mock/server.mjs';
import { asks } from './keys';
import { PLACES } from './places';

const TABS_MAX = 400;
const TABS_AT_ONCE = 20;

async function signInByKeys(page: Page, url: string) {
  await page.goto(url);
  // The first field has the focus by itself.
  await expect(page.locator('[name=username]')).toBeFocused();
  await page.keyboard.type('anna');
  await page.keyboard.press('Tab');
  await page.keyboard.type('correct horse');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
}

/** Presses Tab until everything was reached, or so often that it never will be; answers what was not. */
async function unreached(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    document.addEventListener('focusin', (event) => {
      (event.target as HTMLElement).dataset.reached = 'yes';
    });
  });
  let left = ['nothing was asked yet'];
  for (let pressed = 0; pressed < TABS_MAX && left.length > 0; pressed += TABS_AT_ONCE) {
    for (let n = 0; n < TABS_AT_ONCE; n++) {
      await page.keyboard.press('Tab');
    }
    left = await unreachedYet(page);
  }
  return left;
}

/** What can be pressed or filled in and has not had the focus. */
async function unreachedYet(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const groups = new Set(
      [...document.querySelectorAll<HTMLInputElement>('input[type=radio][data-reached]')].map(
        (one) => one.name,
      ),
    );
    return [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea')]
      .filter((one) => one.checkVisibility() && !one.closest('[aria-hidden=true], [inert]'))
      .filter((one) => one.tabIndex >= 0 && !(one as HTMLButtonElement).disabled && !one.dataset.reached)
      .filter((one) => !(one instanceof HTMLInputElement && one.type === 'radio' && groups.has(one.name)))
      .map((one) => one.outerHTML.slice(0, 160));
  });
}

test('everything on every page is reached by the Tab key', async ({ page }) => {
  test.setTimeout(180_000);
  const mock = await startMock();
  await signInByKeys(page, mock.url);
  const found: Record<string, string[]> = {};
  for (const { name, path, ready } of PLACES) {
    await page.goto(mock.url + path);
    await expect(page.locator(ready).first(), name).toBeVisible();
    const missed = await unreached(page);
    if (missed.length > 0) {
      found[name] = missed;
    }
  }
  expect(found).toEqual({});
  await mock.stop();
});

test('found, played, marked, exported, read as a table: by keys alone', async ({ page }) => {
  const mock = await startMock();
  await signInByKeys(page, mock.url);
  await page.keyboard.press('Control+k');
  await expect(page.getByPlaceholder('A page or a camera')).toBeFocused();
  await page.keyboard.type('timeline');
  await page.keyboard.press('Enter');
  await expect(page.locator('canvas.lanes')).toBeVisible();
  await expect(page.locator('.screen[data-shown="true"]').first()).toBeVisible();
  const shown = () => page.locator('.shown-moment b').innerText();
  const before = await shown();
  await page.keyboard.press('[');
  await page.keyboard.press(' ');
  await expect.poll(shown).not.toBe(before);
  await page.waitForTimeout(1_200);
  await page.keyboard.press(' ');
  await page.keyboard.press(']');
  // The next gap: further away than what is drawn.
  await page.keyboard.press('Shift+G');
  await expect.poll(shown).not.toBe(before);
  await page.keyboard.press('t');
  await expect(page.getByRole('table', { name: 'List of footage' })).toContainText('Missing');
  // The dialog is there with the key, and its field has the focus.
  await page.keyboard.press('e');
  await page.keyboard.type('Case 7');
  const ordered = await asks(page, 'POST', /\/exports$/, () => page.keyboard.press('Enter'));
  expect(ordered).toMatchObject({ note: 'Case 7' });
  await expect(page.getByRole('heading', { name: 'Exports and evidence' })).toBeVisible();
  await mock.stop();
});

test('a browser finds that it can be installed', async ({ page }) => {
  const mock = await startMock();
  await signInByKeys(page, mock.url);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const cdp = await page.context().newCDPSession(page);
  const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors');
  // A test's window is in no profile that installs; all else would be ours.
  expect(installabilityErrors.map((one) => one.errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
  await mock.stop();
});
