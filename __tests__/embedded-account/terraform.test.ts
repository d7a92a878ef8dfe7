import { Identifiers } from '../../src/embedded-account/identifiers';
import { TerraformValues } from '../../src/embedded-account/terraform/values';

const clock = { now: () => new Date('2026-06-01T12:00:00.250Z') };
const scope = { accountId: '111122223333', identifiers: new Identifiers('test'), clock };
const data = {
  aws_iam_group: () => ({ group_id: 'AGPAADMINS', users: [{ user_name: 'ada' }, { user_name: 'bob' }] }),
};

/** Resolves the resources and tells the name of the topic, into which each test puts its expression. */
function nameOfTopic(name: unknown, more: object = {}): unknown {
  const resource = {
    aws_sns_topic: { topic: { name } },
    aws_sqs_queue: { queue: { name: 'queue' } },
    aws_iam_policy: { deny: { name: 'Deny', path: '/guard/', policy: '{}' } },
    aws_cloudtrail: { trail: { name: 'trail', is_multi_region_trail: true } },
    terraform_data: {
      kept: { input: { at: '${plantimestamp()}', names: '${data.aws_iam_group.admins.users[*].user_name}' } },
    },
    ...more,
  };
  const values = new TerraformValues(
    { resource, data: { aws_iam_group: { admins: { group_name: 'x' } } } },
    scope,
    data,
  );
  values.resolveAll();
  return values.ofType('aws_sns_topic')[0]?.attributes['name'];
}

describe('TerraformValues', () => {
  it.each([
    ['plain text', 'notices', 'notices'],
    ['a computed attribute', '${aws_sqs_queue.queue.arn}', 'arn:aws:sqs:us-east-1:111122223333:queue'],
    ['an attribute with a path', '${aws_iam_policy.deny.arn}', 'arn:aws:iam::111122223333:policy/guard/Deny'],
    ['an attribute of its own', 'for-${aws_sqs_queue.queue.name}-only', 'for-queue-only'],
    ['two in one text', '${aws_sqs_queue.queue.name}/${aws_sqs_queue.queue.name}', 'queue/queue'],
    ['what the account knows', '${data.aws_iam_group.admins.group_id}', 'AGPAADMINS'],
    ['an index', '${data.aws_iam_group.admins.users[0].user_name}', 'ada'],
    ['an attribute of each', '${jsonencode(data.aws_iam_group.admins.users[*].user_name)}', '["ada","bob"]'],
    ['what Terraform keeps', '${jsonencode(terraform_data.kept.output.names)}', '["ada","bob"]'],
    ['when it was planned', '${terraform_data.kept.output.at}', '2026-06-01T12:00:00Z'],
    ['a truth value within text', 'multi-${aws_cloudtrail.trail.is_multi_region_trail}', 'multi-true'],
    ['JSON', '${jsonencode({"q" = aws_sqs_queue.queue.name, "n": [1, true]})}', '{"q":"queue","n":[1,true]}'],
    ['an escaped dollar sign', '$${aws:username}', '${aws:username}'],
  ])('resolves %s', (_, name, expected) => {
    expect(nameOfTopic(name)).toBe(expected);
  });

  it.each([
    ['a resource type', { aws_instance: { one: {} } }, 'x', 'the resource type aws_instance is not known'],
    ['a data source', {}, '${data.aws_iam_user.ada.arn}', 'the data source aws_iam_user is not known'],
    ['an attribute', {}, '${aws_sqs_queue.queue.colour}', 'has no attribute colour'],
    ['an attribute of each', {}, '${data.aws_iam_group.admins.users[*].colour}', 'has no attribute colour'],
    ['each of what is no list', {}, '${aws_sqs_queue.queue[*].name}', 'has no attribute *'],
    ['a resource that is not there', {}, '${aws_sqs_queue.other.arn}', 'aws_sqs_queue.other does not exist'],
    ['a function', {}, '${upper("a")}', 'the function upper() is not known'],
    ['an operator', {}, '${1 + 2}', 'is not understood at'],
    ['a directive', {}, '%{ if true }a%{ endif }', 'is not understood at'],
    ['a variable', {}, '${var.name}', 'the reference var.name is not known'],
    ['itself', {}, '${aws_sns_topic.topic.name}', 'refers to itself'],
    ['a counted resource', { aws_sqs_queue: { queue: { name: 'q', count: 2 } } }, 'x', 'count is not known here'],
  ])('refuses %s and names it', (_, more, name, message) => {
    expect(() => nameOfTopic(name, more)).toThrow(message);
  });
});
