import { slackOf } from '../../src/notify/render/slack';
import { slackText } from '../../src/trial/scenarios/slack-text';
import { aNotice } from '../support/notices';

describe('a message of Slack in a terminal', () => {
  it('shows a block below another, links with their address, and commands as they are', () => {
    expect(slackText(slackOf(aNotice({ headline: 'R&D <here>' })))).toBe(
      [
        '│ R&D <here>',
        '│ ==========',
        '│',
        '│ *What happened*',
        '│ User rogue called iam:CreateAccessKey.',
        '│ rogue does not count as an admin.',
        '│',
        '│ *What was done*',
        '│ The revoker took IAM access away from rogue.',
        '│',
        '│ *What to do*',
        '│ 1. Ask the person.',
        '│ 2. If the call was legitimate, release rogue:',
        '│     aws lambda invoke release.json',
        '│',
        '│ *Who:* arn:aws:iam::111122223333:user/rogue',
        '│ *Account:* 111122223333',
        '│',
        '│ *Calls* (1)',
        '│ • created access key AKIA1',
        '│',
        '│ Runbook: https://wiki.example.com/runbook#revoked',
        '│',
        '│ (Sent by the guardrail revoker of iam-guardrails, which watches AWS account 111122223333.)',
      ].join('\n'),
    );
  });
});
