import fc from 'fast-check';
import { chatOf } from '../../../src/notify/render/chat';
import { notices } from '../../support/generated-notices';
import { aNotice } from '../../support/notices';

describe('a notice as a notification of Amazon Q Developer', () => {
  it('has the form of a custom notification, with the incident as its thread', () => {
    expect(chatOf(aNotice())).toEqual({
      version: '1.0',
      source: 'custom',
      content: {
        textType: 'client-markdown',
        title: 'IAM access revoked: rogue is no admin and called the IAM API',
        description: [
          '*What happened*',
          'User rogue called iam:CreateAccessKey.',
          'rogue does not count as an admin.',
          '*What was done*',
          'The revoker took IAM access away from rogue.',
          '*Commands for the next steps*',
          '2. ```aws lambda invoke release.json```',
          '*Who:* arn:aws:iam::111122223333:user/rogue',
          '*Account:* 111122223333',
          '*Calls* (1)',
          '• created access key AKIA1',
          '<https://wiki.example.com/runbook#revoked|Runbook>',
          'Sent by the guardrail revoker of iam-guardrails, which watches AWS account 111122223333.',
        ].join('\n'),
        nextSteps: ['Ask the person.', 'If the call was legitimate, release rogue:'],
        keywords: ['incident', 'revoker', '111122223333'],
      },
      metadata: {
        threadId: 'revoker/111122223333/AIDAROGUE000000000001/incident-000002',
        summary: 'User rogue called iam:CreateAccessKey.',
        eventType: 'incident',
        relatedResources: ['arn:aws:iam::111122223333:user/rogue'],
        additionalContext: { class: 'incident', guardrail: 'revoker', account: '111122223333' },
      },
    });
  });

  it('keeps threads apart whose names are longer than a thread may be called', () => {
    const of = (run: string) =>
      chatOf(aNotice({ thread: `permissions-boundary/111122223333/${run}` })).metadata.threadId;
    expect(of(`${'x'.repeat(79)}1`)).not.toBe(of(`${'x'.repeat(79)}2`));
    expect(of('x'.repeat(80)).length).toBeLessThanOrEqual(100);
  });

  it('shows ten rows of a list, and how many more there are', () => {
    const rows = Array.from({ length: 12 }, (_, at) => ({ say: `role-${at}` }));
    const { description } = chatOf(aNotice({ lists: [{ heading: 'Changed', rows, total: 400 }] })).content;
    expect(description).toContain('*Changed* (400)\n• role-0\n');
    expect(description).toContain('• role-9\nand 390 more\n');
  });

  it.each([
    [
      '1.2.3.4, [Release her here](https://evil.example/login)',
      '1.2.3.4, [Release her here] (https://evil.example/login)',
    ],
    ['![x](https://evil.example/pixel)', '![x] (https://evil.example/pixel)'],
    ['[Release][r]', '[Release] [r]'],
    ['[r]: https://evil.example/', '[r] : https://evil.example/'],
    ['[Release]\u0007(https://evil.example/)', '[Release] (https://evil.example/)'],
    ['[Release]\ud800(https://evil.example/)', '[Release] (https://evil.example/)'],
    ['[[a](b)](c)', '[[a] (b)] (c)'],
  ])('shows no link of Markdown that a caller wrote: %j', (value, shown) => {
    const lists = [{ heading: value, about: value, rows: [{ say: value }], total: 1 }];
    const { content, metadata } = chatOf(
      aNotice({ headline: value, happened: [value], done: [value], actions: [{ say: value }], lists }),
    );
    expect(content.description.split('\n')).toEqual(
      expect.arrayContaining([shown, `*${shown}* (1). ${shown}`, `• ${shown}`]),
    );
    expect([content.nextSteps, metadata.summary]).toEqual([[shown], shown]);
    expect(content.title).toContain(shown);
  });

  it('keeps within what is shown, and escapes all that others chose', () => {
    fc.assert(
      fc.property(notices(10_000), (notice) => {
        const { content, metadata } = chatOf(notice);
        expect(content.title.length).toBeLessThanOrEqual(250);
        expect(content.description.length).toBeLessThanOrEqual(4_000);
        expect(content.nextSteps.length).toBeLessThanOrEqual(5);
        expect(Math.max(0, ...content.nextSteps.map((step) => step.length))).toBeLessThanOrEqual(350);
        expect(metadata.summary.length).toBeLessThanOrEqual(300);
        expect(metadata.threadId.length).toBeLessThanOrEqual(100);
        expect(metadata.relatedResources.length).toBeLessThanOrEqual(10);
        for (const one of [content.title, content.description, ...content.nextSteps, metadata.summary]) {
          expect(one.replace(/<https:\/\/[^<>|\s]+\|[^<>]*>/g, '')).not.toMatch(/[<>]/);
          expect(one).not.toMatch(/&(?!amp;|lt;|gt;)/);
          expect((one.match(/```/g) ?? []).length % 2).toBe(0);
          // What stands in code or between angle brackets is none of Markdown's links.
          expect(one.replace(/```.*?```|<https:\/\/[^<>|\s]+\|/g, '')).not.toMatch(/\][[(:]/);
        }
      }),
      { numRuns: 60 },
    );
  });
});
