import { byName } from '../../../audit/report/page-charts';
import { recordedPage } from '../../../audit/report/recorded-page';
import type { RecordedPageWords } from '../../../audit/report/recorded-page-words';
import type { RecordedRow } from '../../../audit/recorded/row';
import type { SlotSet } from '../../../audit/recorded/slot-set';
import type { RecordedSummary } from '../../../audit/recorded/summary-form';
import type { ReleasePlace } from '../../../domain/commands/release';
import { inLines } from '../../../domain/policy/policy-document';
import { counted } from '../../../domain/notice/lists';
import { dayOf, type Announced } from '../../../domain/run/countdown';
import type { DocumentChange, Report } from '../../../report/page/report';
import { DENY_EVERYTHING } from '../judge/deny';
import type { CleanupLeaveReason } from '../judge/reasons';
import { DENY_SLOT, isDeny, isKeyDeletion, isKeyOff } from '../kinds';
import { CREDENTIALS } from '../words';

/** What a run found unused, announced and did, for the page that a person opens. */
export const pageOf = (summary: RecordedSummary<SlotSet>, place: ReleasePlace): Report =>
  recordedPage(summary, { of: CREDENTIALS, page: PAGE, place });

type Row = RecordedRow<SlotSet>;

const REASONS: Readonly<Record<CleanupLeaveReason, string>> = {
  released: 'A person released it.',
  quarantined: 'AWS itself has put it in quarantine. A person has to look at it.',
  'too-young': 'Created after the credential report was made.',
  'evidence-unknown': 'Nobody can tell how it is used. What reports have announced stands.',
  'keys-alike': 'Two of its access keys were created in the same second, so nobody can tell which is unused.',
  'key-unmatched': 'IAM lists no access key that was created when the unused one was.',
  unused: 'The principal or one of its access keys is unused; its details say which.',
  'in-use': 'In use.',
  denied: 'Denied everything, until somebody releases it.',
  'deletion-begun': 'Its deletion was begun and cannot go on. A person has to look at it.',
  'attachment-quota': 'Unused, and cannot be denied: it has as many managed policies as it may have.',
  'service-role': 'Unused, and left: an AWS service has this role.',
  'service-unknown': 'Unused, and left: the service that it trusts could not be asked whether it has this role.',
  'use-undated': 'Perhaps unused, and left: it has credentials of which IAM never says when they were used.',
  'named-in-trust': "Unused, and left: another role's trust policy names it.",
};

/** What comes next, the first day first. */
function nextOf({ decision: { announced = [] } }: Row): NonNullable<Announced['due']> | undefined {
  return announced.flatMap(({ due }) => due ?? []).sort((one, other) => (one.on < other.on ? -1 : 1))[0];
}

const PAGE: RecordedPageWords<SlotSet> = {
  ...{ reasons: REASONS, inPlace: ['denied'] satisfies CleanupLeaveReason[] },
  columns: [
    { label: 'Due, at the earliest', kind: 'day', cell: (row) => nextOf(row)?.on ?? null },
    { label: 'Next', kind: 'text', cell: (row) => nextOf(row)?.does ?? null },
    { label: 'In reports since', kind: 'day', cell: reportedSince },
    { label: 'Unused', kind: 'text', cell: unusedIn },
  ],
  charts: (rows) => [
    byName(
      'What comes next',
      'users and roles, by the earliest day',
      rows.flatMap((row) => nextOf(row)?.on ?? []),
    ),
    byName(
      'Reported since',
      'users and roles, by the day of the first report',
      rows.flatMap((row) => reportedSince(row) ?? []),
    ),
  ],
  measures: (rows) => [
    { key: 'denied', label: 'Denied everything', kind: 'number', value: rows.filter(isDenied).length },
  ],
  services: () => [],
  documents,
};

/** Whether a user or role is denied everything once the run has ended. */
function isDenied({ decision, changes, outcome }: Row): boolean {
  const isMade = outcome?.kind === 'done' || outcome?.kind === 'stands';
  const denied: CleanupLeaveReason = 'denied';
  return decision.reason === denied || (isMade && changes.some((one) => isDeny(one) && one.to !== undefined));
}

/** What of a principal is unused, such as `user, 2 access keys`. */
function unusedIn({ kind, decision: { announced = [] } }: Row): string | null {
  const keys = announced.filter(({ thing }) => isKeyOff({ slot: thing }) || isKeyDeletion({ slot: thing })).length;
  const parts = [...(announced.length > keys ? [kind] : []), ...(keys > 0 ? [counted(keys, 'access key')] : [])];
  return parts.length === 0 ? null : parts.join(', ');
}

function reportedSince({ decision: { announced = [] } }: Row): string | null {
  return announced.map(({ since }) => dayOf(since)).sort()[0] ?? null;
}

/** What denies everything, where that is done or announced; of an access key there is no policy. */
function documents({ changes, decision }: Row): readonly DocumentChange[] {
  const isMeant = changes.some(isDeny) || decision.announced?.some(({ thing }) => thing === DENY_SLOT) === true;
  return isMeant ? [{ label: 'Deny of everything', after: inLines(DENY_EVERYTHING) }] : [];
}
