import { sha256 } from '../../../src/aws/sha256';
import { packed } from '../../../src/report/page/packed';
import { reportPage } from '../../../src/report/page/page';
import { aPrincipal, aReport, called } from '../support';

const RELEASE = { label: 'This gives it back:', value: 'aws lambda invoke' };
const DOCUMENT = { label: 'Permissions boundary', after: '{\n  "Action": "s3:*"\n}' };
const reports = [
  aReport({ principals: [aPrincipal({ documents: [DOCUMENT] }), called('b\u202efdp', { release: RELEASE })] }),
  aReport({ title: 'Unused services', principals: [called('other')] }),
];

describe('a report that waits for others', () => {
  it('becomes the same page', () => {
    expect(reportPage(reports.map(packed), sha256)).toBe(reportPage(reports, sha256));
  });

  it('can be gone through again, and knows how many principals it has', () => {
    const { principals } = packed(reports[0] ?? aReport());
    expect([...principals]).toEqual([...principals]);
    expect([...principals]).toHaveLength(principals.length);
    expect(principals).toHaveLength(2);
  });
});
