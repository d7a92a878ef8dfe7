import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { describeWhere } from '../../support/describe-where';

/** Debian's, of its package `chromium`; playwright-core brings none. */
const CHROMIUM = '/usr/bin/chromium';

/** Like `describe`; says that chromium is missing and skips where it is. */
export function describeBrowser(name: string, tests: () => void): void {
  const missing = existsSync(CHROMIUM) ? [] : [`${CHROMIUM} is missing (apt-get install chromium)`];
  describeWhere('browser tests', missing, name, tests);
}

/** Starts chromium without a window; a second or so. */
export const startChromium = (): Promise<Browser> =>
  // A container often has little of the shared memory that chromium asks for.
  chromium.launch({ executablePath: CHROMIUM, args: ['--disable-dev-shm-usage'] });
