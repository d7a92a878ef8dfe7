import fc from 'fast-check';
import { htmlOf } from '../../../src/notify/render/html';
import { notices } from '../../support/generated-notices';
import { aNotice } from '../../support/notices';

const OWN_TAGS = /<\/?(?:article|h1|h2|section|p|ol|ul|li|pre|code|table|tr|td|footer)>|<th scope="row">|<\/th>|<\/a>/g;
const OWN_LINKS = /<a href="https:\/\/[^"<>]*">/g;

describe('a notice as HTML', () => {
  it('says all that the mail says', () => {
    expect(htmlOf(aNotice())).toBe(
      '<article><h1>IAM access revoked: rogue is no admin and called the IAM API</h1>' +
        '<section><h2>What happened</h2><p>User rogue called iam:CreateAccessKey.</p><p>rogue does not count as an admin.</p></section>' +
        '<section><h2>What was done</h2><p>The revoker took IAM access away from rogue.</p></section>' +
        '<section><h2>What to do</h2><ol><li>Ask the person.</li><li>If the call was legitimate, release rogue:' +
        '<pre><code>aws lambda invoke release.json</code></pre></li></ol></section>' +
        '<table><tr><th scope="row">Who</th><td>arn:aws:iam::111122223333:user/rogue</td></tr>' +
        '<tr><th scope="row">Account</th><td>111122223333</td></tr></table>' +
        '<section><h2>Calls (1)</h2><ul><li>created access key AKIA1</li></ul></section>' +
        '<ul><li><a href="https://wiki.example.com/runbook#revoked">Runbook</a></li></ul>' +
        '<footer><p>Sent by the guardrail revoker of iam-guardrails, which watches AWS account 111122223333.</p></footer></article>',
    );
  });

  it('says how many rows it does not show, and what is to be said of all of them', () => {
    const list = { heading: 'Waiting', about: 'One run changes ten', rows: [{ say: 'a' }], total: 3 };
    expect(htmlOf(aNotice({ lists: [list] }))).toContain(
      '<h2>Waiting (3)</h2><p>One run changes ten.</p><ul><li>a</li></ul><p>and 2 more</p>',
    );
  });

  it.each(['javascript:alert(1)', 'docs/runbook.md#revoked', 'http://wiki.example.com'])(
    'links nothing but the web: %s',
    (href) => {
      const said = htmlOf(aNotice({ links: [{ label: 'Runbook', href }] }));
      expect(said).not.toContain('<a ');
      expect(said).toContain(`<li>Runbook: ${href}</li>`);
    },
  );

  it('has no mark-up but its own, whatever others chose', () => {
    fc.assert(
      fc.property(notices(100), (notice) => {
        const rest = htmlOf(notice).replace(OWN_TAGS, '').replace(OWN_LINKS, '');
        expect(rest).not.toMatch(/[<>"']/);
        expect(rest).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#39;)/);
      }),
      { numRuns: 20 },
    );
  });
});
