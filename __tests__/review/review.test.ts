import { review } from '../../src/review/review';
import { reviewInWords } from '../../src/review/words';
import { HARMLESS } from '../support/plans/harmless';
import { recordedPlans } from '../support/plans/recording';
import { WEAKENING } from '../support/plans/weakening';

const plans = recordedPlans();
const recorded = (name: string) => {
  const plan = plans.get(name);
  if (plan === undefined) throw new Error(`no plan is recorded of: ${name}; npm run record-plans`);
  return review(plan);
};
const partOf = (words: string, title: string) => words.split('\n\n').find((part) => part.startsWith(title)) ?? '';

describe('a plan of Terraform', () => {
  it.each(Object.entries(WEAKENING))('is said to weaken a guardrail where %s', (name, { says }) => {
    const found = recorded(name);
    const words = reviewInWords(found);
    expect(found.weakens).toBe(true);
    expect(words).toMatch(/^This plan weakens a guardrail\.\n\nWeaker:\n/);
    expect(partOf(words, 'Weaker:')).toContain(says);
  });

  it.each(Object.keys(HARMLESS))('is not said to weaken anything where it changes %s', (name) => {
    const found = recorded(name);
    expect(reviewInWords(found)).not.toContain('Weaker:');
    expect(found.weakens).toBe(false);
  });

  it.each([
    ['access keys are deactivated earlier', 'credentialCleanup.keys.disable: 90 -> 60'],
    ['passwords are denied as well', 'credentialCleanup.users.disable: 0 -> 120'],
  ])('shows apart that it takes more away where %s', (name, says) => {
    const words = reviewInWords(recorded(name));
    expect(partOf(words, 'Takes more away, or sooner:')).toContain(says);
    expect(partOf(words, 'Settings that change and weaken nothing:')).not.toContain(says);
  });

  it('that changes nothing is one line', () => {
    expect(reviewInWords(recorded('nothing at all'))).toBe('Nothing changes.');
  });

  it.each(Object.keys({ ...WEAKENING, ...HARMLESS }).filter((name) => name !== 'nothing at all'))(
    'is recorded with a change where %s',
    (name) => {
      expect(reviewInWords(recorded(name))).not.toBe('Nothing changes.');
    },
  );

  it('names functions of which only the code changes apart from what else changes', () => {
    const words = reviewInWords(recorded('what counts as unused is younger'));
    expect(partOf(words, 'Settings that change and weaken nothing:')).toContain('audit.unusedAfterDays: 100 -> 90');
    expect(partOf(words, 'Only the code of these changes:')).toContain('aws_lambda_function.permissions-boundary_');
    expect(partOf(words, 'Resources that change:')).not.toContain('aws_lambda_function.');
  });

  it('says of a weaker setting what the output weakened says of it', () => {
    expect(partOf(reviewInWords(recorded('the revoker only observes')), 'Weaker:')).toContain(
      '\n    revoker.mode is observe: nobody is revoked',
    );
  });
});
