import { expect, type Page } from '@playwright/test';

/** Every page behind the sign-in, and what is on it once it has its answers; in German where that is other words. */
export const PLACES: readonly { name: string; path: string; ready: string; german?: string }[] = [
  { name: 'overview', path: '/', ready: 'text=What happened', german: 'text=Was geschah' },
  { name: 'live', path: '/live', ready: '[data-camera="gate"][data-state="live"]' },
  { name: 'live-single', path: '/live?camera=dock-2', ready: '[data-camera="dock-2"][data-state="live"]' },
  {
    name: 'timeline',
    path: '/timeline?cams=gate,yard-north,dock-2,lobby',
    ready: 'canvas.lanes[data-lanes="4"]',
  },
  { name: 'failover', path: '/failover', ready: 'text=rec-b went away', german: 'text=rec-b war fort' },
  { name: 'incident', path: '/failover/3', ready: 'text=Step by step', german: 'text=Schritt für Schritt' },
  { name: 'cameras', path: '/cameras', ready: 'text=yard-south' },
  { name: 'camera', path: '/cameras/parking', ready: 'text=LID-CAM-001' },
  { name: 'recorders', path: '/recorders', ready: 'text=spill' },
  { name: 'exports', path: '/exports', ready: 'text=Case 2026-117' },
  { name: 'people', path: '/people', ready: 'text=bert' },
  { name: 'audit', path: '/audit', ready: 'text=unbroken', german: 'text=ungebrochen' },
  { name: 'settings', path: '/settings', ready: 'text=Revision 17', german: 'text=Fassung 17' },
  { name: 'help', path: '/help', ready: 'text=LID-CAM-001' },
  {
    name: 'help-code',
    path: '/help/LID-CAM-001',
    ready: 'text=What it means',
    german: 'text=Was es bedeutet',
  },
];

export async function signIn(page: Page, url: string) {
  await page.goto(url);
  await page.locator('[name=username]').fill('anna');
  await page.locator('[name=password]').fill('correct horse');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
}
