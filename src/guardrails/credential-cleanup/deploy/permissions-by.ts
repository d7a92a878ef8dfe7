import type { Job } from '../../../audit/contract';
import type { AuditedDeployment, AuditNames } from '../../../audit/deploy/names';
import { recordedPermissions } from '../../../audit/deploy/recorded-permissions';
import type { Statement } from '../../../domain/policy/policy-document';
import type { Rules } from '../rules';
import type { CredentialCleanupSettings } from '../settings';
import { mailsOwners } from './owner-mails';
import { analyzerReads, cleanupCalls, stagesOf } from './permissions';

/** What each function of the guardrail may do, by the settings. */
export function cleanupPermissionsBy(
  { credentialCleanup }: { readonly credentialCleanup: CredentialCleanupSettings },
  { adminGroups, mode, ownerMails }: Pick<Rules, 'adminGroups' | 'mode' | 'ownerMails'>,
  narrowed: AuditNames,
  { prefix, names }: Pick<AuditedDeployment, 'prefix' | 'names'>,
): Readonly<Record<Job, readonly Statement[]>> {
  const untouchableGroups = adminGroups.flatMap(({ name }) => names.groupsNamed(name));
  const calls = cleanupCalls({ ...names, untouchableGroups }, prefix, stagesOf(credentialCleanup));
  const listing = [...(calls.reads.listing ?? []), ...analyzerReads(credentialCleanup.analyzer, names.analyzersArn)];
  const permissions = recordedPermissions(narrowed, { ...calls, reads: { ...calls.reads, listing } });
  // What is only looked at is announced to nobody.
  if (ownerMails === undefined || mode !== 'enforce') return permissions;
  const mails = mailsOwners(ownerMails, names, narrowed.functions.summary);
  return { ...permissions, summary: [...permissions.summary, mails] };
}
