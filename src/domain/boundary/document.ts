import { coversAction, fewestActions, serviceOf } from '../policy/action-pattern';
import { ownCredentials } from './own-credentials';
import { isWithin, reachOf } from './reach';
import type { OwnPolicies } from '../policy/own-policies';
import { selfProtection } from './self-protection';
import type { PolicyDocument, Statement } from '../policy/policy-document';
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

/**
 * Whether a boundary lets through all that another does.
 *
 * Never true where it is not so; false as well for documents that this project does not write.
 */
export function isCoveredBy(document: PolicyDocument, other: PolicyDocument): boolean {
  const [inner, outer] = [reachOf(document), reachOf(other)];
  return inner !== undefined && outer !== undefined && isWithin(inner, outer);
}
