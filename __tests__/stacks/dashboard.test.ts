import { App, Testing } from 'cdktf';
import * as z from 'zod';
import { countsOf } from '../../src/audit/recorded/summary-form';
import { metricNameOf } from '../../src/audit/contract';
import { METRICS } from '../../src/guardrails/permissions-boundary/contract';
import { GUARDRAILS } from '../../src/guardrails/catalogue/names';
import { MainStack } from '../../src/stacks/main';
import { NO_CLEANUP } from '../support/deployed';
import { someSettings } from '../support/settings';
import { onlyOne, resources, templateOf, type Template } from '../support/template';

// Stacks are synthesised and bundled: seconds each on a busy machine.
jest.setTimeout(120_000);

const metric = z.tuple([z.string(), z.string()], z.unknown());
const body = z.object({
  widgets: z.array(
    z.object({
      type: z.string(),
      properties: z.looseObject({
        title: z.string().optional(),
        markdown: z.string().optional(),
        metrics: z.array(metric).default([]),
        query: z.string().optional(),
      }),
    }),
  ),
});

const mainWith = (overrides: object = {}): Template =>
  templateOf(
    new MainStack(
      new App({ outdir: Testing.app().outdir, stackTraces: false }),
      'iam-guardrails',
      someSettings(overrides),
    ),
  );
const ENFORCING = {
  permissionsBoundary: { mode: 'enforce', users: false },
  unusedServiceDeny: { mode: 'enforce' },
  credentialCleanup: { keys: { disable: 90 } },
};
const template = mainWith(ENFORCING);
const textOf = (from: Template) => String(onlyOne(from, 'aws_cloudwatch_dashboard')['dashboard_body']);
const widgetsOf = (from: Template) => body.parse(JSON.parse(textOf(from))).widgets.map(({ properties }) => properties);
const headingsOf = (from: Template) => widgetsOf(from).flatMap(({ markdown }) => markdown ?? []);
/** Of every chart of a dashboard: namespace, name, dimensions in turn. */
const metricsOf = (from: Template) => widgetsOf(from).flatMap(({ metrics }) => metrics);

describe('the dashboard of a deployment', () => {
  it('has a section for each guardrail that is deployed, and no other', () => {
    expect(headingsOf(template)).toEqual(GUARDRAILS.map((name) => `# ${name}`));
    const some = mainWith({ unusedServiceDeny: { mode: 'off' }, credentialCleanup: NO_CLEANUP });
    expect(headingsOf(some)).toEqual(['# revoker', '# permissions-boundary']);
  });

  it('shows days since a success, coverage, waves, incidents and refused calls', () => {
    const titles = widgetsOf(template).flatMap(({ title }) => title ?? []);
    for (const shown of ['Days since a run succeeded', 'Coverage', 'Waves', 'Incidents', 'Refused calls', 'refused by'])
      expect(titles).toContainEqual(expect.stringContaining(shown));
  });

  it('has no metric that no run writes', () => {
    const recorded = Object.keys({ ...countsOf([]), announced: 0 });
    const written = ['daysSinceSuccess', ...METRICS, ...recorded].map(metricNameOf);
    const own = metricsOf(template).filter(([namespace]) => namespace === 'iam-guardrails');
    expect(own.length).toBeGreaterThan(12);
    expect(own.map(([, name]) => name).filter((name) => !written.includes(name))).toEqual([]);
  });

  it('names functions and log groups that are there', () => {
    const named = (type: string, attribute: string) => resources(template, type).map((one) => one[attribute]);
    const functions = metricsOf(template).flatMap(([namespace, , , name]) => (namespace === 'AWS/Lambda' ? name : []));
    const groups = widgetsOf(template).flatMap(({ query }) => /^SOURCE '(.+?)'/.exec(query ?? '')?.[1] ?? []);
    expect(named('aws_lambda_function', 'function_name')).toEqual(expect.arrayContaining(functions));
    expect(named('aws_cloudwatch_log_group', 'name')).toEqual(expect.arrayContaining(groups));
    expect(Math.min(functions.length, groups.length)).toBeGreaterThan(1);
  });

  it('is within what CloudWatch takes: 500 widgets, and 2,500 metrics', () => {
    expect(widgetsOf(template).length).toBeLessThan(500);
    expect(metricsOf(template).length).toBeLessThan(2500);
  });

  it('is the same text at every synth', () => {
    expect(textOf(mainWith(ENFORCING))).toBe(textOf(template));
  });

  it('is left out where the settings say so, or nothing is deployed', () => {
    expect(resources(mainWith({ dashboard: false }), 'aws_cloudwatch_dashboard')).toEqual([]);
  });
});
