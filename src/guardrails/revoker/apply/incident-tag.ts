import type { UserTags } from '../../../aws/iam/user-tags';
import type { IncidentLedger } from '../../../aws/ledger/incidents';
import { incidentEntry } from '../../../domain/ledger/entry';
import { nameThen, type Incident, type Joined } from '../../../domain/ledger/incident';
import { hasIncidentTag, INCIDENT_TAG } from '../../../domain/ledger/incident-tag';

/** What tagging whom an incident is about takes. */
export interface IncidentTagPorts {
  readonly tags: UserTags;
  readonly incidents: Pick<IncidentLedger, 'latest'>;
}

/** What became of the tag of somebody's incident. */
export type Tagging =
  | 'tagged'
  | 'untagged'
  /** It had the tag already. */
  | 'had-tag'
  /** Nobody of this name is the user of the incident. */
  | 'not-found'
  | { readonly failed: string };

/**
 * Tags the user of an incident that was opened, and takes the tag off where it ended.
 *
 * It follows the deny, the record and the notice, and keeps none of them: what fails here the next look does. What could not
 * be taken off stays until a person releases the user.
 *
 * @param isAgain whether an earlier delivery of the same call may have opened the incident, and died
 * @returns undefined where there is nothing to do
 */
export async function tagJoined(
  joined: Joined | undefined,
  isAgain: boolean,
  ports: IncidentTagPorts,
): Promise<Tagging | undefined> {
  const mayLackTag = joined?.kind === 'opened' || joined?.kind === 'escalate' || (joined?.kind === 'join' && isAgain);
  if (mayLackTag) return orFailed(tag(joined.incident, ports));
  if (joined?.kind === 'released') return orFailed(untag(nameThen(joined.incident), ports));
  return undefined;
}

/**
 * Tags the user of an incident, unless that has the tag.
 *
 * @param name of the user. @default as when the incident was opened
 */
export async function tag(incident: Incident, ports: IncidentTagPorts, name = nameThen(incident)): Promise<Tagging> {
  const holder = await ports.tags.of(name);
  if (holder?.id !== incident.principalId) return 'not-found';
  if (hasIncidentTag(holder.tags)) return 'had-tag';
  await ports.tags.tag(name, { [INCIDENT_TAG]: incidentEntry(incident.number) });
  // A release closes the incident, and then takes the tag off: one of them is the last.
  const latest = await ports.incidents.latest(incident.accountId, incident.principalId);
  return latest?.closedAt === undefined ? 'tagged' : untag(name, ports);
}

async function untag(name: string, { tags }: IncidentTagPorts): Promise<Tagging> {
  return (await tags.untag(name, [INCIDENT_TAG])) ? 'untagged' : 'not-found';
}

/** What became of a tagging, whatever that was. */
export const orFailed = (tagging: Promise<Tagging>): Promise<Tagging> =>
  tagging.catch((error: unknown) => ({ failed: String(error) }));
