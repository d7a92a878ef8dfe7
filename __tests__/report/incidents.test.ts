import { incidentsPage, type IncidentsPageOf } from '../../src/report/incidents';
import type { Incident } from '../../src/domain/ledger/incident';
import { ACCOUNT, daysAgo, NOW } from '../support/permissions-boundary';
import { anIncident } from '../support/some-incidents';
import { leadWhereTheySay } from './support';

const place = { region: 'us-east-1', releaseFunction: 'guardrails-release' };
const page = (incidents: readonly Incident[], more: Partial<IncidentsPageOf> = {}) =>
  incidentsPage(incidents, { accountId: ACCOUNT, asOf: NOW.toISOString(), place, ...more });
const only = (overrides: Partial<Incident> = {}) => {
  const [row] = page([anIncident(overrides)]).principals;
  if (row === undefined) throw new Error('the page has nobody');
  return row;
};
const factOf = (label: string, overrides: Partial<Incident> = {}) =>
  only(overrides).facts.find((fact) => fact.label === label)?.value;

const OVER = { openedAt: new Date(daysAgo(9)), closedAt: new Date(daysAgo(8)) };

describe('the page of incidents', () => {
  it('counts those that are open and those that are over', () => {
    const report = page([anIncident(), anIncident(OVER), anIncident(OVER)]);
    const { tiles } = report;
    expect(leadWhereTheySay(report)).toEqual([true, true]);
    expect(tiles.map(({ label, value }) => [label, value])).toEqual([
      ['Open', 1],
      ['Past', 2],
    ]);
  });

  it('counts no past ones where they are not known, and says why', () => {
    const { tiles, notes } = page([anIncident()], { pastUnknown: 'Past incidents are not known.' });
    expect(tiles.map(({ label }) => label)).toEqual(['Open']);
    expect(notes).toEqual(['Past incidents are not known.']);
    expect(page([anIncident()]).notes).toEqual([]);
  });

  it('draws each from the deny to the release, or on to the end', () => {
    expect(page([anIncident(), anIncident(OVER)]).timeline).toMatchObject({
      asOf: NOW.toISOString(),
      spans: [
        { label: 'mallory', from: daysAgo(2), to: undefined },
        { label: 'mallory', from: daysAgo(9), to: daysAgo(8) },
      ],
    });
  });

  it('says what was called, how soon the deny came, and which incident of the user it is', () => {
    expect(only({ called: 'iam:CreateUser' }).decision).toBe(
      'Called iam:CreateUser, and was denied IAM 10 seconds after the call.',
    );
    const at = new Date(daysAgo(2));
    expect(only({ openedAt: at, madeAt: at }).decision).toBe('Denied IAM within about a second of the call.');
    expect(only({ number: 3 }).decision).toBe('Denied IAM 10 seconds after the call. It is incident 3 of this user.');
    const { accountId, principalId, principalArn, number, openedAt, changes } = anIncident();
    const unknown = { accountId, principalId, principalArn, number, openedAt, changes };
    expect(page([unknown]).principals[0]?.decision).toBe('Denied IAM.');
  });

  it('says when it began and ended, how long it lasted, and what was done', () => {
    expect(page([]).columns.map(({ kind }) => kind)).toEqual(['time', 'time', 'number']);
    expect(only().cells).toEqual([daysAgo(2), null, 48]);
    expect(only(OVER).cells).toEqual([daysAgo(9), daysAgo(8), 24]);
    expect(factOf('Done')).toBe(`policy arn:aws:iam::${ACCOUNT}:policy/DenyIAMAccess attached to user mallory`);
    expect([factOf('Released', OVER), factOf('Released')]).toEqual([daysAgo(8), undefined]);
    expect(factOf('Called', { called: 'iam:CreateUser' })).toBe('iam:CreateUser');
  });

  it('lasts no time at all where it began after what the page is as of', () => {
    expect(only({ openedAt: new Date(daysAgo(-1)) }).cells).toEqual([daysAgo(-1), null, 0]);
  });

  it('has a person look at those that are open, and says how to give IAM back', () => {
    expect(only()).toMatchObject({ state: 'Open', isToLookAt: true });
    expect(only().release?.value).toContain('guardrails-release');
    expect(only(OVER)).toMatchObject({ state: 'Released', isToLookAt: false });
    expect(only(OVER)).not.toHaveProperty('release');
  });
});
