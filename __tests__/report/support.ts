import { chosen, firstChoice, searchable } from '../../src/report/page/choice';
import type { Column, Report, ReportPrincipal } from '../../src/report/page/report';

export const ARN = 'arn:aws:iam::111122223333:role/etl';

export const COLUMNS: readonly Column[] = [
  { label: 'Coverage', kind: 'percent' },
  { label: 'May use', kind: 'number', isDescending: true },
  { label: 'Last used', kind: 'day' },
];

/** A role that uses half of what it may use; override only what the test is about. */
export const aPrincipal = (overrides: Partial<ReportPrincipal> = {}): ReportPrincipal => ({
  ...{ kind: 'role', name: 'etl', arn: ARN, id: 'AROAETL00000000000001' },
  ...{ state: 'Would change', isToLookAt: false, decision: 'Uses some of what it may use.' },
  cells: [50, 2, '2026-05-31T03:00:00.000Z'],
  services: [
    { label: 'Used', names: ['s3'] },
    { label: 'Never used', names: ['sqs'] },
  ],
  facts: [{ label: 'ARN', value: ARN }],
  documents: [],
  ...overrides,
});

/** The same role under another name. */
export const called = (name: string, overrides: Partial<ReportPrincipal> = {}): ReportPrincipal =>
  aPrincipal({ name, arn: `arn:aws:iam::111122223333:role/${name}`, ...overrides });

/** Whether each number that leads to rows leads to so many; `undefined` of one that leads nowhere. */
export const leadWhereTheySay = ({ tiles, principals, columns }: Report): readonly (boolean | undefined)[] =>
  tiles.map(({ shows, value }) => {
    if (shows === undefined) return undefined;
    const choice = 'state' in shows ? { state: shows.state } : { traits: [shows.trait] };
    const all = { ...firstChoice(columns), showsOwn: true };
    return chosen(Array.from(principals, searchable), { ...all, ...choice }).shown.length === value;
  });

export const aReport = (overrides: Partial<Report> = {}): Report => ({
  ...{ accountId: '111122223333', title: 'Permissions boundaries' },
  about: ['An audit run.'],
  facts: [{ label: 'Run', value: 'run-1 (audit)' }],
  tiles: [{ label: 'Principals', value: 1, about: '0 users, 1 role, 0 groups' }],
  ...{ notes: [], charts: [], columns: COLUMNS },
  principals: [aPrincipal()],
  ...overrides,
});
