import { ROSTER_CALLS, type RosterCall, type RosterCaller, type RosterChange } from '../../../domain/admin-roster/call';
import type { Call, Caller } from '../judge/parse';

/**
 * What a call changes of names and memberships; undefined for one that changes nothing of them.
 *
 * @throws Error for a call of the right name that does not say what it did: nobody can go by such a history
 */
export function rosterCallOf({ eventId, eventName, at, caller, failedWith, ...call }: Call): RosterCall | undefined {
  const kind = kindOf(eventName);
  if (failedWith !== undefined || kind === undefined) return undefined;
  const change = changeOf(kind, call);
  return change && { eventId, at, caller: rosterCaller(caller), change };
}

const kindOf = (eventName: string): RosterChange['kind'] | undefined =>
  new Map<string, RosterChange['kind']>(Object.entries(ROSTER_CALLS)).get(eventName);

function changeOf(kind: RosterChange['kind'], call: Pick<Call, 'parameters' | 'response'>): RosterChange | undefined {
  const parameter = (name: string) => textIn(call.parameters, name);
  switch (kind) {
    case 'user-added':
    case 'user-removed':
      return { kind, user: parameter('userName'), group: parameter('groupName') };
    case 'user-created':
      return created(kind, call.parameters?.['userName'], foundIn(call.response?.['user'], 'userId'));
    case 'group-created':
      return created(kind, call.parameters?.['groupName'], foundIn(call.response?.['group'], 'groupId'));
    case 'user-renamed':
      // Such a call may change the path alone.
      return isNamed(call, 'newUserName')
        ? { kind, name: parameter('userName'), to: parameter('newUserName') }
        : undefined;
    case 'group-renamed':
      return isNamed(call, 'newGroupName')
        ? { kind, name: parameter('groupName'), to: parameter('newGroupName') }
        : undefined;
    case 'user-deleted':
      return { kind, name: parameter('userName') };
    case 'group-deleted':
      return { kind, name: parameter('groupName') };
  }
}

/**
 * CloudTrail leaves out parameters or response beyond 100 KB (CloudTrail User Guide, "CloudTrail record contents"), and
 * fifty long tags are as much. A creation changes nobody's standing, and frees no name: where nobody can read it, IAM says
 * who has the name that later calls name. All other calls that a roster follows are too short to be cut.
 */
function created(
  kind: 'user-created' | 'group-created',
  name: unknown,
  id: string | undefined,
): RosterChange | undefined {
  return typeof name === 'string' && name !== '' ? { kind, name, ...(id !== undefined && { id }) } : undefined;
}

const isNamed = ({ parameters }: Pick<Call, 'parameters'>, name: string) => parameters?.[name] !== undefined;

function textIn(value: unknown, name: string): string {
  const found = foundIn(value, name);
  if (found !== undefined) return found;
  throw new Error(`the record of a call says no ${name}`);
}

function foundIn(value: unknown, name: string): string | undefined {
  const found = new Map<string, unknown>(Object.entries(Object(value) as object)).get(name);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

function rosterCaller(caller: Caller): RosterCaller {
  if (caller.kind === 'root') return { kind: 'root' };
  if (caller.kind === 'user') return { kind: 'user', id: caller.id };
  return caller.role === undefined ? { kind: 'other' } : { kind: 'role', arn: caller.role };
}
