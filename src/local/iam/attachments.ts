import { limitExceeded, noSuchEntity } from '../wire/aws-error';
import { checkedName, page, type IamCall, type IamOperation } from './call';
import { checkedDocument, checkInlineTotal, encodedDocument } from './documents';
import type { Group, User } from './state';

type Kind = 'User' | 'Group';

/** The operations on the policies of users and of groups are the same but for the name of the parameter. */
function target({ params, state }: IamCall, kind: Kind): User | Group {
  const name = params.text(`${kind}Name`);
  return kind === 'User' ? state.userNamed(name) : state.groupNamed(name);
}

const operationsOn = (kind: Kind): Readonly<Record<string, IamOperation>> => ({
  [`Attach${kind}Policy`]: (call) => {
    const { attached } = target(call, kind);
    const arn = call.params.text('PolicyArn');
    if (!call.state.policies.has(arn)) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
    if (attached.current.includes(arn)) return undefined;
    const most = call.state.quotas[`AttachedPoliciesPer${kind}Quota`];
    if (attached.current.length >= most) throw limitExceeded(`Cannot exceed quota for PoliciesPer${kind}: ${most}`);
    attached.set([...attached.current, arn]);
    return undefined;
  },
  [`Detach${kind}Policy`]: (call) => {
    const { attached } = target(call, kind);
    const arn = call.params.text('PolicyArn');
    if (!attached.current.includes(arn)) throw noSuchEntity(`Policy ${arn} was not found.`);
    attached.set(attached.current.filter((one) => one !== arn));
    return undefined;
  },
  [`ListAttached${kind}Policies`]: (call) => {
    const arns = target(call, kind).attached.asOf(call.readLagMs);
    const { items, rest } = page(
      call,
      arns.flatMap((arn) => call.state.policies.get(arn) ?? []),
    );
    return { AttachedPolicies: items.map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn })), ...rest };
  },
  [`Put${kind}Policy`]: (call) => {
    const one = target(call, kind);
    const name = checkedName(call.params.text('PolicyName'), 'policyName', 128);
    const inline = { ...one.inline.current, [name]: checkedDocument(call.params.text('PolicyDocument')) };
    checkInlineTotal(kind === 'User' ? 'user' : 'group', one.name, inline);
    one.inline.set(inline);
    return undefined;
  },
  [`Get${kind}Policy`]: (call) => {
    const one = target(call, kind);
    const name = call.params.text('PolicyName');
    const document = one.inline.asOf(call.readLagMs)[name];
    if (document === undefined) throw missingInline(kind, name);
    return { [`${kind}Name`]: one.name, PolicyName: name, PolicyDocument: encodedDocument(document) };
  },
  [`Delete${kind}Policy`]: (call) => {
    const { inline } = target(call, kind);
    const name = call.params.text('PolicyName');
    if (inline.current[name] === undefined) throw missingInline(kind, name);
    inline.set(Object.fromEntries(Object.entries(inline.current).filter(([key]) => key !== name)));
    return undefined;
  },
  [`List${kind}Policies`]: (call) => {
    const { items, rest } = page(call, Object.keys(target(call, kind).inline.asOf(call.readLagMs)).sort());
    return { PolicyNames: items, ...rest };
  },
});

const missingInline = (kind: Kind, name: string) =>
  noSuchEntity(`The ${kind.toLowerCase()} policy with name ${name} cannot be found.`);

export const ATTACHMENT_OPERATIONS = { ...operationsOn('User'), ...operationsOn('Group') };
