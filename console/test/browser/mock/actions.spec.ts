import { expect, type Page, test } from '@playwright/test';
import { lane } from '../../mock/data.mjs';
import { startMock } from '../../mock/server.mjs';
import { asks, choose, holdsAndReturns, press, reach, write } from './keys';
import { PLACES, signIn } from './places';

/** What one can do on each page, by keys alone: nothing here touches a pointer. */

let mock: Awaited<ReturnType<typeof startMock>>;

test.beforeEach(async ({ page }) => {
  mock = await startMock();
  await signIn(page, mock.url);
});
test.afterEach(() => mock.stop());

async function at(page: Page, path: string) {
  await page.goto(mock.url + path);
  await expect(page.locator('main')).not.toContainText('Asking the site');
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

/** Down an open menu until an item has the focus; the first key may come before the menu has it. */
async function downTo(page: Page, item: string): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('menuitem', { name: item })).toBeFocused({ timeout: 1 });
  }).toPass({ intervals: [0] });
}

/** The lane of the site's answer in the table's words, in its order. */
function told(camera: string, from: number, to: number): string[] {
  const { spans, locks, home } = lane(camera, from, to);
  return [
    ...spans.map(({ state, node, cause }) =>
      state === 'gap'
        ? { 'camera-silent': 'Missing: the camera sent nothing', network: 'Missing: the network lost it' }[
            cause ?? ''
          ]
        : state === 'away'
          ? `Recorded; ${node} has to come back first`
          : `Recorded by ${node}${node === home ? '' : ', standing in'}`,
    ),
    ...locks
      .filter((lock) => Date.parse(lock.to) > from && Date.parse(lock.from) < to)
      .map(() => 'Locked as evidence'),
  ].map((what) => `${camera}: ${what}`);
}

test('nothing can be clicked that cannot have the focus', async ({ page }) => {
  test.setTimeout(120_000);
  const found: Record<string, string[]> = {};
  for (const { name, path, ready } of PLACES) {
    await at(page, path);
    await expect(page.locator(ready).first(), name).toBeVisible();
    const deaf = await page.evaluate(() => {
      const FOCUSABLE = 'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])';
      const HEARD = ['onClick', 'onMouseDown', 'onPointerDown', 'onDoubleClick', 'onDragStart'];
      return [...document.querySelectorAll<HTMLElement>('body *')]
        .filter((one) => one.checkVisibility())
        .filter((one) => {
          // What React was told of it.
          const key = Object.keys(one).find((each) => each.startsWith('__reactProps$'));
          const props = key ? (one as unknown as Record<string, Record<string, unknown>>)[key] : undefined;
          const acts = ['button', 'link', 'menuitem', 'tab', 'switch', 'checkbox', 'slider'];
          return (
            HEARD.some((event) => typeof props?.[event] === 'function') ||
            acts.includes(one.getAttribute('role') ?? '')
          );
        })
        .filter((one) => !one.matches(FOCUSABLE) && !one.closest('button, a[href], label, summary'))
        .filter((one) => one.querySelector(FOCUSABLE) === null)
        .map((one) => one.outerHTML.slice(0, 160));
    });
    if (deaf.length > 0) {
      found[name] = deaf;
    }
  }
  expect(found).toEqual({});
});

test('a camera is found, added, imported, changed and removed', async ({ page }) => {
  await at(page, '/cameras');
  const add = button(page, 'Add camera');
  await holdsAndReturns(page, add);
  // Typed with the key that opened it: no letter is lost.
  await press(page, add);
  await page.keyboard.type('barn');
  await expect(page.locator('[name=camera]')).toHaveValue('barn');
  await write(page, page.locator('[name=url]'), 'rtsp://10.1.4.99/stream1');
  await asks(page, 'POST', /camera-tests$/, () => press(page, button(page, 'Test')));
  await expect(page.getByText('This can be recorded.')).toBeVisible();
  const added = await asks(page, 'POST', /\/cameras$/, () => press(page, button(page, 'Add and record')));
  expect(added).toMatchObject({ camera: 'barn', url: 'rtsp://10.1.4.99/stream1' });
  await expect(page.getByRole('link', { name: 'barn' })).toBeVisible();

  await press(page, button(page, 'Add many'));
  await page.keyboard.type('name,url');
  await page.keyboard.press('Enter');
  await page.keyboard.type('shed,rtsp://10.1.4.98/stream1');
  await asks(page, 'POST', /camera-imports$/, () => press(page, button(page, 'Look through')));
  await expect(page.getByText('1 camera would be added')).toBeVisible();
  await asks(page, 'POST', /camera-imports$/, () => press(page, button(page, 'Add all')));

  await at(page, '/cameras');
  await write(page, page.getByLabel('Find a camera'), 'gate');
  await expect(page.getByRole('link', { name: 'lobby' })).toHaveCount(0);
  await reach(page, page.getByRole('radio', { name: 'All' }));
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'To look after' })).toBeChecked();
  await page.keyboard.press('ArrowLeft');
  await press(page, page.getByRole('link', { name: 'gate' }));
  await expect(page.getByRole('heading', { name: 'gate' })).toBeVisible();
  await choose(page, page.getByRole('combobox', { name: 'Protection' }), 'Cold');
  await write(page, page.getByLabel('Priority'), '70');
  await press(page, page.getByRole('switch', { name: 'Record sound, too' }), ' ');
  const changed = await asks(page, 'PATCH', /\/cameras\/gate$/, () => press(page, button(page, 'Save')));
  expect(changed).toMatchObject({ protection: 'cold', priority: 70, audio: true });
  const remove = button(page, 'Remove camera');
  await holdsAndReturns(page, remove);
  await press(page, remove);
  await expect(button(page, 'Cancel')).toBeFocused();
  await asks(page, 'DELETE', /\/cameras\/gate$/, () =>
    press(page, page.getByRole('dialog').getByRole('button', { name: 'Remove camera' })),
  );
});

test('a wall is watched, arranged and kept', async ({ page }) => {
  await at(page, '/live');
  await press(page, button(page, 'dock-2: show large'));
  await expect(page.getByRole('heading', { name: 'dock-2' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('1');
  await expect(page.locator('.single [data-state="live"]')).toBeVisible();
  const kept = page.waitForEvent('download');
  await press(page, button(page, 'Keep this picture as a file'));
  await kept;
  await press(page, button(page, 'All pictures'));
  await press(page, button(page, 'Arrange'));
  await choose(page, page.getByRole('combobox', { name: 'Place 1', exact: true }), 'lobby');
  await press(page, button(page, 'Remove place 2'));
  await reach(page, page.getByRole('radio', { name: '4', exact: true }));
  await page.keyboard.press('ArrowLeft');
  await write(page, page.getByLabel('Name of the layout'), 'Door');
  const saved = await asks(page, 'PUT', /session\/layouts$/, () => press(page, button(page, 'Save')));
  expect(saved).toMatchObject([{ name: 'Door', columns: 3 }]);
  expect((saved as { tiles: string[] }[])[0]?.tiles[0]).toBe('lobby');
  await reach(page, page.getByRole('combobox', { name: 'Layout' }));
  await expect(page.getByRole('combobox', { name: 'Layout' })).toHaveValue('Door');
  await press(page, button(page, 'Cycle'), ' ');
  await expect(button(page, 'Cycle')).toHaveAttribute('aria-pressed', 'true');
  await press(page, button(page, 'Full screen'));
  await expect.poll(() => page.evaluate(() => document.fullscreenElement?.className)).toBe('wall');
});

test('the timeline: moved, scrubbed, marked, locked; the table says what the lanes show', async ({
  page,
}) => {
  await at(page, '/timeline?cams=gate,lobby');
  const lanes = page.getByRole('slider', { name: /Footage of gate, lobby/ });
  await reach(page, lanes);
  const now = async () => Number(await lanes.getAttribute('aria-valuenow'));
  const view = async () =>
    [await lanes.getAttribute('aria-valuemin'), await lanes.getAttribute('aria-valuemax')].map(Number) as [
      number,
      number,
    ];
  const before = await now();
  await page.keyboard.press('PageDown');
  await expect.poll(now).toBeLessThan(before);
  await page.keyboard.press('[');
  await page.keyboard.press('PageUp');
  await page.keyboard.press(']');
  await press(page, button(page, 'Lock as evidence'));
  await page.keyboard.type('Case 9');
  const locked = await asks(page, 'POST', /\/locks$/, () =>
    press(page, page.getByRole('dialog').getByRole('button', { name: 'Lock as evidence' })),
  );
  expect(locked).toMatchObject({ camera: 'gate', reason: 'Case 9' });
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await press(page, button(page, 'Remove marks'));
  await press(page, page.locator('.shown-moment'));
  await expect(page.locator('input[type=datetime-local]')).toBeFocused();
  await page.keyboard.press('Enter');
  await choose(page, page.getByRole('combobox', { name: 'Length shown' }), '6 hours');
  await expect(page.getByRole('combobox', { name: 'Length shown' })).toHaveValue('6 hours');
  await reach(page, lanes);
  const length = async () => {
    const [from, to] = await view();
    return (to - from) / 3_600_000;
  };
  while ((await length()) < 40) {
    const before = await length();
    await page.keyboard.press('-');
    await expect.poll(length).toBeGreaterThan(before);
  }
  await press(page, button(page, 'Show as a table'));
  const rows = page.getByRole('table', { name: 'List of footage' }).getByRole('row');
  const read = async () =>
    (await rows.allInnerTexts()).slice(1).map((row) => {
      const cells = row.split('\t').map((cell) => cell.trim());
      return `${cells[0]}: ${cells[4]}`;
    });
  await expect.poll(async () => (await read()).length).toBeGreaterThan(4);
  const [from, to] = await view();
  expect(await read()).toEqual(['gate', 'lobby'].flatMap((camera) => told(camera, from, to)));
  await expect(rows.filter({ hasText: 'Locked as evidence' }).first()).toBeVisible();
  await press(page, rows.filter({ hasText: 'Missing' }).first().getByRole('button', { name: 'Go to' }));
});

test('exports are stopped, fetched and removed; a lock is lifted', async ({ page }) => {
  await at(page, '/exports');
  await asks(page, 'POST', /exports\/e-104\/cancel$/, () => press(page, button(page, 'Stop')));
  await asks(page, 'DELETE', /exports\/e-102$/, () =>
    press(page, page.locator('[data-export="e-102"]').getByRole('button', { name: 'Remove' })),
  );
  await asks(page, 'DELETE', /locks\/9af3$/, () => press(page, button(page, 'Lift').first()));
  await reach(page, page.getByRole('link', { name: 'Check an export' }));
  await reach(page, button(page, /Download/));
});

test('a person is invited, given other rights, and shut out', async ({ page }) => {
  await at(page, '/people');
  await holdsAndReturns(page, button(page, 'Add a person'));
  await press(page, button(page, 'Add a person'));
  await page.keyboard.type('fritz');
  await choose(page, page.getByRole('combobox', { name: 'Role' }), 'Operator');
  await choose(page, page.getByRole('combobox', { name: 'For' }), 'lobby');
  const invited = await asks(page, 'POST', /\/people$/, () =>
    press(page, button(page, 'Make a one-time code')),
  );
  expect(invited).toMatchObject({ name: 'fritz', roles: [{ role: 'operator', cameras: ['lobby'] }] });
  await expect(page.getByText('5529-8810')).toBeVisible();
  await reach(page, button(page, 'Copy'));
  await page.keyboard.press('Escape');

  await press(page, page.getByRole('row', { name: /bert/ }).getByRole('button', { name: 'Change' }));
  await press(page, page.getByRole('switch', { name: 'May sign in' }), ' ');
  const changed = await asks(page, 'PATCH', /people\/bert$/, () => press(page, button(page, 'Save')));
  expect(changed).toMatchObject({ active: false });
  await press(page, page.getByRole('row', { name: /bert/ }).getByRole('button', { name: 'Change' }));
  await asks(page, 'DELETE', /bert\/sessions$/, () => press(page, button(page, 'Sign out everywhere')));

  await write(page, page.getByLabel('Name of a new group'), 'barns');
  await asks(page, 'PUT', /camera-groups\/barns$/, () => page.keyboard.press('Enter'));
  await asks(page, 'DELETE', /camera-groups\/docks$/, () => press(page, button(page, 'Remove group docks')));
});

test('a recorder is taken out of service, and a machine invited', async ({ page }) => {
  await at(page, '/recorders');
  const out = button(page, 'Take out of service').first();
  await holdsAndReturns(page, out);
  await press(page, out);
  await expect(button(page, 'Cancel')).toBeFocused();
  await asks(page, 'POST', /rec-a\/drain$/, () =>
    press(page, page.getByRole('dialog').getByRole('button', { name: 'Take out of service' })),
  );
  await press(page, button(page, 'Add a machine'));
  await press(page, page.getByRole('radio', { name: 'Management server' }), ' ');
  const invited = await asks(page, 'POST', /invitations$/, () => press(page, button(page, 'Make a code')));
  expect(invited).toMatchObject({ role: 'management' });
  await expect(page.getByText('lidless join')).toBeVisible();
});

test('a failover is read step by step, the audit searched, a page of help found', async ({ page }) => {
  await at(page, '/failover');
  await press(page, page.getByRole('link', { name: 'Step by step' }).first());
  await expect(page.getByText('Taken by')).toBeVisible();
  await press(page, page.getByRole('link', { name: 'Watch it on the timeline' }));
  await expect(page.locator('canvas.lanes')).toBeVisible();
  await at(page, '/audit');
  await write(page, page.getByLabel('What', { exact: true }), 'site-configured');
  await expect(page.getByText('Signed in')).toHaveCount(0);
  await at(page, '/help');
  await write(page, page.getByLabel(/Find/).last(), 'CAM-001');
  await press(page, page.getByRole('link', { name: 'LID-CAM-001' }));
  await expect(page.getByRole('heading', { name: 'A camera does not answer' })).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('heading', { name: 'Keys' })).toBeVisible();
});

test('settings: the site’s document, a backup, a token, light, language, the way out', async ({ page }) => {
  await at(page, '/settings');
  await reach(page, page.getByRole('radio', { name: 'Dark' }));
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('html[data-mantine-color-scheme="light"]')).toBeAttached();
  await write(page, page.getByLabel('For which program'), 'Grafana');
  await choose(page, page.getByRole('combobox', { name: 'It may' }), 'live');
  await page.keyboard.press('Escape');
  await asks(page, 'POST', /tokens$/, () => press(page, button(page, 'Make a token')));
  await expect(page.getByText('lid_9f2c71e0aa44')).toBeVisible();
  await asks(page, 'DELETE', /tokens\/tk_1$/, () => press(page, button(page, 'Revoke')));
  await reach(page, page.getByRole('textbox', { name: 'Configuration' }));
  await page.keyboard.press('Control+End');
  await page.keyboard.type('# looked at');
  await asks(page, 'PUT', /config$/, () => press(page, button(page, 'What would change?')));
  await write(page, page.getByLabel('Why (kept in the history)'), 'by keys');
  await asks(page, 'PUT', /config$/, () => press(page, button(page, 'Apply')));
  await asks(page, 'POST', /config\/rollback$/, () => press(page, button(page, 'Back to this').first()));
  await asks(page, 'POST', /backups$/, () => press(page, button(page, 'Back up now')));
  await press(page, button(page, /anna: settings/));
  for (const name of ['Settings', 'Dark', 'Light', 'As the system', 'English', 'Deutsch']) {
    await expect(page.getByRole('menuitem', { name })).toBeVisible();
  }
  await downTo(page, 'Sign out');
  await asks(page, 'DELETE', /session$/, () => page.keyboard.press('Enter'));
  await expect(button(page, 'Sign in')).toBeVisible();
});

test('on a phone, too: the pages behind the tabs', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await at(page, '/');
  await press(page, button(page, 'More'));
  await downTo(page, 'Cameras');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Cameras' })).toBeVisible();
});

test('whoever types on while the search opens loses no letter, and gets the focus back', async ({ page }) => {
  await reach(page, button(page, /^Find/));
  for (const opens of ['Enter', 'Control+k']) {
    await page.keyboard.press(opens);
    await page.keyboard.type('yard-s');
    expect(await page.getByPlaceholder('A page or a camera').inputValue()).toBe('yard-s');
    await page.keyboard.press('Escape');
    await expect(button(page, /^Find/)).toBeFocused();
  }
});

test('while a server is told that somebody signs out, no page is there that could go on asking', async ({
  page,
}) => {
  await at(page, '/');
  let tell = () => {};
  const waits = new Promise<void>((done) => {
    tell = done;
  });
  await page.route('**/api/session', async (route) => {
    await (route.request().method() === 'DELETE' ? waits : undefined);
    await route.continue();
  });
  await press(page, button(page, /anna: settings/));
  const leaves = page.waitForRequest((request) => request.method() === 'DELETE');
  await page.getByRole('menuitem', { name: 'Sign out' }).press('Enter');
  await leaves;
  await expect(page.getByRole('link', { name: 'Cameras' })).toHaveCount(0);
  tell();
  await expect(button(page, 'Sign in')).toBeVisible();
});
