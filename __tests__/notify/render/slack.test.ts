import fc from 'fast-check';
import { slackOf, type SlackBlock } from '../../../src/notify/render/slack';
import { notices } from '../../support/generated-notices';
import { aNotice } from '../../support/notices';

const textsIn = (blocks: readonly SlackBlock[]) =>
  blocks.map((block) => (block.type === 'context' ? block.elements[0].text : block.text.text));
const allText = (notice = aNotice()) => textsIn(slackOf(notice).blocks).join('\n');
const manyRows = (count: number) => ({
  heading: 'Boundaries changed',
  rows: Array.from({ length: count }, (_, at) => ({ say: `role-${at}: boundary of 1 service` })),
  total: count,
});

describe('a notice as a message of Slack', () => {
  it('says what happened, what was done and what to do, then the facts, the lists, the links and who sent it', () => {
    expect(slackOf(aNotice())).toEqual({
      text: 'IAM access revoked: rogue is no admin and called the IAM API',
      blocks: [
        {
          type: 'header',
          text: { type: 'plain_text', text: 'IAM access revoked: rogue is no admin and called the IAM API' },
        },
        ...[
          '*What happened*\nUser rogue called iam:CreateAccessKey.\nrogue does not count as an admin.',
          '*What was done*\nThe revoker took IAM access away from rogue.',
          '*What to do*\n1. Ask the person.\n2. If the call was legitimate, release rogue:\n```aws lambda invoke release.json```',
          '*Who:* arn:aws:iam::111122223333:user/rogue\n*Account:* 111122223333',
          '*Calls* (1)\n• created access key AKIA1',
          '<https://wiki.example.com/runbook#revoked|Runbook>',
        ].map((text) => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } })),
        {
          type: 'context',
          elements: [
            {
              type: 'mrkdwn',
              text: 'Sent by the guardrail revoker of iam-guardrails, which watches AWS account 111122223333.',
              verbatim: true,
            },
          ],
        },
      ],
    });
  });

  it.each([
    [10, undefined],
    [11, 'and 1 more'],
    [10_000, 'and 9990 more'],
  ])('shows ten of %i rows, the first ones, and how many there are', (count, more) => {
    const said = allText(aNotice({ lists: [manyRows(count)] })).split('\n');
    expect(said.filter((line) => line.startsWith('• role-'))).toEqual(
      Array.from({ length: 10 }, (_, at) => `• role-${at}: boundary of 1 service`),
    );
    expect(said).toContain(`*Boundaries changed* (${count})`);
    expect(said.find((line) => /^and \d+ more$/.test(line))).toBe(more);
  });

  it.each([
    ['<!channel>', '&lt;!channel&gt;'],
    ['`<@U012AB3CD>`', '`&lt;@U012AB3CD&gt;`'],
    ['<https://evil.example|the runbook>', '&lt;https://evil.example|the runbook&gt;'],
    ['R&D', 'R&amp;D'],
    ['&lt;', '&amp;lt;'],
    ['one\n*two*', 'one *two*'],
  ])('shows %j as it is, wherever it stands', (name, shown) => {
    const everywhere = aNotice({
      headline: name,
      happened: [name],
      done: [name],
      actions: [{ say: name, command: name }],
      facts: [{ label: name, value: name }],
      lists: [{ heading: name, about: name, rows: [{ say: name }], total: 1 }],
      links: [{ label: name, href: `https://wiki.example.com/${name}` }],
    });
    const { text, blocks } = slackOf(everywhere);
    const said = [text, ...textsIn(blocks)].join('\n');
    expect(said).toContain(shown);
    expect(said.replace(/<https:\/\/wiki\.example\.com\/[^<>|\s]*\|[^<>]*>/g, '')).not.toMatch(/[<>]/);
  });

  it('links no file of the project, and names it', () => {
    expect(allText(aNotice({ links: [{ label: 'Runbook', href: 'docs/runbook.md#revoked' }] }))).toContain(
      'Runbook: docs/runbook.md#revoked',
    );
  });

  it('shows a command whole, or says where it is', () => {
    const command = `aws iam get-user --user-name ${'x'.repeat(1_600)}`;
    expect(allText(aNotice({ actions: [{ say: 'Ask:', command }] }))).toContain(
      'Ask:\n(The command is too long for a message: see the mail.)',
    );
  });

  it('keeps within what Slack takes, and escapes all that others chose', () => {
    fc.assert(
      fc.property(notices(10_000), (notice) => {
        const { text, blocks } = slackOf(notice);
        const said = textsIn(blocks);
        expect(blocks.length).toBeLessThanOrEqual(50);
        expect(Math.max(...said.map((one) => one.length))).toBeLessThanOrEqual(3_000);
        expect(said.join('').length).toBeLessThanOrEqual(12_000);
        expect(text.length).toBeLessThanOrEqual(150);
        expect(said[0]).toBe(text);
        expect(said.every((one) => one.length > 0)).toBe(true);
        for (const one of said) {
          // A link of our own is all that may stand between angle brackets, and names no channel and nobody.
          expect(one.replace(/<https:\/\/[^<>|\s]+\|[^<>]*>/g, '')).not.toMatch(/[<>]/);
          expect(one).not.toMatch(/&(?!amp;|lt;|gt;)/);
          expect(one).toBe(one.replace(/\p{Cs}/gu, ''));
          expect((one.match(/```/g) ?? []).length % 2).toBe(0);
        }
      }),
      { numRuns: 60 },
    );
  });
});
