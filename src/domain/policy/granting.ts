import { coversAction, serviceOf } from './action-pattern';
import { fieldOf, parsedDocument, statementsOf } from './document';
import { globMatches, globsMeet } from './glob';
import { allBut, NO_SERVICES, unionOf, type Services } from './services';

/** What an identity policy may allow, as far as its text alone tells. */
export interface Grants {
  /** Whether anything at all may be allowed. */
  readonly allowsSomething: boolean;
  /** @param action such as `iam:PassRole`; a pattern such as `kms:*` asks for any action that it means */
  mayAllow(action: string): boolean;
  /** What of a service may be allowed. */
  extentOf(service: string): Extent;
  /** Services of which something may be allowed. @param known prefixes, for what a pattern of them means */
  servicesAmong(known: readonly string[]): Services;
}

/** What policies may allow of a service: nothing, actions that every boundary lets through, or others as well. */
export type Extent = 'nothing' | 'spared' | 'beyond';

/** One Allow statement: the patterns it names, and whether it allows these or all but these. */
interface Allow {
  readonly patterns: readonly string[];
  readonly allBut: boolean;
}

/**
 * Reads what a policy may allow.
 *
 * Conditions, resources and denies are ignored on purpose: the answer decides what somebody keeps, and errs towards
 * keeping.
 *
 * @param text a document as IAM returns it: plain or URL-encoded (RFC 3986)
 * @param which whose document it is, for the error
 * @param spared patterns of actions that every boundary lets through
 * @throws Error naming the document that is no policy
 */
export function grantsOf(text: string, which: string, spared: readonly string[] = []): Grants {
  const allows = statementsOf(parsedDocument(text, which), which)
    .filter((statement) => fieldOf(statement, 'Effect') === 'Allow')
    .map((statement) => allowOf(statement, which));
  return {
    allowsSomething: allows.some(isSomething),
    mayAllow: (action) => {
      const wanted = action.toLowerCase();
      return allows.some(({ patterns, allBut }) =>
        allBut ? !patterns.some((one) => covers(one, wanted)) : patterns.some((one) => globsMeet(one, wanted)),
      );
    },
    extentOf: (service) => widest(allows.map((allow) => extentIn(allow, service, spared))),
    servicesAmong: (known) => unionOf(allows.map((allow) => servicesIn(allow, known))),
  };
}

/** The widest of what several policies or statements allow. */
export function widest(extents: readonly Extent[]): Extent {
  if (extents.includes('beyond')) return 'beyond';
  return extents.includes('spared') ? 'spared' : 'nothing';
}

function extentIn({ patterns, allBut }: Allow, service: string, spared: readonly string[]): Extent {
  const whole = `${service}:*`;
  if (allBut) return patterns.some((one) => covers(one, whole)) ? 'nothing' : 'beyond';
  const own = patterns.filter((one) => meetsService(one, service));
  if (own.length === 0) return 'nothing';
  return own.every((one) => spared.some((pattern) => coversAction(pattern, one))) ? 'spared' : 'beyond';
}

function servicesIn({ patterns, allBut: isAllBut }: Allow, known: readonly string[]): Services {
  // Of what a NotAction names in part, the rest is allowed.
  const whole = isAllBut ? patterns.filter((pattern) => /^\*+$|:\*+$/.test(pattern)) : patterns;
  const named = [...new Set(whole.map(serviceOf))];
  if (named.includes('*')) return isAllBut ? NO_SERVICES : allBut([]);
  const meant = named.flatMap((name) => (/[*?]/.test(name) ? known.filter((one) => globMatches(name, one)) : name));
  return isAllBut ? allBut(meant) : meant;
}

/** Names without a wildcard are compared as they are: policies have many patterns, and are asked about many services. */
function meetsService(pattern: string, service: string): boolean {
  const named = pattern.slice(0, Math.max(pattern.indexOf(':'), 0));
  const areNames = named !== '' && !/[*?]/.test(named) && !/[*?]/.test(service);
  return areNames ? named === service : globsMeet(pattern, `${service}:*`);
}

function allowOf(statement: object, which: string): Allow {
  const action = fieldOf(statement, 'Action');
  const patterns: unknown[] = [action ?? fieldOf(statement, 'NotAction')].flat();
  if (!patterns.every((pattern) => typeof pattern === 'string')) {
    throw new Error(`${which} is no policy: a statement allows neither an Action nor a NotAction`);
  }
  return { patterns: patterns.map((pattern) => pattern.toLowerCase()), allBut: action === undefined };
}

function isSomething({ patterns, allBut }: Allow): boolean {
  return allBut ? !patterns.some((pattern) => /^\*+$/.test(pattern)) : patterns.length > 0;
}

/** Whether a pattern means every action that another means; where that is hard to tell, it does not. */
function covers(pattern: string, wanted: string): boolean {
  // A ? is one character, and a * of the other pattern may be many.
  if (pattern.includes('?') && wanted.includes('*')) return false;
  return globMatches(pattern, wanted);
}
