import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { review } from '../../src/review/review';
import { reviewAsJson, reviewInWords } from '../../src/review/words';
import { HARMLESS } from '../support/plans/harmless';
import { recordedPlans } from '../support/plans/recording';
import { WEAKENING } from '../support/plans/weakening';
import { aPlan } from './support/plan';

interface Written {
  readonly version: number;
  readonly weakens: boolean;
  readonly says: string;
  readonly weaker: readonly { readonly what: string; readonly says: readonly string[] }[];
}

const POLICY = join(__dirname, '../../docs/policies/iam-guardrails.rego');
const plans = recordedPlans();
const written = (plan = '') => JSON.parse(reviewAsJson(review(plan))) as Written;
const linesOf = ({ weaker }: Written) => weaker.flatMap(({ what, says }) => says.map((line) => `${what}: ${line}`));

describe('a review as JSON', () => {
  it.each(Object.entries(WEAKENING))('says in a line with its place that %s', (name, { says }) => {
    const found = written(plans.get(name));
    expect(found).toMatchObject({ version: 1, weakens: true, says: 'This plan weakens a guardrail.' });
    expect(linesOf(found)).toContainEqual(expect.stringContaining(says));
  });

  it.each(Object.keys(HARMLESS))('has nothing weaker where a plan changes %s', (name) => {
    expect(written(plans.get(name))).toMatchObject({ weakens: false, weaker: [] });
  });

  it('says every line that people read as weaker', () => {
    for (const name of Object.keys(WEAKENING)) {
      const plan = plans.get(name) ?? '';
      const [, weaker = ''] = reviewInWords(review(plan)).split('\n\n');
      const lines = weaker.split('\n').slice(1);
      const json = linesOf(written(plan)).join('\n');
      expect(lines.filter((line) => !line.endsWith(':') && !json.includes(line.trim()))).toEqual([]);
    }
  });

  it('says that the guardrails are taken away, also where no resource goes', () => {
    expect(written(aPlan([], { settings: [{}, null] }))).toMatchObject({
      ...{ weakens: true, says: 'This plan takes the guardrails away.', weaker: [] },
    });
  });

  it('holds nothing by which a name could write a line of its own', () => {
    const found = written(aPlan([], { weakened: [[], ['a\u2028b\nc\u202ed']] }));
    expect(linesOf(found)).toEqual(['weakened: a\ufffdb\ufffdc\ufffdd']);
  });

  it('has every field that the policy for OPA reads, in the version that it knows', () => {
    const policy = readFileSync(POLICY, 'utf8').replace(/^#.*$/gm, '');
    const fields = [...policy.matchAll(/\binput\.(\w+)/g)].map(([, field = '']) => field);
    const found = written(plans.get('the revoker only observes'));
    expect([...new Set(fields)].sort()).toEqual(Object.keys(found).sort());
    expect(policy).toContain(`input.version == ${found.version}`);
    const ofOne = [...policy.matchAll(/\bweaker\.(\w+)/g)].map(([, field = '']) => field);
    expect([...new Set(ofOne)].sort()).toEqual(Object.keys(found.weaker[0] ?? {}).sort());
  });
});
