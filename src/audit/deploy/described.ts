import type { Names } from '../../foundation/names';
import type { WholeDeployment } from '../../foundation/whole-deployment';
import { auditNamesOf, type AuditNames, type NamedBy } from './names';
import type { RuledBy } from './rules-of';

/** A deployment as settings describe it, whether or not there is one. */
export interface Described<Settings> {
  readonly settings: Settings & { readonly region: string };
  readonly names: Names;
  readonly whole: WholeDeployment;
}

/** The names that narrow what the functions of a guardrail may do in a deployment that settings describe. */
export function describedNames(
  { settings, names }: Described<Pick<RuledBy, 'audit'> & { readonly namePrefix: string }>,
  accountId: string,
  named: Omit<NamedBy, 'exemptionsKmsKeyArn'>,
): { readonly narrowed: AuditNames; readonly deployment: Parameters<typeof auditNamesOf>[0] } {
  const deployment = { names, accountId, prefix: settings.namePrefix };
  const { exemptionsKmsKeyArn } = settings.audit;
  return { deployment, narrowed: auditNamesOf(deployment, { ...named, exemptionsKmsKeyArn }) };
}
