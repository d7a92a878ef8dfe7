import { command } from './command';

/**
 * Deactivates a long-term access key. IAM asks for the user where the caller is another one.
 *
 * @returns undefined for the key of a temporary session, which nobody can deactivate, and for a name that a shell could read
 */
export function deactivateKeyCommand(userName: string, accessKeyId: string): string | undefined {
  if (!accessKeyId.startsWith('AKIA')) return undefined;
  return command('iam update-access-key', {
    ...{ 'user-name': userName, 'access-key-id': accessKeyId, status: 'Inactive' },
  });
}
