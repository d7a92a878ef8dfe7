import { isHarmless, ownCommand, type Ours } from './command';

/** What a person fills in; a shell reads it as itself. */
const BLANK: Ours = { ours: '…' };

/** The command that makes somebody a member of a group. @param user absent: left blank */
export function addToGroupCommand(group: string, user?: string): string {
  return ownCommand('iam add-user-to-group', { 'group-name': nameOrBlank(group), 'user-name': nameOrBlank(user) });
}

/** The command that takes a member out of a group. */
export function removeFromGroupCommand(group: string, user: string): string {
  const options = { 'group-name': nameOrBlank(group), 'user-name': nameOrBlank(user) };
  return ownCommand('iam remove-user-from-group', options);
}

/** The command that shows a group, its id and its members. @param group absent: left blank */
export function getGroupCommand(group?: string): string {
  return ownCommand('iam get-group', { 'group-name': nameOrBlank(group) });
}

/** The command that shows a user and its id. */
export function getUserCommand(): string {
  return ownCommand('iam get-user', { 'user-name': BLANK });
}

/** A name may begin with a hyphen, which would make it an option: who knows the name fills it in. */
function nameOrBlank(name: string | undefined): string | Ours {
  return name !== undefined && isHarmless(name) ? name : BLANK;
}
