import { decoded, encoded } from '../../../src/report/page/encoded';
import type { ReportPrincipal } from '../../../src/report/page/report';
import { aPrincipal, called, COLUMNS } from '../support';

const table = (...principals: readonly ReportPrincipal[]) => ({ columns: COLUMNS, principals });
const DOCUMENT = '{\n  "Action": [\n    "s3:*",\n    "sqs:*"\n  ]\n}';

describe('encoded tables', () => {
  it('hold each text once, whichever table names it, the services first', () => {
    const { texts } = encoded([table(called('one')), table(called('other'))]);
    expect(texts.slice(0, 2)).toEqual(['s3', 'sqs']);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts).toEqual(expect.arrayContaining(['one', 'other', 'Would change']));
  });

  it('keep lists of services in their own order, also one that is not that of the alphabet', () => {
    const services = [
      { label: 'Used', names: ['sqs', 'acm', 'kms', 's3'] },
      { label: 'Never used', names: [] },
    ];
    const tables = [table(aPrincipal({ services }), aPrincipal()), table()];
    expect(decoded(encoded(tables))).toEqual(tables);
  });

  it('keep the day on which each service was last used, and hold each day once', () => {
    const used = { label: 'Used', names: ['kms', 's3', 'sqs'], days: ['2026-05-02', '2026-05-31', '2026-05-02'] };
    const tables = [table(aPrincipal({ services: [used, { label: 'Never used', names: ['sns'] }] }), aPrincipal())];
    const { days, ...rest } = encoded(tables);
    expect(days).toEqual(['2026-05-31', '2026-05-02']);
    expect(decoded({ days, ...rest })).toEqual(tables);
    expect(() => decoded({ ...rest, days: days.slice(1) })).toThrow('the data of this page has no day');
  });

  it('keep all that may hold of a principal', () => {
    const principals = [
      ...[aPrincipal({ isToLookAt: true }), aPrincipal({ administersIam: true }), aPrincipal({ isOwn: true })],
      aPrincipal({ hasUnused: true }),
      ...[aPrincipal(), aPrincipal({ isToLookAt: true, administersIam: true, isOwn: true, hasUnused: true })],
    ];
    expect(decoded(encoded([table(...principals)]))).toStrictEqual([table(...principals)]);
  });

  it('keep texts and numbers of the columns apart', () => {
    const columns = [...COLUMNS, { label: 'Next', kind: 'text' }] as const;
    const principals = [
      aPrincipal({ cells: [0, 1, '2026-05-31', 'deleted'] }),
      aPrincipal({ cells: [1, 0, null, ''] }),
    ];
    expect(decoded(encoded([{ columns, principals }]))).toEqual([{ columns, principals }]);
  });

  it('hold each policy once, and each of its lines', () => {
    const policy = { label: 'Permissions boundary', after: DOCUMENT };
    const other = { ...policy, before: DOCUMENT, after: DOCUMENT.replace('sqs', 'sns') };
    const tables = [table(aPrincipal({ documents: [policy] }), aPrincipal({ documents: [policy, other] }))];
    const { texts, documents } = encoded(tables);
    expect(documents).toHaveLength(2);
    expect(texts.filter((text) => text.includes('s3:*'))).toHaveLength(1);
    expect(decoded(encoded(tables))).toEqual(tables);
  });

  it('are no tables where a text or a policy is missing', () => {
    const whole = encoded([table(aPrincipal({ documents: [{ label: 'Boundary', after: DOCUMENT }] }))]);
    expect(() => decoded({ ...whole, texts: whole.texts.slice(0, -1) })).toThrow(
      `the data of this page has no text ${whole.texts.length - 1}`,
    );
    expect(() => decoded({ ...whole, documents: [] })).toThrow('the data of this page has no document 0');
  });
});
