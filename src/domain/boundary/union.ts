import { serviceOf } from '../policy/action-pattern';
import { boundaryDocumentOf, isCoveredBy } from './document';
import type { OwnPolicies } from '../policy/own-policies';
import { canonical, type PolicyDocument } from '../policy/policy-document';

/**
 * The least of the project's boundaries that lets through what two of them do: what stands, and what is meant now.
 *
 * @returns undefined where that is no more than what stands, or where one of them is not the project's
 */
export function widened(standing: PolicyDocument, meant: PolicyDocument, own: OwnPolicies): PolicyDocument | undefined {
  if (isCoveredBy(meant, standing)) return undefined;
  if (isCoveredBy(standing, meant)) return meant;
  const both = joined(contentOf(standing), contentOf(meant), own);
  const isWider = isCoveredBy(standing, both) && isCoveredBy(meant, both) && canonical(both) !== canonical(standing);
  return isWider ? both : undefined;
}

/**
 * Whether this project, as it is today, writes such a document: the text of a policy that has its right name may be anybody's.
 *
 * One that allows actions of every service by a pattern is none of its own, for no use or setting means that.
 */
export function isWritten(document: PolicyDocument, own: OwnPolicies): boolean {
  const { allowsAll, actions, denied } = contentOf(document);
  if (actions.some((action) => /[*?]/.test(serviceOf(action)))) return false;
  const again = allowsAll
    ? boundaryDocumentOf({ style: 'denyUnused', unused: denied, alwaysAllow: actions }, own)
    : boundaryDocumentOf({ style: 'allowUsed', services: [], actions }, own);
  return canonical(document) === canonical(again);
}

/** Whether a boundary allows all that it does not deny. */
export function allowsAllBut(document: PolicyDocument): boolean {
  return contentOf(document).allowsAll;
}

interface Content {
  readonly allowsAll: boolean;
  /** Patterns of actions that are allowed, beside everything or instead of it. */
  readonly actions: readonly string[];
  /** Services that are denied, or left out of everything. */
  readonly denied: readonly string[];
}

function contentOf({ Statement }: PolicyDocument): Content {
  const named = (sid: string) => Statement.filter(({ Sid }) => Sid === sid);
  const actionsOf = (sid: string) => named(sid).flatMap(({ Action = [] }) => Action);
  const leftOut = named('Everything').flatMap(({ NotAction = [] }) => NotAction);
  return {
    allowsAll: named('Everything').length > 0,
    actions: [...actionsOf('Used'), ...actionsOf('Always')],
    denied: [...leftOut, ...actionsOf('Unused')].map(serviceOf),
  };
}

function joined(one: Content, other: Content, own: OwnPolicies): PolicyDocument {
  const actions = [...one.actions, ...other.actions];
  if (!one.allowsAll && !other.allowsAll) {
    return boundaryDocumentOf({ style: 'allowUsed', services: [], actions }, own);
  }
  const isDenied = ({ allowsAll, denied }: Content, service: string) => !allowsAll || denied.includes(service);
  const unused = [...one.denied, ...other.denied].filter(
    (service) => isDenied(one, service) && isDenied(other, service),
  );
  const isAny = actions.some((action) => serviceOf(action).includes('*'));
  return boundaryDocumentOf({ style: 'denyUnused', unused: isAny ? [] : unused, alwaysAllow: actions }, own);
}
