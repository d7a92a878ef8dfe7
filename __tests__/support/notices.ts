import type { Notice } from '../../src/domain/notice/notice';

/** A notice that says a little of everything. */
export const aNotice = (overrides: Partial<Notice> = {}): Notice => ({
  ...{ class: 'incident', guardrail: 'revoker', accountId: '111122223333' },
  thread: 'revoker/111122223333/AIDAROGUE000000000001/incident-000002',
  headline: 'IAM access revoked: rogue is no admin and called the IAM API',
  happened: ['User rogue called iam:CreateAccessKey.', 'rogue does not count as an admin.'],
  done: ['The revoker took IAM access away from rogue.'],
  actions: [
    { say: 'Ask the person.' },
    { say: 'If the call was legitimate, release rogue:', command: 'aws lambda invoke release.json' },
  ],
  facts: [
    { label: 'Who', value: 'arn:aws:iam::111122223333:user/rogue' },
    { label: 'Account', value: '111122223333' },
  ],
  lists: [{ heading: 'Calls', rows: [{ say: 'created access key AKIA1' }], total: 1 }],
  links: [{ label: 'Runbook', href: 'https://wiki.example.com/runbook#revoked' }],
  ...overrides,
});
