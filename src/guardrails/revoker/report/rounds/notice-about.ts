import type { EntryKey } from '../../../../domain/ledger/entry';
import type { Notice } from '../../../../domain/notice/notice';
import { articleIn } from '../../../../domain/notice/runbook';
import { REVOKER } from '../../contract';
import { accountOf, type Rules } from '../../rules';
import type { Announcement } from '../notify';
import { threadOf } from '../notify-thread';

/** What a notice says that is about no call. */
export interface Said extends Pick<Notice, 'class' | 'headline' | 'happened' | 'done' | 'actions'> {
  /** The account comes last. @default the account alone */
  readonly facts?: Notice['facts'];
  /** @default none */
  readonly lists?: Notice['lists'];
  /** @default the notice is shown with what is told under the same entry */
  readonly thread?: string;
}

/** Whom a notice is about that is about no user. */
export const ADMINS = 'admin-groups';

/** Where a notice is told once: whom or what it is about, and the entry of the ledger. */
export type Once = Pick<EntryKey, 'principalId' | 'entryId'>;

/**
 * A notice that is about no call: what a look found, or what waits.
 *
 * @param article of the runbook
 */
export function noticeAbout(
  { principalId, entryId }: Once,
  article: string,
  { facts = [], lists = [], thread, ...said }: Said,
  rules: Pick<Rules, 'denyPolicyArn' | 'runbook'>,
): Announcement {
  const accountId = accountOf(rules);
  return {
    entry: { accountId, principalId, guardrail: REVOKER, entryId, expires: true },
    notice: {
      ...{ ...said, guardrail: REVOKER, accountId, lists },
      thread: thread ?? threadOf({ accountId, principalId, entryId }),
      facts: [...facts, { label: 'Account', value: accountId }],
      links: [{ label: 'Runbook', href: articleIn(rules.runbook, article) }],
    },
  };
}

/** What keeps the revoker from reading the event history, by the error that AWS answers. */
export const HISTORY_ERRORS =
  'AccessDenied: let the role of the revoker call cloudtrail:LookupEvents; a service control policy may forbid it. ThrottlingException: something else in the account reads the history all the time.';
