import { defineConfig } from '@playwright/test';

/** In Debian's Chromium: `mock` against a made-up server, `site` the product itself, `bench` what `./dev bench console` measures. */
const suite = process.env.LIDLESS_BROWSER_SUITE ?? 'mock';

export default defineConfig({
  testDir: '.',
  testMatch: `${suite}/*.spec.ts`,
  outputDir: '../../../target/console-test/results',
  reporter: [['line']],
  // The made-up servers take no time; the product and what is measured want the machine to themselves.
  workers: suite === 'mock' ? 2 : 1,
  fullyParallel: suite === 'mock',
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    headless: true,
    actionTimeout: 15_000,
    navigationTimeout: 20_000,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    ignoreHTTPSErrors: true,
    // Notes of everything cost as much as the tests; the site's own logs stay when something fails.
    trace: 'off',
    screenshot: suite === 'mock' ? 'only-on-failure' : 'off',
    launchOptions: {
      executablePath: '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--ignore-certificate-errors',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--autoplay-policy=no-user-gesture-required',
      ],
    },
  },
});
