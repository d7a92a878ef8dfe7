import type { Snapshot } from './form';

/** Unique ids of IAM, by their prefixes (IAM User Guide, "IAM identifiers"). */
const ID = /\b(ABIA|ACCA|AGPA|AIDA|AIPA|AKIA|ANPA|ANVA|APKA|AROA|ASCA|ASIA)[A-Z0-9]{4,}\b/g;

const ACCOUNT = /\b\d{12}\b/g;

/** What AWS named, or nobody: hosts of services, Regions, paths that IAM keeps for services, values of conditions. */
const OF_AWS =
  /^(aws|aws-service-role|aws-reserved|service-role|[a-z]{2}(-[a-z]+)+-\d|([\w-]+\.)+amazonaws\.com(\.cn)?|true|false|\d{1,11})$/;

/** Types of resources as ARNs name them; another is taken for a name. */
const TYPES = [
  ...['user', 'role', 'group', 'policy', 'instance-profile', 'mfa', 'assumed-role', 'federated-user', 'saml-provider'],
  ...[
    'oidc-provider',
    'server-certificate',
    'key',
    'alias',
    'function',
    'stateMachine',
    'secret',
    'repository',
    'table',
  ],
  ...[
    'log-group',
    'analyzer',
    'task-definition',
    'task',
    'service',
    'cluster',
    'project',
    'fleet',
    'rule',
    'event-bus',
  ],
].join('|');

/** An ARN: partition, service, Region and account, then the resource. */
const ARN = new RegExp(`^(arn:[^:]*:[^:]*:[^:]*):([^:]*):(?:(${TYPES})([:/]))?(.*)$`, 's');

/** Roles that AWS's services and tools make, by their documented names: guardrails know them by these. */
const ROLES_OF_AWS =
  /^(AWSServiceRoleFor\w+|AWSReservedSSO_\w+|AWSControlTowerExecution|aws-controltower-[\w-]+|stacksets-exec-\w+|OrganizationAccountAccessRole|AWSCloudFormationStackSetExecutionRole|<root_account>)$/;

/** Words of a name; what stands between them, and wildcards, stay, so that patterns go on matching. */
const WORD = /[\p{L}\p{N}]+/gu;

/** Replaces names, ids and account numbers, the same by the same. Which word replaces which follows from their order. */
export class Pseudonyms {
  private readonly words = new Map<string, string>();
  private readonly ids = new Map<string, string>();
  private readonly accounts = new Map<string, string>();
  private readonly prefix: string;

  public constructor({ settings, accountId }: Pick<Snapshot, 'settings' | 'accountId'>) {
    // Policies and paths of the deployment begin so, and are known by it.
    this.prefix = typeof settings['namePrefix'] === 'string' ? settings['namePrefix'] : '';
    this.account(accountId);
  }

  /** Replaces whatever names something in a text: an ARN, an id, a name, a path or a pattern of these. */
  public of(text: string): string {
    // Managed policies of AWS are the same in every account.
    if (/^arn:[\w-]+:iam::aws:/.test(text)) return text;
    const [, where, account = '', type, separator = '', resource = ''] = ARN.exec(text) ?? [];
    if (where === undefined) return this.path(text);
    return `${where}:${this.path(account)}:${type ?? ''}${separator}${resource === 'root' ? resource : this.path(resource)}`;
  }

  private path(text: string): string {
    return text
      .split(/(\$\{[^}]*\}|[:/])/)
      .map((part) => (part.startsWith('${') ? part : this.part(part)))
      .join('');
  }

  private isOwn(part: string): boolean {
    return this.prefix !== '' && (part === this.prefix || part.startsWith(`${this.prefix}-`));
  }

  private part(part: string): string {
    if (OF_AWS.test(part) || ROLES_OF_AWS.test(part)) return part;
    // A bucket of the deployment has the account in its name.
    if (this.isOwn(part)) return part.replace(ACCOUNT, (account) => this.account(account));
    const replaced: string[] = [];
    const keep = (made: string) => `\u0000${replaced.push(made) - 1}\u0000`;
    return part
      .replace(ID, (id) => keep(this.id(id)))
      .replace(ACCOUNT, (account) => keep(this.account(account)))
      .split(/(\u0000\d+\u0000)/)
      .map((piece, index) =>
        index % 2 === 1 ? replaced[Number(piece.slice(1, -1))] : piece.replace(WORD, (word) => this.word(word)),
      )
      .join('');
  }

  private word(word: string): string {
    // Names that differ by case alone are the same to IAM.
    return numbered(this.words, word.toLowerCase(), (number) => `w${number}`);
  }

  private id(id: string): string {
    const [kind, length] = [id.slice(0, 4), id.length];
    return numbered(this.ids, id, (number) => `${kind}${String(number).padStart(length - 4, '0')}`);
  }

  private account(account: string): string {
    return numbered(this.accounts, account, (number) => String(100_000_000_000 + number));
  }
}

function numbered(known: Map<string, string>, value: string, made: (number: number) => string): string {
  const found = known.get(value) ?? made(known.size + 1);
  known.set(value, found);
  return found;
}
