import { sameName } from '../../../domain/identity/principal';
import type { Call, UserCaller } from './parse';
import { refusalOf, resourceOfArn, type NamedResource } from './refusal';
import type { Rules } from '../rules';

/** Calls that name no user and no device of anybody: made or refused, they are nobody's but the caller's. */
const NAME_NOBODY: readonly string[] = [
  'ChangePassword',
  'CreateVirtualMFADevice',
  'GetAccountPasswordPolicy',
  'GetAccountSummary',
  'ListAccountAliases',
  'ListVirtualMFADevices',
];

/** A text that names something which cannot be the caller's. */
const FOREIGN: NamedResource = { kind: '', name: '', path: '/' };

/**
 * Whether a call is self-service, and names nobody but its caller.
 *
 * What a call is about is known by its parameters, and by IAM's message where it was refused: such a record has no
 * parameters. Where neither is readable, it may be about anybody (ADR 15).
 */
export function isSelfService(call: Call, { selfService }: Pick<Rules, 'selfService'>): boolean {
  const { caller, eventName, accountId } = call;
  if (caller.kind !== 'user' || !selfService.includes(eventName)) return false;
  if (NAME_NOBODY.includes(eventName)) return true;

  const requested = requestedBy(call);
  const refused = call.failedWith === undefined ? undefined : refusalOf(call.failedBecause)?.resource;
  if (requested === undefined && refused === undefined) return false;
  return [...(requested ?? []), ...(refused ? [refused] : [])].every((one) => isOwn(one, caller, accountId));
}

/** Whom the parameters name; undefined where there are none to be read. IAM acts on the caller where they name nobody. */
function requestedBy({ eventName, failedWith, parameters }: Call): readonly NamedResource[] | undefined {
  if (parameters === undefined && failedWith !== undefined) return undefined;
  const { userName, serialNumber } = parameters ?? {};
  // Its only parameter. IAM deletes no device that is assigned (DeleteConflict), so nobody's protection goes with it.
  if (eventName === 'DeleteVirtualMFADevice')
    return [(typeof serialNumber === 'string' && resourceOfArn(serialNumber)) || FOREIGN];
  if (userName === undefined || userName === null) return [];
  return [typeof userName === 'string' ? { kind: 'user', name: userName, path: '/' } : FOREIGN];
}

/** A user is known by its name alone; a device that AWS's policies call one's own has that name and no path. */
function isOwn({ kind, name, path, accountId }: NamedResource, caller: UserCaller, home: string): boolean {
  const kinds = path === '/' ? ['user', 'mfa'] : ['user'];
  const here = accountId === undefined || accountId === home;
  return kinds.includes(kind) && here && caller.name !== undefined && sameName(name, caller.name);
}
