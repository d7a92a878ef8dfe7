import type { IamReader } from '../../../aws/iam/reader';
import { inLanes } from '../../../domain/in-lanes';
import type { Incident } from '../../../domain/ledger/incident';
import { type IncidentTagPorts, orFailed, tag, type Tagging } from './incident-tag';

/** What looking for missing tags takes. */
export interface TagOpenPorts extends IncidentTagPorts {
  readonly iam: Pick<IamReader, 'users'>;
}

/** Somebody whose tag a look did not find, and what became of it. */
export interface Retagged {
  readonly incident: Incident;
  readonly tagging: Tagging;
}

/** So many users at the same time: what a look reads must not throttle what a deny reads. */
const LANES = 4;

/** Tags the users of open incidents who lack the tag: because tagging failed, or somebody took it off. */
export async function tagOpen(open: readonly Incident[], ports: TagOpenPorts): Promise<readonly Retagged[]> {
  const found = new Map<Incident, Tagging>();
  await inLanes(open, LANES, async (incident) => {
    found.set(incident, await orFailed(tag(incident, ports)));
  });
  const missing = open.filter((incident) => found.get(incident) === 'not-found');
  const names = new Map(missing.length === 0 ? [] : (await ports.iam.users()).map(({ id, name }) => [id, name]));
  await inLanes(missing, LANES, async (incident) => {
    const name = names.get(incident.principalId);
    if (name !== undefined) found.set(incident, await orFailed(tag(incident, ports, name)));
  });
  return [...found].flatMap(([incident, tagging]) =>
    tagging === 'had-tag' || tagging === 'not-found' ? [] : [{ incident, tagging }],
  );
}
