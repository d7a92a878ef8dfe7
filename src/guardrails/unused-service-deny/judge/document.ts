import { serviceOf } from '../../../domain/policy/action-pattern';
import { fieldOf } from '../../../domain/policy/document';
import { contentNameOf, type Sha256 } from '../../../domain/policy/content-name';
import { ownPolicyArnOf, type OwnPolicies } from '../../../domain/policy/own-policies';
import { allBut, isAllBut, type Services } from '../../../domain/policy/services';
import {
  canonical,
  documentSize,
  MANAGED_POLICY_SIZE,
  type PolicyDocument,
  type Statement,
} from '../../../domain/policy/policy-document';
import { IAM, iamDenied } from './iam-denied';

/** Where the denies are that name resources. */
type Place = Pick<OwnPolicies, 'partition' | 'accountId'>;

/**
 * The policies that deny services; none where none is denied.
 *
 * Which service is in which depends on the services alone, so that users who are denied the same have the same policies.
 * Each is small enough for IAM, but for one that denies all but some: two that each spare a part would together spare none,
 * so it cannot be cut. See {@link fitsIntoIam}.
 *
 * @param services prefixes, in any order
 */
export function denyDocumentsOf(services: Services, place: Place): readonly PolicyDocument[] {
  return isAllBut(services) ? allButDocumentsOf(services.allBut, place) : listDocumentsOf(services, place);
}

/** Whether IAM takes a policy of this size. */
export const fitsIntoIam = (document: PolicyDocument): boolean => documentSize(document) <= MANAGED_POLICY_SIZE;

/** IAM is denied but for one's own credentials, which takes statements of its own: in the same policy where they fit. */
function allButDocumentsOf(open: readonly string[], place: Place): readonly PolicyDocument[] {
  if (open.includes(IAM)) return [allButDocumentOf(open, [])];
  const iam = iamDenied(place);
  const whole = allButDocumentOf([...open, IAM], iam);
  return fitsIntoIam(whole) ? [whole] : [allButDocumentOf([...open, IAM], []), documentOf([IAM], place)];
}

function listDocumentsOf(services: readonly string[], place: Place): readonly PolicyDocument[] {
  const parts: string[][] = [];
  let room = 0;
  for (const service of [...new Set(services)].sort()) {
    const size = sizeOf(service, place);
    let part = parts.at(-1);
    if (part === undefined || size > room) {
      part = [];
      parts.push(part);
      room = MANAGED_POLICY_SIZE - documentSize(documentOf([], place));
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
export function deniedBy(document: unknown, place: Place): Services | undefined {
  const statements: readonly unknown[] = [fieldOf(document, 'Statement')].flat();
  const [first] = statements;
  if (fieldOf(first, 'Sid') === ALL_BUT) return deniedByAllBut(document, first, statements.length > 1, place);
  const isUnused = (statement: unknown) => fieldOf(statement, 'Sid') === UNUSED;
  const actions: readonly unknown[] = statements.filter(isUnused).flatMap((one) => fieldOf(one, 'Action'));
  const services = actions.flatMap((action) => (typeof action === 'string' ? serviceOf(action) : []));
  const all = [...services, ...(statements.every(isUnused) ? [] : [IAM])].sort();
  // Whatever else the document says, it is not what this project writes.
  return all.length > 0 && canonical(documentOf(all, place)) === canonical(document) ? all : undefined;
}

function deniedByAllBut(document: unknown, statement: unknown, hasMore: boolean, place: Place): Services | undefined {
  const listed: readonly unknown[] = [fieldOf(statement, 'NotAction')].flat();
  const open = listed.flatMap((action) => (typeof action === 'string' ? serviceOf(action) : []));
  const written = allButDocumentOf(open, hasMore ? iamDenied(place) : []);
  if (canonical(written) !== canonical(document)) return undefined;
  return allBut(hasMore ? open.filter((service) => service !== IAM) : open);
}

/** A policy that denies services, by the name that its text gives it. */
export interface DenyPolicy {
  readonly name: string;
  readonly arn: string;
  readonly document: PolicyDocument;
}

/** The same policies, by their names. */
export function denyPoliciesOf(services: Services, own: OwnPolicies, sha256: Sha256): readonly DenyPolicy[] {
  return denyDocumentsOf(services, own).map((document) => {
    const name = contentNameOf(document, own.namePrefix, sha256);
    return { name, arn: ownPolicyArnOf(name, own), document };
  });
}

const UNUSED = 'UnusedServices';
const ALL_BUT = 'AllButUsedServices';

/** @param open services that stay as they are, in any order @param more statements beside */
function allButDocumentOf(open: readonly string[], more: readonly Statement[]): PolicyDocument {
  const listed = [...new Set(open)].sort().map((service) => `${service}:*`);
  return {
    Version: '2012-10-17',
    Statement: [{ Sid: ALL_BUT, Effect: 'Deny', NotAction: listed, Resource: '*' }, ...more],
  };
}

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
