import { coversAction, fewestActions, serviceOf } from '../policy/action-pattern';
import { ownCredentials } from './own-credentials';
import { isWithin, reachOf } from './reach';
import { isOwnBoundary, policyNameOf, selfProtection, type OwnPolicies } from './self-protection';
import { canonical, canonicalText, type PolicyDocument, type Statement } from '../policy/policy-document';
import { isKnownService } from '../policy/service-prefixes';

/** What a boundary lets through whatever its principals use. */
export interface AlwaysAllowed {
  /**
   * Actions that are let through whatever identity policies say; `*` and `?` stand for others, but for the service. A
   * service that is to be let through whole is `service:*` here.
   *
   * @default none
   */
  readonly alwaysAllow?: readonly string[];
}

/** What a boundary lets through, beside what users do with their own credentials. */
export type BoundaryContent = AlwaysAllowed &
  (
    | {
        readonly style: 'allowUsed';
        /** Services that are allowed whole. */
        readonly services: readonly string[];
        /** Actions that are allowed beside them; `*` and `?` stand for others. */
        readonly actions: readonly string[];
      }
    | {
        readonly style: 'denyUnused';
        /** Services that are denied whole, but for those that this project does not know. */
        readonly unused: readonly string[];
        /**
         * Actions that are kept because they are granted. A service of which one is kept is not denied at all.
         *
         * @default none
         */
        readonly actions?: readonly string[];
      }
  );

/** Gives the SHA-256 of a text (UTF-8) in hexadecimal digits. */
export type Sha256 = (text: string) => string;

/** So many digits of the hash are part of the name: nobody finds two texts that have them in common. */
const NAME_DIGITS = 32;

/**
 * The permissions boundary of everybody who uses the same.
 *
 * A boundary grants nothing; what it does not allow, or denies, is taken away from what other policies grant. The same
 * content gives the same document, in whatever order it comes.
 */
export function boundaryDocumentOf(content: BoundaryContent, own: OwnPolicies): PolicyDocument {
  const statements = content.style === 'allowUsed' ? allowing(content) : allowingAllBut(content);
  return { Version: '2012-10-17', Statement: [...statements, ...ownCredentials(own), ...selfProtection(own)] };
}

/** Without anything to allow there is no such statement: IAM refuses one without an action, and nothing is allowed then. */
function allowing({
  services,
  actions,
  alwaysAllow = [],
}: Extract<BoundaryContent, { style: 'allowUsed' }>): readonly Statement[] {
  const Action = fewestActions([...services.map(whole), ...actions, ...alwaysAllow]);
  return Action.length === 0 ? [] : [{ Sid: 'Used', Effect: 'Allow', Action, Resource: '*' }];
}

/**
 * A service is denied, unless some of it is always allowed: no Allow outdoes a deny. Such a service is left out of what is
 * allowed instead, and those actions allowed beside it. IAM is one: there are the users' own credentials.
 */
function allowingAllBut({
  unused,
  actions = [],
  alwaysAllow = [],
}: Extract<BoundaryContent, { style: 'denyUnused' }>): readonly Statement[] {
  const kept = new Set(actions.map(serviceOf));
  const isSpared = (service: string) => alwaysAllow.some((action) => coversAction(action, whole(service)));
  const closed = unused.filter((service) => isKnownService(service) && !kept.has(service) && !isSpared(service));
  const inPart = new Set(['iam', ...alwaysAllow.map(serviceOf)]);
  const [left, denied] = [closed.filter((one) => inPart.has(one)), closed.filter((one) => !inPart.has(one))];
  const spared = alwaysAllow.filter((action) => left.includes(serviceOf(action)));
  return [
    {
      Sid: 'Everything',
      Effect: 'Allow',
      ...(left.length === 0 ? { Action: '*' } : { NotAction: fewestActions(left.map(whole)) }),
      Resource: '*',
    },
    ...(spared.length === 0 ? [] : [{ Sid: 'Always', Effect: 'Allow' as const, ...everywhere(spared) }]),
    ...(denied.length === 0 ? [] : [{ Sid: 'Unused', Effect: 'Deny' as const, ...everywhere(denied.map(whole)) }]),
  ];
}

const everywhere = (actions: readonly string[]) => ({ Action: fewestActions(actions), Resource: '*' });

const whole = (service: string) => `${service}:*`;

/** Length of a document as IAM counts it: without white space. */
export function documentSize(document: PolicyDocument): number {
  return JSON.stringify(document).replace(/\s/g, '').length;
}

/** Name of the policy that holds a document: whoever knows the name can tell whether the text was altered (THREATS R3). */
export function boundaryNameOf(document: PolicyDocument, namePrefix: string, sha256: Sha256): string {
  return nameOfCanonical(canonical(document), namePrefix, sha256);
}

/**
 * Whether a policy of the project says what it was made to say.
 *
 * @param name of the policy, without its path
 * @param text of its default version as IAM returns it: plain or URL-encoded (RFC 3986)
 */
export function isIntact(name: string, text: string, namePrefix: string, sha256: Sha256): boolean {
  const said = canonicalText(text);
  return said !== undefined && nameOfCanonical(said, namePrefix, sha256) === name;
}

/** Whether a policy is a boundary of the project, and says what it was made to say. */
export function isWholeBoundary(
  { arn, text }: { readonly arn: string; readonly text: string },
  own: OwnPolicies,
  sha256: Sha256,
): boolean {
  return isOwnBoundary(arn, own) && isIntact(policyNameOf(arn), text, own.namePrefix, sha256);
}

function nameOfCanonical(text: string, namePrefix: string, sha256: Sha256): string {
  return `${namePrefix}${sha256(text).slice(0, NAME_DIGITS)}`;
}

/**
 * Whether a boundary lets through all that another does.
 *
 * Never true where it is not so; false as well for documents that this project does not write.
 */
export function isCoveredBy(document: PolicyDocument, other: PolicyDocument): boolean {
  const [inner, outer] = [reachOf(document), reachOf(other)];
  return inner !== undefined && outer !== undefined && isWithin(inner, outer);
}
