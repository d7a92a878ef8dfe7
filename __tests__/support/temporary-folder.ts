import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder, which goes at the end of the run with all else that the run made (remove-stacks.cjs). */
export const temporaryFolder = (prefix: string): string =>
  mkdtempSync(join(process.env['GUARDRAILS_STACKS_OF_RUN'] ?? tmpdir(), prefix));
