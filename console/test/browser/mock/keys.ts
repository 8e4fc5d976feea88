import { expect, type Locator, type Page } from '@playwright/test';

const TABS_MAX = 250;

/** Presses Tab until this has the focus, as somebody without a mouse would; and the focus is seen. */
export async function reach(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toBeAttached();
  for (let pressed = 0; pressed < TABS_MAX; pressed++) {
    if (await has(wanted)) {
      expect(await isSeen(page), `the focus on ${wanted}`).toBe(true);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reaches ${wanted}`);
}

/** Reaches it and presses it. */
export async function press(page: Page, wanted: Locator, key = 'Enter'): Promise<void> {
  await reach(page, wanted);
  await page.keyboard.press(key);
}

/** Reaches a field and writes this in place of what is in it. */
export async function write(page: Page, field: Locator, text: string): Promise<void> {
  await reach(page, field);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

/** Opens a list and goes down in it to this. */
export async function choose(page: Page, list: Locator, option: string): Promise<void> {
  await reach(page, list);
  const wanted = page.getByRole('option', { name: option, exact: true });
  await expect(async () => {
    await page.keyboard.press('ArrowDown');
    expect(await list.getAttribute('aria-activedescendant', { timeout: 1_000 })).toBe(
      await wanted.getAttribute('id', { timeout: 1_000 }),
    );
  }).toPass({ intervals: [0] });
  await page.keyboard.press('Enter');
}

/** What is done by keys reaches the site as this request. */
export async function asks(
  page: Page,
  method: string,
  path: RegExp,
  act: () => Promise<void>,
): Promise<unknown> {
  const asked = page.waitForResponse(
    (answer) => answer.request().method() === method && path.test(new URL(answer.url()).pathname),
  );
  await act();
  const answer = await asked;
  expect(answer.status(), `${method} ${answer.url()}`).toBeLessThan(300);
  const isJson = (answer.request().headers()['content-type'] ?? '').includes('json');
  return isJson ? answer.request().postDataJSON() : answer.request().postData();
}

/** The dialog holds the Tab key, and Escape gives the focus back to what opened it. */
export async function holdsAndReturns(page: Page, opener: Locator): Promise<void> {
  const dialog = page.getByRole('dialog');
  await press(page, opener);
  await expect(dialog).toBeVisible();
  for (let pressed = 0; pressed < TABS_MAX; pressed++) {
    expect(await dialog.evaluate((box) => box.contains(document.activeElement))).toBe(true);
    if (pressed > 1 && (await has(dialog.getByRole('button', { name: 'Close' })))) {
      break;
    }
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(opener).toBeFocused();
}

function has(wanted: Locator): Promise<boolean> {
  return wanted.evaluate((one) => one === document.activeElement);
}

/** The element that has the focus, or what stands for it, has an outline or a border of its own. */
function isSeen(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const one = document.activeElement as HTMLElement;
    const drawn = (style: CSSStyleDeclaration) =>
      (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0) ||
      style.boxShadow !== 'none';
    const before = getComputedStyle(one);
    if (drawn(before)) {
      return true;
    }
    // A field changes its border, or the border of the box or the label around it.
    const around = [one, one.parentElement, one.parentElement?.parentElement, one.nextElementSibling].filter(
      (each): each is HTMLElement => each instanceof HTMLElement,
    );
    const look = () => {
      // Colours that are under way are there.
      getComputedStyle(one).borderColor;
      for (const each of document.getAnimations()) {
        each.finish();
      }
      return around.map((each) => {
        const { borderColor, outlineStyle, boxShadow, backgroundColor } = getComputedStyle(each);
        return `${borderColor}|${outlineStyle}|${boxShadow}|${backgroundColor}`;
      });
    };
    const focused = look();
    one.blur();
    const blurred = look();
    one.focus();
    return focused.some((each, index) => each !== blurred[index]);
  });
}
