import { namesOf } from '../../src/foundation/names';
import { Tampering, type TamperingProps, tamperingRuleArns } from '../../src/foundation/tampering';
import { onlyOne, resources, templateWith } from '../support/template';

const names = namesOf({ partition: 'aws', region: 'us-east-1', accountId: '111122223333', prefix: 'g' });
const topicArn = 'arn:aws:sns:us-east-1:111122223333:g-notices';

const watching = (overrides: Partial<TamperingProps> = {}) =>
  templateWith((stack) => {
    const given = {
      names,
      prefix: 'g',
      runbook: 'docs/runbook.md',
      watched: { prefix: 'g', policies: ['d'], restorer: 'role/g', keyArns: [] },
      topicArn,
      deployers: [],
    };
    new Tampering(stack, 'tampering', { ...given, ...overrides });
  });

describe('the watch over the guard itself', () => {
  it('has rules of the very ARNs that may publish to the topic', () => {
    const rules = resources(watching(), 'aws_cloudwatch_event_rule').map(({ name }) =>
      names.ruleArn(String(name).slice(2)),
    );
    expect(rules.sort()).toEqual([...tamperingRuleArns(names)].sort());
  });

  it('has each of them publish to the topic, with no function between', () => {
    const targets = resources(watching(), 'aws_cloudwatch_event_target');
    expect(targets).toHaveLength(6);
    for (const target of targets) expect(target).toMatchObject({ arn: topicArn, input_transformer: {} });
  });

  it('leaves deployers out of each', () => {
    const role = 'arn:aws:iam::111122223333:role/deployer';
    for (const { event_pattern: pattern } of resources(watching({ deployers: [role] }), 'aws_cloudwatch_event_rule')) {
      // Of mails about policies the guard that gives them their text back is left out as well.
      expect(pattern).toMatch(
        new RegExp(`"sessionIssuer":\\{"arn":\\[\\{"anything-but":(\\{"wildcard":)?\\["${role}"`),
      );
    }
  });

  it('alarms people where EventBridge cannot publish, whichever of the rules it was', () => {
    const alarm = onlyOne(watching(), 'aws_cloudwatch_metric_alarm');
    expect(alarm).toMatchObject({ alarm_name: 'g-tampering-untold', alarm_actions: [topicArn], threshold: 0 });
    const watched = (alarm['metric_query'] as { metric?: { dimensions: { RuleName: string } } }[]).flatMap(
      ({ metric }) => metric?.dimensions.RuleName ?? [],
    );
    expect(watched.map((name) => names.ruleArn(name.slice(2))).sort()).toEqual([...tamperingRuleArns(names)].sort());
  });
});
