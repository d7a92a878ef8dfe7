import type { Fact } from '../../../domain/notice/notice';
import { isOwn } from '../../../domain/run/reason-words';
import type { ReportPrincipal, ServiceList } from '../../../report/page/report';
import { isFailed, type Row, type RunSummary } from '../run-summary';
import { isBounded } from './digest-boundaries';
import { boundaryReleaseCommand, type ReleasePlace } from './digest-release';
import { boundaryInWords, decisionInWords, reachInWords, tagsInWords } from './page-words';
import { documentsOf } from './page-documents';

/** What the page needs beside the summary. */
export interface PagePlace extends ReleasePlace {
  /** What boundaries say that stand, by ARN, as the inventory found them. Absent: nobody knows. */
  readonly texts?: ReadonlyMap<string, string> | undefined;
}

/** What a page says of a principal beside its row. */
interface Beside {
  /** Whether a person has to look at it. */
  readonly isToLookAt: boolean;
  /** Services that the boundary takes away. */
  readonly lost: readonly string[];
}

/** A row of a run as the page shows it. */
export function pagePrincipal(
  row: Row,
  { isToLookAt, lost }: Beside,
  summary: RunSummary,
  place: PagePlace,
): ReportPrincipal {
  const { kind, name, arn, id, coveragePercent, granted, used, lastUsedAt, decision } = row;
  return {
    ...{ kind, name, arn, id, isToLookAt, isOwn: isOwn(decision.reason) },
    administersIam: row.administersIam === true,
    state: stateOf(row, summary),
    decision: decisionInWords(decision),
    cells: [coveragePercent, granted, used, decision.kind === 'bound' ? lost.length : null, lastUsedAt ?? null],
    services: servicesOf(row, lost),
    facts: factsOf(row, lost),
    documents: documentsOf(row, summary, place),
    release: releaseOf(row, place),
  };
}

function stateOf(row: Row, { plan }: RunSummary): string {
  const { decision, boundary } = row;
  if (isFailed(row)) return 'Failed';
  if (boundary?.kind === 'done') return 'Changed';
  if (boundary?.kind === 'stands') return 'In place';
  if (decision.kind === 'bound') return plan?.mode === 'enforce' ? 'Waiting' : 'Would change';
  return decision.kind === 'report' ? 'Reported' : 'Left alone';
}

function servicesOf(row: Row, lost: readonly string[]): readonly ServiceList[] {
  const never = new Set(row.neverUsedServices);
  const forgotten = row.unusedServices.filter((service) => !never.has(service));
  const lists = [
    withLastUse('Used', row.usedServices, row),
    withLastUse('Not used lately', forgotten, row),
    { label: 'Not used within the tracking period', names: row.neverUsedServices },
    { label: isPutNow(row) ? 'The boundary takes away' : 'The boundary would take away', names: lost },
    { label: 'Kept, since a resource policy grants it by name', names: keptOf(row) },
    { label: 'Tried again though the boundary denies it', names: row.decision.needsAgain ?? [] },
    { label: 'Let through beyond what is meant', names: row.boundary?.widened ?? [] },
    { label: 'Unknown to this version', names: row.unknownServices },
  ];
  return lists.filter(({ names }) => names.length > 0);
}

/** Whether the boundary that was decided holds by now; only then has it taken something. */
const isPutNow = ({ boundary }: Row) => boundary?.kind === 'done' || boundary?.kind === 'stands';

/** Rows of an earlier version know no days. */
function withLastUse(label: string, names: readonly string[], { usedOn = {} }: Row): ServiceList {
  const dayOf = new Map(Object.entries(usedOn).flatMap(([day, services]) => services.map((one) => [one, day])));
  const days = names.flatMap((name) => dayOf.get(name) ?? []);
  return { label, names, ...(days.length === names.length && { days }) };
}

const keptOf = ({ keptByResourcePolicy = [] }: Row) => keptByResourcePolicy.map(({ service }) => service);

function factsOf(row: Row, lost: readonly string[]): readonly Fact[] {
  const { arn, id, kind, members, wouldChange, boundary, boundaryArn, boundaryTaken, evidenceAt } = row;
  const facts: readonly (readonly [label: string, value: string | undefined])[] = [
    ['ARN', arn],
    ['Unique id', id],
    ['Members', kind === 'group' ? String(members) : undefined],
    ['Decided', wouldChange === '' ? undefined : wouldChange],
    [isPutNow(row) ? 'Loses' : 'Would lose', reachInWords(row, lost)],
    ['Boundary', boundary && boundaryInWords(boundary)],
    ['Boundary before', boundaryArn ?? boundary?.before],
    ['Boundary meant', boundary?.policyArn],
    ['Boundary removed by someone else', boundaryTaken],
    ['Upkeep', row.notKeptUp === true ? 'none: its boundary stands, and no run widens it' : undefined],
    ['Administers IAM', row.administersIam === true ? 'yes, it may change what others may do' : undefined],
    ['Tags', tagsInWords(row)],
    ['Report from', evidenceAt],
  ];
  return facts.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]));
}

function releaseOf(row: Row, place: ReleasePlace): Fact | undefined {
  const isPut = isBounded(row, place);
  if (!isPut && row.decision.kind !== 'bound') return undefined;
  const label = isPut
    ? 'This gives back what the boundary takes:'
    : 'Once the boundary is put, this gives back what it takes:';
  return { label, value: boundaryReleaseCommand(row, place) };
}
