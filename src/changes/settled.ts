import type { Clock } from '../domain/clock';

/** IAM shows a change within some seconds; what is not to be seen by then is told to people. */
export const SETTLED_WITHIN_MS = 15_000;

const FIRST_WAIT_MS = 250;

/** Asks again and again whether something holds, ever less often, for 15 seconds. @returns false when it never did */
export async function settled(holds: () => Promise<boolean>, clock: Clock): Promise<boolean> {
  const end = clock.now() + SETTLED_WITHIN_MS;
  for (let wait = FIRST_WAIT_MS; ; wait *= 2) {
    if (await holds()) return true;
    const left = end - clock.now();
    if (left <= 0) return false;
    await clock.sleep(Math.min(wait, left));
  }
}
