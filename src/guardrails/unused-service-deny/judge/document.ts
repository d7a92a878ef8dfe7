import { serviceOf } from '../../../domain/policy/action-pattern';
import { fieldOf } from '../../../domain/policy/document';
import { contentNameOf, type Sha256 } from '../../../domain/policy/content-name';
import { ownPolicyArnOf, type OwnPolicies } from '../../../domain/policy/own-policies';
import { canonical, documentSize, type PolicyDocument, type Statement } from '../../../domain/policy/policy-document';
import { IAM, iamDenied } from './iam-denied';

/** Characters that a managed policy holds, without white space (IAM User Guide, "IAM and AWS STS quotas"). */
const POLICY_SIZE = 6_144;

/** Where the denies are that name resources. */
type Place = Pick<OwnPolicies, 'partition' | 'accountId'>;

/**
 * The policies that deny services, each small enough for IAM; none where none is denied.
 *
 * Which service is in which depends on the services alone, so that users who are denied the same have the same policies.
 *
 * @param services prefixes, in any order
 */
export function denyDocumentsOf(services: readonly string[], place: Place): readonly PolicyDocument[] {
  const parts: string[][] = [];
  let room = 0;
  for (const service of [...new Set(services)].sort()) {
    const size = sizeOf(service, place);
    let part = parts.at(-1);
    if (part === undefined || size > room) {
      part = [];
      parts.push(part);
      room = POLICY_SIZE - documentSize(documentOf([], place));
    }
    part.push(service);
    room -= size;
  }
  return parts.map((part) => documentOf(part, place));
}

/**
 * The services that a policy of the project denies.
 *
 * @param document one that its name stands for
 * @returns undefined for a document that this project never writes: anybody may give a text of theirs its right name
 */
export function deniedBy(document: unknown, place: Place): readonly string[] | undefined {
  const statements: readonly unknown[] = [fieldOf(document, 'Statement')].flat();
  const isUnused = (statement: unknown) => fieldOf(statement, 'Sid') === UNUSED;
  const actions: readonly unknown[] = statements.filter(isUnused).flatMap((one) => fieldOf(one, 'Action'));
  const services = actions.flatMap((action) => (typeof action === 'string' ? serviceOf(action) : []));
  const all = [...services, ...(statements.every(isUnused) ? [] : [IAM])].sort();
  // Whatever else the document says, it is not what this project writes.
  return all.length > 0 && canonical(documentOf(all, place)) === canonical(document) ? all : undefined;
}

/** A policy that denies services, by the name that its text gives it. */
export interface DenyPolicy {
  readonly name: string;
  readonly arn: string;
  readonly document: PolicyDocument;
}

/** The same policies, by their names. */
export function denyPoliciesOf(services: readonly string[], own: OwnPolicies, sha256: Sha256): readonly DenyPolicy[] {
  return denyDocumentsOf(services, own).map((document) => {
    const name = contentNameOf(document, own.namePrefix, sha256);
    return { name, arn: ownPolicyArnOf(name, own), document };
  });
}

const UNUSED = 'UnusedServices';

function documentOf(services: readonly string[], place: Place): PolicyDocument {
  const others = services.filter((service) => service !== IAM);
  const unused: Statement = {
    ...{ Sid: UNUSED, Effect: 'Deny', Action: others.map((service) => `${service}:*`), Resource: '*' },
  };
  const isAlone = others.length === 0 && services.length > 0;
  return {
    Version: '2012-10-17',
    Statement: [...(isAlone ? [] : [unused]), ...(services.includes(IAM) ? iamDenied(place) : [])],
  };
}

/** Characters that a service adds to a policy, the comma before it included. */
function sizeOf(service: string, place: Place): number {
  return service === IAM ? JSON.stringify(iamDenied(place)).length : service.length + '":*",'.length + 1;
}
