import { readFileSync } from 'node:fs';
import { ReviewError } from '../review/plan';
import { review } from '../review/review';
import { reviewAsComment, reviewAsJson, reviewInWords } from '../review/words';
import type { ReviewRequest } from './requests';

/** Of its own, so that whoever gates can tell a plan that weakens from one that cannot be read. */
const WEAKER = 3;
const STANDARD_INPUT = 0;

const WRITTEN = { text: reviewInWords, markdown: reviewAsComment, json: reviewAsJson } as const;

/**
 * Prints what a plan does to the guardrails. It calls nobody, and needs neither credentials nor settings.
 *
 * @returns exit code
 * @throws ReviewError where the file holds no plan of a deployment
 */
export function reviewHere({ file, format, failIfWeaker }: ReviewRequest): number {
  const found = review(textOf(file));
  console.log(WRITTEN[format](found));
  return failIfWeaker && found.weakens ? WEAKER : 0;
}

function textOf(file: string): string {
  try {
    return readFileSync(file === '-' ? STANDARD_INPUT : file, 'utf8');
  } catch (error) {
    throw new ReviewError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
