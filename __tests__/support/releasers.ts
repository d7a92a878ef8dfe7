import { releasersOf, type ReleaserPorts } from '../../src/guardrails/catalogue/release';
import { parse as parseFor, type AcceptRequest, type ReleaseRequest } from '../../src/release/parse';
import type { Releaser, ReleaseOutcome } from '../../src/release/releaser';
import { RUNBOOK } from '../../src/domain/notice/runbook';
import { mailOf, type Mail } from '../../src/notify/render/text';
import { noticeOf } from '../../src/release/notify';

const nothing = () => ({});
const none = {
  own: { path: '/iam-guardrails/' },
  groups: nothing,
  incidents: nothing,
  recorded: nothing,
  tags: nothing,
  holds: nothing,
} as unknown as ReleaserPorts;

/** The project's releasers as a request knows them; they reach no account. */
export const RELEASERS: readonly Releaser[] = releasersOf(none);

/** Headlines of the project's notices, the weightiest first. */
export const HEADLINES: readonly string[] = RELEASERS.flatMap(({ headlines }) => headlines);

/** The mail about a release. */
export function releaseMail(
  outcomes: readonly ReleaseOutcome[],
  { headlines = HEADLINES, runbook = RUNBOOK }: { headlines?: readonly string[]; runbook?: string | undefined } = {},
): Mail {
  return mailOf(noticeOf(outcomes, { accountId: '111122223333', guardrails: ['revoker'], headlines, runbook }));
}

/** Reads what a person on call asks of the project. */
export const parse = (event: unknown): ReleaseRequest | AcceptRequest => parseFor(event, RELEASERS);

/** One whose release took nothing back, and left nothing. */
export const anOutcome = (overrides: Partial<ReleaseOutcome> = {}): ReleaseOutcome => ({
  released: { principal: 'arn:aws:iam::111122223333:role/etl', takenBack: [], notGivenBack: [] },
  words: { takenAway: [], givenBack: [], remains: [] },
  ...overrides,
});
