import { fieldOf, parsedDocument, statementsOf } from '../policy/document';
import type { PrincipalState } from './principal-state';

/** The policies of a principal, by whether they deny anything. */
export interface ByEffect {
  readonly inline: readonly (readonly [name: string, text: string])[];
  /** ARNs. */
  readonly attached: readonly string[];
}

/**
 * Parts policies that only allow from those that deny something as well.
 *
 * A principal that has lost a deny and not yet what it kept away could do more than ever before, and for as long as a
 * deletion or a restoration is interrupted. So denies go last, and come back first.
 *
 * @throws UnreadablePolicy naming a text that is none
 */
export function byEffect({ inline, attached }: PrincipalState): {
  readonly allowing: ByEffect;
  readonly denying: ByEffect;
} {
  const only = (wanted: boolean): ByEffect => ({
    inline: Object.entries(inline).filter(([name, text]) => denies(text, name) === wanted),
    attached: attached.filter(({ arn, text }) => denies(text, arn) === wanted).map(({ arn }) => arn),
  });
  return { allowing: only(false), denying: only(true) };
}

const denies = (text: string, which: string): boolean =>
  statementsOf(parsedDocument(text, which), which).some((statement) => fieldOf(statement, 'Effect') === 'Deny');
