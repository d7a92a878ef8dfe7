import { mostFrequent } from '../../../audit/report/page-charts';
import { recordedPage } from '../../../audit/report/recorded-page';
import type { RecordedPageWords } from '../../../audit/report/recorded-page-words';
import type { RecordedRow } from '../../../audit/recorded/row';
import type { RecordedSummary } from '../../../audit/recorded/summary-form';
import type { ReleasePlace } from '../../../domain/commands/release';
import type { OwnPolicies } from '../../../domain/policy/own-policies';
import { inLines } from '../../../domain/policy/policy-document';
import { isNone, NO_SERVICES } from '../../../domain/policy/services';
import type { DocumentChange, Report, ServiceList } from '../../../report/page/report';
import { denyDocumentsOf } from '../judge/document';
import type { DENY_CHANGE_REASONS, DenyLeaveReason } from '../judge/reasons';
import type { ServicesDenied } from '../kinds';
import { SERVICE_DENIES, servicesBeyond } from '../words';

/** What the page needs beside the summary. */
interface PagePlace extends ReleasePlace {
  /** Where the guardrail's policies are. */
  readonly own: Pick<OwnPolicies, 'partition' | 'accountId'>;
}

/** What a run found unused, would deny and did, for the page that a person opens. */
export const pageOf = (summary: RecordedSummary<ServicesDenied>, place: PagePlace): Report =>
  recordedPage(summary, { of: SERVICE_DENIES, page: pageWords(place), place });

type Row = RecordedRow<ServicesDenied>;

const REASONS: Readonly<Record<DenyLeaveReason | (typeof DENY_CHANGE_REASONS)[number], string>> = {
  unused: 'May use services that it has not used lately.',
  'allowed-again': 'Gets back what was denied: it turned out to be used, or is never to be denied by now.',
  'bridge-left': 'Has a group that an earlier change has left: it is to be taken away.',
  released: 'A person released it.',
  'too-young': 'Too young to say what it needs.',
  'tracked-too-short': 'Younger than the time over which use is tracked.',
  'policy-altered': 'Somebody altered a policy that denies it something; it gets its text back first.',
  'bridge-altered': 'The group that would bridge the change holds what this project did not give it.',
  'nothing-granted': 'Its policies allow it nothing.',
  'nothing-unused': 'It uses whatever it may use.',
  stands: 'Denied already what is to be denied.',
  'deny-too-large': 'No policy holds the names of all that would stay open.',
  'attachment-quota': 'It has no room for the policies that this takes.',
};

const pageWords = ({ own }: PagePlace): RecordedPageWords<ServicesDenied> => ({
  ...{ reasons: REASONS, inPlace: ['stands'] satisfies DenyLeaveReason[] },
  columns: [
    { label: 'Loses', kind: 'number', isDescending: true, cell: (row) => countOf(row, lost) },
    { label: 'Gets back', kind: 'number', isDescending: true, cell: (row) => countOf(row, allowed) },
  ],
  charts: (rows, mode) => {
    const lists = rows.map(({ changes }) => changes.flatMap(lost));
    return mode === 'enforce'
      ? [mostFrequent('Denied most often', 'users, by the service that they lose', lists)]
      : [mostFrequent('Would be denied most often', 'users, by the service that they would lose', lists)];
  },
  measures: (rows) => [
    { key: 'denied', label: 'Denied something', kind: 'number', value: rows.filter(isDenied).length },
  ],
  services: (row) => row.changes.flatMap((change) => servicesOf(change, isMade(row))),
  documents: ({ changes }) => changes.flatMap((change) => documentsOf(change, own)),
});

const lost = (change: ServicesDenied) => servicesBeyond(change.after, change.before, change);
const allowed = (change: ServicesDenied) => servicesBeyond(change.before, change.after, change);

const isMade = ({ outcome }: Pick<Row, 'outcome'>) => outcome?.kind === 'done' || outcome?.kind === 'stands';

/** Whether a user is denied anything once the run has ended. */
function isDenied({ decision, changes, outcome }: Row): boolean {
  const stands: DenyLeaveReason = 'stands';
  return (
    decision.reason === stands || changes.some(({ before, after }) => !isNone(isMade({ outcome }) ? after : before))
  );
}

const countOf = ({ changes }: Row, of: typeof lost) => (changes.length === 0 ? null : changes.flatMap(of).length);

function servicesOf(change: ServicesDenied, made: boolean): readonly ServiceList[] {
  const back = allowed(change);
  const still = servicesBeyond(change.before, NO_SERVICES, change).filter((service) => !back.includes(service));
  return [
    { label: made ? 'Denied by the change' : 'To be denied', names: lost(change) },
    { label: made ? 'Allowed again by the change' : 'To be allowed again', names: back },
    { label: 'Denied before and after', names: still },
  ].filter(({ names }) => names.length > 0);
}

/** The policies before and after, each beside the one in its place. */
function documentsOf({ before, after }: ServicesDenied, own: PagePlace['own']): readonly DocumentChange[] {
  const [old, now] = [denyDocumentsOf(before, own), denyDocumentsOf(after, own)].map((all) => all.map(inLines));
  const most = Math.max(old?.length ?? 0, now?.length ?? 0);
  return Array.from({ length: most }, (_, at) => ({
    label: most === 1 ? 'Policy of denies' : `Policy of denies, ${at + 1} of ${most}`,
    ...(old?.[at] !== undefined && { before: old[at] }),
    ...(now?.[at] !== undefined && { after: now[at] }),
  }));
}
