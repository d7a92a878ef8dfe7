import type { OwnPolicies } from '../../domain/policy/own-policies';
import { BRIDGE_FOLDER } from './contract';

/** Where the project's groups are that bridge a change of denies. */
type Place = Pick<OwnPolicies, 'partition' | 'accountId' | 'path' | 'namePrefix'>;

/** Path of the groups, below that of the deployment. @param path of the deployment */
export const bridgePathOf = (path: string) => `${path}${BRIDGE_FOLDER}`;

/** Name of a user's group. @param id unique id of the user: names can be used again */
export const bridgeNameOf = (id: string, { namePrefix }: Pick<Place, 'namePrefix'>) => `${namePrefix}bridge-${id}`;

/** ARN of a user's group. */
export const bridgeArnOf = (id: string, place: Place) =>
  `arn:${place.partition}:iam::${place.accountId}:group${bridgePathOf(place.path)}${bridgeNameOf(id, place)}`;

/** Unique id of the user whose group has a name; undefined where it is no group of a user. */
export function bridgedBy(name: string, place: Pick<Place, 'namePrefix'>): string | undefined {
  const beginning = bridgeNameOf('', place);
  return name.startsWith(beginning) && name.length > beginning.length ? name.slice(beginning.length) : undefined;
}

/** Whether an ARN is that of a group, and not of a policy. */
export const isGroup = (arn: string) => arn.split(':')[5]?.startsWith('group/') === true;
