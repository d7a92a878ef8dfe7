import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { BootstrapError } from './terraform';

/**
 * Asks whether the plan above is to be applied.
 *
 * @throws BootstrapError where the answer is anything but yes, or there is nobody to answer
 */
export async function confirm(): Promise<void> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  // A terminal that is closed, or a pipeline: the question would never settle.
  const closed = once(lines, 'close').then(() => undefined);
  const answer = await Promise.race([lines.question('\nApply this plan? Only yes is accepted: '), closed]);
  lines.close();
  if (answer === undefined) {
    throw new BootstrapError(
      'Nothing was changed, because nobody answered: answer yes, or run npm run bootstrap -- -auto-approve.',
    );
  }
  if (answer.trim() !== 'yes') {
    throw new BootstrapError(
      'Nothing was changed, because the answer was not yes: run this again to change your mind.',
    );
  }
}
