import { releaseCommand, type ReleasePlace } from '../domain/commands/release';
import { describe } from '../domain/change/describe';
import type { Incident } from '../domain/ledger/incident';
import { counted } from '../domain/notice/lists';
import type { Report, ReportPrincipal } from './page/report';

/** What the page of incidents is made of. */
export interface IncidentsPageOf {
  readonly accountId: string;
  /** ISO 8601; when they were read. */
  readonly asOf: string;
  readonly place: ReleasePlace;
  /** Why none but open ones are shown, in a sentence. Absent: past ones are as well. */
  readonly pastUnknown?: string | undefined;
}

const HOUR_MS = 3_600_000;

/** The incidents of an account, open and past, for the page that a person opens. */
export function incidentsPage(incidents: readonly Incident[], of: IncidentsPageOf): Report {
  const { accountId, asOf, pastUnknown } = of;
  const open = incidents.filter(({ closedAt }) => closedAt === undefined);
  const past = incidents.length - open.length;
  return {
    ...{ accountId, title: 'Incidents' },
    about: [
      'Users who called IAM without being an admin, or whose key was found in public, and who were denied IAM for it.',
    ],
    facts: [
      { label: 'Account', value: accountId },
      { label: 'As of', value: asOf },
    ],
    tiles: [
      { label: 'Open', value: open.length, about: 'denied IAM until somebody releases them', shows: { state: 'Open' } },
      ...(pastUnknown === undefined
        ? [{ label: 'Past', value: past, about: 'released within the last 400 days', shows: { state: 'Released' } }]
        : []),
    ],
    notes: pastUnknown === undefined ? [] : [pastUnknown],
    charts: [],
    timeline: {
      ...{ title: 'From the deny to the release', asOf },
      spans: incidents.map((one) => ({
        label: nameOf(one),
        from: iso(one.openedAt),
        to: one.closedAt && iso(one.closedAt),
      })),
    },
    columns: [
      { label: 'Denied, UTC', kind: 'time', isDescending: true },
      { label: 'Released, UTC', kind: 'time', isDescending: true },
      { label: 'Hours denied', kind: 'number', isDescending: true },
    ],
    principals: incidents.map((one) => incidentRow(one, of)),
  };
}

function incidentRow(incident: Incident, { asOf, place }: IncidentsPageOf): ReportPrincipal {
  const { principalArn: arn, principalId: id, openedAt, madeAt, called, closedAt, changes } = incident;
  const hours = Math.max(0, Math.round(((closedAt ?? new Date(asOf)).getTime() - openedAt.getTime()) / HOUR_MS));
  const isOpen = closedAt === undefined;
  return {
    ...{ kind: 'user', name: nameOf(incident), arn, id },
    ...{ state: isOpen ? 'Open' : 'Released', isToLookAt: isOpen },
    decision: incidentInWords(incident),
    cells: [iso(openedAt), closedAt === undefined ? null : iso(closedAt), hours],
    ...{ services: [], documents: [] },
    facts: [
      { label: 'ARN', value: arn },
      { label: 'Unique id', value: id },
      ...(called === undefined ? [] : [{ label: 'Called', value: called }]),
      ...(madeAt === undefined ? [] : [{ label: 'Called at', value: iso(madeAt) }]),
      { label: 'Denied', value: iso(openedAt) },
      { label: 'Done', value: changes.map(describe).join('; ') },
      ...(closedAt === undefined ? [] : [{ label: 'Released', value: iso(closedAt) }]),
    ],
    ...(isOpen && { release: { label: 'This gives IAM access back:', value: releaseCommand({ arn, id }, place) } }),
  };
}

function incidentInWords({ called, madeAt, openedAt, number }: Incident): string {
  const seconds = madeAt && Math.round((openedAt.getTime() - madeAt.getTime()) / 1_000);
  const after = seconds === undefined ? '' : soonAfter(seconds);
  const again = number > 1 ? ` It is incident ${number} of this user.` : '';
  return `${called === undefined ? 'Denied IAM' : `Called ${called}, and was denied IAM`}${after}.${again}`;
}

/** CloudTrail's times are whole seconds, so that nothing shorter is known. */
const soonAfter = (seconds: number): string =>
  seconds < 1 ? ' within about a second of the call' : ` ${counted(seconds, 'second')} after the call`;

const nameOf = ({ principalArn }: Incident): string => principalArn.slice(principalArn.lastIndexOf('/') + 1);
const iso = (at: Date): string => at.toISOString();
