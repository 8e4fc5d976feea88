import { readFileSync, writeFileSync } from 'node:fs';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { Product } from '../../site/product.mjs';

const SHOTS = '../target/console-shots';
const SLOW = { timeout: 40_000 };
const HER_PASSWORD = 'a horse of her own';

let product: Product;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  product = new Product();
  await product.start();
});
test.afterAll(async () => {
  await product.stop(test.info().errors.length > 0);
});

/** What a page said in the browser's console; of a request that was refused, its status and what it asked for. */
function complaints(page: Page): string[] {
  const said: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') {
      const refused = /with a status of (\d+)/.exec(message.text())?.[1];
      said.push(refused ? `${refused} ${new URL(message.location().url).pathname}` : message.text());
    }
  });
  page.on('pageerror', (error) => said.push(String(error)));
  return said;
}

async function go(page: Page, name: string) {
  await page.getByRole('link', { name, exact: true }).first().click();
}

async function addCamera(page: Page, name: string, url: string) {
  await page.locator('[name=camera]').fill(name);
  await page.locator('[name=url]').fill(url);
}

async function isLive(page: Page, camera: string) {
  await expect(page.locator(`[data-camera="${camera}"][data-state="live"]`)).toBeVisible(SLOW);
}

/** The one-time code or command that a sheet shows. */
async function secret(page: Page): Promise<string> {
  return (await page.locator('.secret span').first().innerText()).trim();
}

/** The moment below the pictures, ms of the day. */
async function shownMoment(page: Page): Promise<number> {
  const [h, m, s] = (await page.locator('.shown-moment b').innerText()).split(':').map(Number.parseFloat);
  return ((h ?? 0) * 3600 + (m ?? 0) * 60 + (s ?? 0)) * 1000;
}

async function verdict(page: Page, file: string): Promise<string> {
  await page.goto(`${product.url}/verify`);
  await page.locator('#files').setInputFiles(file);
  return page.locator('#verdict strong').innerText(SLOW);
}

test('one machine, from the first start to a recorder taken out of service', async ({ page, browser }) => {
  test.setTimeout(300_000);
  const said = complaints(page);
  const cameras = await product.simulate(3);
  let other: BrowserContext | undefined;

  await test.step('the first administrator, by the one-time code', async () => {
    await page.goto(product.url);
    await expect(page.getByRole('heading', { name: 'Welcome to Lidless' })).toBeVisible();
    await page.locator('[name=code]').fill(product.code);
    await page.locator('[name=new-password]').fill('a horse that is correct');
    await page.getByRole('button', { name: 'Begin' }).click();
  });

  await test.step('two cameras; the first is tested before', async () => {
    await addCamera(page, 'gate', `${cameras}/cam-1`);
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(page.getByText('This can be recorded.')).toBeVisible(SLOW);
    await page.getByRole('button', { name: 'Add and record' }).click();
    await expect(page.getByRole('link', { name: 'gate', exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Add camera' }).click();
    await addCamera(page, 'yard', `${cameras}/cam-3`);
    await page.getByRole('button', { name: 'Add and record' }).click();
    await expect(page.getByRole('link', { name: 'yard', exact: true })).toBeVisible();
  });

  await test.step('signed out, signed in', async () => {
    await page.getByRole('button', { name: /admin: settings/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.locator('[name=username]').fill('admin');
    await page.locator('[name=password]').fill('a horse that is wrong');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('LID-ACC-');
    await page.locator('[name=password]').fill('a horse that is correct');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  });

  await test.step('live', async () => {
    await go(page, 'Live');
    await isLive(page, 'gate');
    await isLive(page, 'yard');
    await page.screenshot({ path: `${SHOTS}/real-live.png` });
  });

  await test.step('live in a network that lets no WebSocket through', async () => {
    const narrow = await page.context().newPage();
    await narrow.addInitScript(() => {
      window.WebSocket = class extends EventTarget {
        static OPEN = 1;
        readyState = 3;
        onclose?: () => void;
        constructor(readonly url: string) {
          super();
          setTimeout(() => this.onclose?.(), 10);
        }
        close() {}
      } as unknown as typeof WebSocket;
    });
    await narrow.goto(`${product.url}/live?camera=gate`);
    await expect(narrow.locator('[data-camera="gate"] video')).toHaveAttribute(
      'data-sample',
      /^hls:[1-9]/,
      SLOW,
    );
    await expect(narrow.getByText('lets only the slower way through')).toBeVisible(SLOW);
    await narrow.close();
  });

  await test.step('somebody else may watch, and then only one camera', async () => {
    await go(page, 'People');
    await page.getByRole('button', { name: 'Add a person' }).click();
    await page.locator('[name=person]').fill('vera');
    await page.getByRole('button', { name: 'Make a one-time code' }).click();
    const code = await secret(page);
    await page.keyboard.press('Escape');
    other = await browser.newContext();
    const hers = await other.newPage();
    const sheSaid = complaints(hers);
    await hers.goto(`${product.url}/live`);
    await hers.getByRole('button', { name: 'I have a one-time code' }).click();
    await hers.locator('[name=code]').fill(code);
    await hers.locator('[name=username]').fill('vera');
    await hers.locator('[name=new-password]').fill(HER_PASSWORD);
    await hers.getByRole('button', { name: 'Begin' }).click();
    await go(hers, 'Live');
    await isLive(hers, 'gate');
    await isLive(hers, 'yard');
    await expect(hers.getByRole('link', { name: 'People', exact: true })).toHaveCount(0);

    const row = page.getByRole('row').filter({ hasText: 'vera' });
    await row.getByRole('button', { name: 'Change' }).click();
    await page.getByRole('dialog').getByLabel('For', { exact: true }).first().click();
    await page.getByRole('option', { name: 'gate', exact: true }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await expect(row).toContainText('gate');
    // The picture ends by itself, and the server refuses what the page does not even offer.
    await expect(hers.locator('[data-camera="yard"][data-state="live"]')).toHaveCount(0, { timeout: 10_000 });
    await isLive(hers, 'gate');
    const asked = (camera: string) =>
      hers.evaluate(async (name) => {
        const to = new Date().toISOString();
        const from = new Date(Date.now() - 60_000).toISOString();
        return (await fetch(`/api/footage?camera=${name}&from=${from}&to=${to}`)).status;
      }, camera);
    expect(await asked('gate')).toBe(200);
    expect(await asked('yard')).toBe(403);
    // Nobody was signed in yet; and what she may not see.
    expect(sheSaid).toEqual(['401 /api/session', '403 /api/footage']);
    await other.close();
  });

  const file = product.file('export.zip');
  await test.step('scrubbed, marked, exported', async () => {
    await page.goto(`${product.url}/timeline?cams=gate,yard&back=8`);
    await expect(page.locator('.screen[data-camera="gate"][data-shown="true"]')).toBeVisible(SLOW);
    const lanes = await page.locator('canvas.lanes').boundingBox();
    const now = (lanes?.x ?? 0) + (lanes?.width ?? 0) * 0.75;
    const before = await page.locator('.screen[data-camera="gate"] video').getAttribute('data-sample');
    await page.getByRole('button', { name: '1 hour' }).or(page.getByLabel('Length shown')).first().click();
    await page.getByRole('option', { name: '10 minutes' }).click();
    await page.mouse.move(now, (lanes?.y ?? 0) + 60);
    await page.mouse.down();
    // Later, not sooner: on a quick machine what is shown is the very first picture.
    await page.mouse.move(now + 6, (lanes?.y ?? 0) + 60, { steps: 6 });
    await page.mouse.up();
    await expect
      .poll(() => page.locator('.screen[data-camera="gate"] video').getAttribute('data-sample'))
      .not.toBe(before);
    await page.keyboard.press('[');
    const from = await shownMoment(page);
    await page.keyboard.press(' ');
    await expect.poll(() => shownMoment(page)).toBeGreaterThan(from + 2_500);
    await page.keyboard.press(' ');
    await page.keyboard.press(']');
    await page.screenshot({ path: `${SHOTS}/real-timeline.png` });
    await page.keyboard.press('e');
    await page.getByRole('button', { name: 'Begin export' }).click();
    await expect(page.locator('[data-state="done"]')).toBeVisible(SLOW);
    await page.screenshot({ path: `${SHOTS}/real-exports.png` });
    const coming = page.waitForEvent('download', SLOW);
    await page.getByRole('button', { name: /^Download/ }).click();
    await (await coming).saveAs(file);
  });

  await test.step('verified by the page and by the command line; a changed byte is named by both', async () => {
    expect(await verdict(page, file)).toBe('Unchanged');
    expect(await product.run('verify', file)).toContain('unchanged since');
    const bytes = readFileSync(file);
    bytes[5_000] = (bytes[5_000] ?? 0) ^ 1;
    const changed = product.file('changed.zip');
    writeFileSync(changed, bytes);
    expect(await verdict(page, changed)).toBe('CHANGED');
    expect((await product.outcome('verify', changed)).code).not.toBe(0);
  });

  await test.step('a second machine joins, and the first is taken out of service', async () => {
    await page.goto(`${product.url}/recorders?add`);
    await page.getByRole('button', { name: 'Make a code' }).click();
    const address = await product.join(await secret(page), 'r2');
    await page.goto(`${product.url}/settings`);
    const text = page.getByRole('textbox', { name: 'Configuration' });
    const document = await text.inputValue();
    await text.fill(
      document.replace(
        /^recorders:\n/m,
        `recorders:\n  - node: r2\n    address: ${address}\n    standby: true\n`,
      ),
    );
    await page.getByRole('button', { name: 'What would change?' }).click();
    await expect(page.locator('.found.ok')).toContainText('r2', SLOW);
    await page.getByRole('button', { name: 'Apply', exact: true }).click();
    await go(page, 'Recorders');
    const row = (name: string) => page.getByRole('row').filter({ hasText: name }).first();
    // Both cameras are recorded by one and shadowed by the other.
    await expect(row('r2').getByRole('cell').nth(3)).toHaveText('2', SLOW);
    await row('r1').getByRole('button', { name: 'Take out of service' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take out of service' }).click();
    await expect(row('r1')).toContainText('Out of service', SLOW);
    await expect(row('r2').getByRole('cell').nth(2)).toHaveText('2', SLOW);
    await page.screenshot({ path: `${SHOTS}/real-recorders.png` });
    await go(page, 'Live');
    await isLive(page, 'gate');
    await isLive(page, 'yard');
    await expect(page.locator('[data-camera="gate"] video')).toHaveAttribute('data-recorder', 'r2', SLOW);
  });

  await test.step('the other pages', async () => {
    for (const name of ['Overview', 'Failover', 'Cameras', 'Audit', 'Settings', 'Help']) {
      await go(page, name);
      await expect(page.getByRole('heading', { level: 1 })).toContainText(
        name === 'Failover' ? /ailover/ : name,
      );
      await page.screenshot({ path: `${SHOTS}/real-${name.toLowerCase()}.png` });
    }
  });
  // Nobody was signed in yet; and the wrong password.
  expect(said).toEqual(['401 /api/session', '401 /api/session']);
});
