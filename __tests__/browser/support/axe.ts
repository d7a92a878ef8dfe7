import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import * as z from 'zod';

const SOURCE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const results = z.object({
  passes: z.array(z.unknown()),
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});

/** What axe-core says of a page as it stands: how many of its rules hold, and which do not, with the elements. */
export async function accessibilityOf(page: Page): Promise<{ readonly held: number; readonly broken: string[] }> {
  // By the protocol of the developer tools, to which the page's policy does not apply.
  await page.evaluate(SOURCE);
  const { passes, violations } = results.parse(JSON.parse(await page.evaluate(`axe.run().then(JSON.stringify)`)));
  const broken = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  return { held: passes.length, broken };
}
