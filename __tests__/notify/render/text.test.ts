import { mailOf, textOf } from '../../../src/notify/render/text';
import { aNotice } from '../../support/notices';

describe('a notice as a mail', () => {
  it('says what happened, what was done and what to do before it says anything else, and who sent it at its end', () => {
    expect(textOf(aNotice())).toBe(
      [
        'IAM access revoked: rogue is no admin and called the IAM API',
        '',
        'What happened:',
        'User rogue called iam:CreateAccessKey.',
        '',
        'rogue does not count as an admin.',
        '',
        'What was done:',
        'The revoker took IAM access away from rogue.',
        '',
        'What to do:',
        '  1. Ask the person.',
        '  2. If the call was legitimate, release rogue:',
        '     aws lambda invoke release.json',
        '',
        'Who:     arn:aws:iam::111122223333:user/rogue',
        'Account: 111122223333',
        '',
        'Calls (1):',
        '  created access key AKIA1',
        '',
        'Runbook: https://wiki.example.com/runbook#revoked',
        '',
        'Sent by the guardrail revoker of iam-guardrails, which watches AWS account 111122223333.',
        '',
      ].join('\n'),
    );
  });

  it('names no part that has nothing to say', () => {
    const empty = { happened: [], done: [], actions: [], facts: [], lists: [], links: [] };
    expect(textOf(aNotice({ ...empty, headline: 'All is well', guardrail: 'guardrails' }))).toBe(
      'All is well\n\nSent by iam-guardrails, which watches AWS account 111122223333.\n',
    );
  });

  it('gives one action no number', () => {
    expect(textOf(aNotice({ actions: [{ say: 'Ask:', command: 'aws iam get-user' }] }))).toContain(
      'What to do:\n  Ask:\n    aws iam get-user\n\n',
    );
  });

  it('says how many rows of a list it does not show, and what is to be said of all of them', () => {
    const list = { heading: 'Waiting', about: 'One run changes ten', rows: [{ say: 'a', command: 'aws b' }], total: 3 };
    expect(textOf(aNotice({ lists: [list] }))).toContain(
      'Waiting (3). One run changes ten:\n  a\n    aws b\n  and 2 more\n\n',
    );
  });

  it.each([
    ['incident', 'Zoë was revoked', 'Zo? was revoked'],
    ['action-needed', 'look\nhere', 'ACTION NEEDED: look here'],
    ['digest', 'x'.repeat(200), `${'x'.repeat(96)}...`],
  ] as const)('has a subject that SNS takes: %s', (noticeClass, headline, subject) => {
    expect(mailOf(aNotice({ class: noticeClass, headline })).subject).toBe(subject);
  });
});
