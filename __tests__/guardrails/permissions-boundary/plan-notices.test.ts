import {
  alteredNotice,
  notPrincipalNotice,
  type FoundIn,
} from '../../../src/guardrails/permissions-boundary/plan-notices';
import { ownArn } from '../../support/boundaries';
import { ACCOUNT } from '../../support/permissions-boundary';

const run: FoundIn = { accountId: ACCOUNT, runId: 'r1', purpose: 'upkeep', mode: 'enforce' };
const many = Array.from({ length: 21 }, (_, at) => `arn:aws:s3:::closed-${String(at).padStart(2, '0')}`);

describe('the notice of an altered policy', () => {
  it('asks for action, names the policy, and says what happens', () => {
    const { subject, body } = alteredNotice(ownArn('x'), run);
    expect(subject).toBe('ACTION NEEDED: boundary policy altered: iam-guardrails-boundary-x');
    expect(body).toContain(`Policy:  ${ownArn('x')}\n`);
    expect(body).toContain('given its text back');
  });

  it('promises nothing in observe mode', () => {
    const { body } = alteredNotice(ownArn('x'), { ...run, mode: 'observe' });
    expect(body).toContain('Nothing is changed in observe mode');
    expect(body).not.toContain('text back');
  });
});

describe('the notice of policies that deny everybody but some', () => {
  it('lists twenty of them, and how many more there are', () => {
    const { subject, body } = notPrincipalNotice({ notPrincipal: many, unread: ['arn:aws:s3:::shut'] }, run);
    expect(subject).toBe('ACTION NEEDED: whoever has a boundary is denied by NotPrincipal in 21 resource(s)');
    expect(subject.length).toBeLessThan(100);
    expect(body).toContain('closed-19\n  and 1 more\n');
    expect(body).toContain('cannot be read, perhaps because they deny everybody but some:\n  arn:aws:s3:::shut\n');
  });

  it('asks for no action where policies cannot be read and nothing else', () => {
    const { subject, body } = notPrincipalNotice({ notPrincipal: [], unread: ['arn:aws:s3:::shut'] }, run);
    expect(subject).toBe('IAM permissions: not looked at for NotPrincipal: 1 resource(s)');
    expect(body).not.toContain('Deny with NotPrincipal');
  });
});
