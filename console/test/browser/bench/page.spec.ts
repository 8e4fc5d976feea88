import { expect, test } from '@playwright/test';
import { startMock } from '../../mock/server.mjs';
import { signIn } from '../mock/places';
import { type Held, held, slope } from './heap';
import { OUT, share, spread, told } from './measured';

const DRAWN_MS_MAX = 50;
const LANES = 64;
const STRETCHES = 60;
const DAY_MS = 86_400_000;

/** Eight hours of an operator: a page opened each two minutes, something happens each twenty seconds. */
const HOURS = Number(process.env.LIDLESS_BENCH_HOURS ?? 8);
const OPENED_EACH_HOUR = 30;
const HAPPENS_EACH_HOUR = 180;
const WATCHED = 4;
/** Live pictures come this many times as fast; every other page is live. */
const TIMES = 8;
const LIVE_MS = 1_000;
const ELSEWHERE_MS = 300;
/** By what the page may keep more from hour to hour in the last half: a year of it would be 90 MB. */
const GROWN_MB_AN_HOUR_MAX = 0.01;

/** A day of a camera: recorders that take turns, and a gap now and then. */
function lane(camera: string, index: number) {
  const end = Date.now();
  const each = DAY_MS / STRETCHES;
  return {
    camera,
    stream: 'main',
    home: `rec-${index % 8}`,
    first: new Date(end - DAY_MS).toISOString(),
    last: new Date(end).toISOString(),
    locks: [],
    spans: Array.from({ length: STRETCHES }, (_, n) => ({
      ...(n % 7 === 3
        ? { state: 'gap', cause: 'network' }
        : { state: 'have', node: `rec-${(index + (n >> 2)) % 8}` }),
      from: new Date(end - DAY_MS + n * each).toISOString(),
      to: new Date(end - DAY_MS + (n + 1) * each).toISOString(),
      seconds: each / 1000,
    })),
  };
}

test('a day of 64 cameras, drawn', async ({ page }) => {
  const mock = await startMock();
  const names = Array.from({ length: LANES }, (_, n) => `cam-${n + 1}`);
  await page.route('**/api/timeline?*', (route) => route.fulfill({ json: { lanes: names.map(lane) } }));
  await page.route('**/api/cameras?*', async (route) => {
    const answer = await (await route.fetch()).json();
    const [first] = answer.items;
    await route.fulfill({ json: { items: names.map((camera) => ({ ...first, camera })) } });
  });
  await signIn(page, mock.url);
  await page.goto(`${mock.url}/timeline?cams=${names.join(',')}`);
  await expect(page.locator(`canvas.lanes[data-lanes="${LANES}"]`)).toBeVisible();
  // From an hour to more than a day.
  const drawn = await page.evaluate(async () => {
    const canvas = document.querySelector('canvas.lanes') as HTMLCanvasElement;
    const times: number[] = [];
    for (const key of [...'-----', ...'+-'.repeat(20)]) {
      await new Promise((rest) => setTimeout(rest, 120));
      const begun = performance.now();
      const done = new Promise((shown) => {
        new MutationObserver((_, watcher) => {
          watcher.disconnect();
          shown(null);
        }).observe(canvas, { attributes: true, attributeFilter: ['data-drawn'] });
      });
      window.dispatchEvent(new KeyboardEvent('keydown', { key }));
      await done;
      // Reading a pixel makes the browser carry out what was asked of it.
      canvas.getContext('2d')?.getImageData(0, 0, 1, 1);
      times.push(performance.now() - begun);
    }
    return times.slice(5);
  });
  told(`a day of ${LANES} cameras with ${STRETCHES} stretches each, from the key to drawn: ${spread(drawn)}`);
  expect.soft(share(drawn, 0.95)).toBeLessThan(DRAWN_MS_MAX);
  await page.screenshot({ path: `${OUT}/day.png` });
  await mock.stop();
});

test('eight hours in one tab', async ({ page }) => {
  test.setTimeout(120_000 + HOURS * 90_000);
  const mock = await startMock({ times: TIMES });
  await page.route('**/api/cameras?*', async (route) => {
    const answer = await (await route.fetch()).json();
    await route.fulfill({ json: { items: answer.items.slice(0, WATCHED) } });
  });
  await signIn(page, mock.url);
  const cdp = await page.context().newCDPSession(page);
  const links = ['Live', 'Overview', 'Live', 'Timeline', 'Live', 'Cameras', 'Live', 'Failover'];
  const hours: Held[] = [];
  const begun = Date.now();
  for (let hour = 0; hour <= HOURS; hour++) {
    for (let n = 0; n < (hour === 0 ? 0 : OPENED_EACH_HOUR); n++) {
      const link = links[n % links.length] as string;
      await page.getByRole('link', { name: link, exact: true }).click();
      for (let event = 0; event < HAPPENS_EACH_HOUR / OPENED_EACH_HOUR; event++) {
        mock.tell(happening(`${hour}-${n}-${event}`));
      }
      await page.waitForTimeout(link === 'Live' ? LIVE_MS : ELSEWHERE_MS);
    }
    await page.getByRole('link', { name: 'Overview', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'What happened' })).toBeVisible();
    await page.waitForTimeout(1_000);
    hours.push(await held(cdp));
  }
  const all = (of: (one: Held) => string | number) => hours.map(of).join(', ');
  const half = hours.slice(-Math.ceil((HOURS + 1) / 2));
  const grown = slope(half.map((one) => one.kept));
  told(
    `${HOURS} hours of an operator in one tab (${HOURS * OPENED_EACH_HOUR} pages, ${HOURS * HAPPENS_EACH_HOUR} events, ` +
      `live pictures ${TIMES} times as fast) in ${((Date.now() - begun) / 1000).toFixed(0)} s; at the start and after ` +
      `each hour, collected: kept ${all((one) => one.kept.toFixed(3))} MB, in the last half ` +
      `${(grown * 1000).toFixed(1)} KB more an hour; with the browser's compiled code ` +
      `${all((one) => one.heap.toFixed(1))} MB; ` +
      `nodes ${all((one) => one.nodes)}; listeners ${all((one) => one.listeners)}`,
  );
  expect.soft(grown).toBeLessThan(GROWN_MB_AN_HOUR_MAX);
  expect.soft(slope(half.map((one) => one.nodes))).toBeLessThan(1);
  expect.soft(slope(half.map((one) => one.listeners))).toBeLessThan(1);
  await mock.stop();
});

function happening(id: string) {
  const at = new Date().toISOString();
  return {
    id: `mock:${id}`,
    type: 'lidless.camera.changed',
    at,
    camera: 'gate',
    from: 'recording',
    to: 'recording',
  };
}
