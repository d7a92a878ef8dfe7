import { limitExceeded, noSuchEntity } from '../../wire/aws-error';
import { checkedName, page, type IamCall, type IamOperation } from '../call';
import { checkedDocument, checkInlineTotal, encodedDocument } from './documents';
import { changeableRole } from '../principals/protected-roles';
import type { Group, Role, User } from '../entities';

type Kind = 'User' | 'Group' | 'Role';

function target({ params, state }: IamCall, kind: Kind): User | Group | Role {
  const name = params.text(`${kind}Name`);
  if (kind === 'Role') return state.roleNamed(name);
  return kind === 'User' ? state.userNamed(name) : state.groupNamed(name);
}

const changeable = (call: IamCall, kind: Kind) => (kind === 'Role' ? changeableRole(call) : target(call, kind));

/** The operations on the policies of users, groups and roles are the same but for the name of the parameter. */
const operationsOn = (kind: Kind): Readonly<Record<string, IamOperation>> => ({
  [`Attach${kind}Policy`]: (call) => {
    const { attached } = changeable(call, kind);
    const arn = call.params.text('PolicyArn');
    if (!call.state.policies.has(arn)) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
    if (attached.current.includes(arn)) return undefined;
    const most = call.state.quotas[`AttachedPoliciesPer${kind}Quota`];
    if (attached.current.length >= most) throw limitExceeded(`Cannot exceed quota for PoliciesPer${kind}: ${most}`);
    attached.set([...attached.current, arn]);
    return undefined;
  },
  [`Detach${kind}Policy`]: (call) => {
    const { attached } = changeable(call, kind);
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
    const one = changeable(call, kind);
    const name = checkedName(call.params.text('PolicyName'), 'policyName', 128);
    const inline = { ...one.inline.current, [name]: checkedDocument(call.params.text('PolicyDocument')) };
    checkInlineTotal(INLINE[kind], one.name, inline);
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
    const { inline } = changeable(call, kind);
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

const INLINE = { User: 'user', Group: 'group', Role: 'role' } as const;

const missingInline = (kind: Kind, name: string) =>
  noSuchEntity(`The ${kind.toLowerCase()} policy with name ${name} cannot be found.`);

export const ATTACHMENT_OPERATIONS = { ...operationsOn('User'), ...operationsOn('Group'), ...operationsOn('Role') };
