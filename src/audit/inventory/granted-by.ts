import { serviceOf } from '../../domain/policy/action-pattern';
import { grantsOf, widest, type Extent, type Grants } from '../../domain/policy/granting';
import { allBut, NO_SERVICES, unionOf, type Services } from '../../domain/policy/services';
import { isNamedByText, type Sha256 } from '../../domain/policy/content-name';
import { everyOwnPolicy, isOwnPolicy, policyNameOf, type OwnPolicies } from '../../domain/policy/own-policies';

/** What a policy may allow that nobody has read: everything, since the answer decides what somebody keeps. */
const UNREAD: Grants = {
  ...{ allowsSomething: true, mayAllow: () => true, extentOf: () => 'beyond' },
  servicesAmong: () => allBut([]),
};

/** What is kept of texts. */
interface Found {
  readonly allowsSomething: boolean;
  readonly allowed: readonly string[];
  readonly extents: readonly (readonly [string, Extent])[];
  readonly among: Services;
}

/** What the policies of an account may allow, and the hashes of their texts, without the texts. */
export class GrantedBy {
  private readonly policies = new Map<string, Grants>();
  private readonly hashes = new Map<string, readonly string[]>();
  private readonly known = new Map<string, Grants>();
  private readonly texts = new Map<string, string>();

  /**
   * @param actions those that will be asked for, such as `iam:PassRole`
   * @param unread told of a text that cannot be read
   * @param sha256 absent where nobody asks for hashes
   * @param spared patterns of actions that nobody loses: their services will be asked for
   * @param services prefixes of the services that will be asked for
   * @param own where the deployment's policies are; absent where evidence rests on all policies
   */
  public constructor(
    private readonly actions: readonly string[],
    private readonly unread: (why: string) => void,
    private readonly sha256?: Sha256,
    private readonly spared: readonly string[] = [],
    private readonly services: readonly string[] = [],
    private readonly own?: OwnPolicies,
  ) {}

  /** Notes a managed policy. */
  public note(arn: string, text: string): void {
    const grants = this.byTexts([text], arn);
    this.policies.set(arn, grants);
    this.hashes.set(arn, this.isOwnDeny(arn, text, grants) ? [] : this.hashesOf([text]));
  }

  /**
   * Hash of the text of a managed policy, or none where evidence does not rest on it; undefined where it was not among
   * those noted.
   */
  public hashOf(arn: string): readonly string[] | undefined {
    return this.hashes.get(arn);
  }

  /** Hashes of texts, none where nobody asks for them. */
  public hashesOf(texts: readonly string[]): readonly string[] {
    const { sha256 } = this;
    return sha256 === undefined ? [] : texts.map((text) => this.once(sha256(text)));
  }

  /**
   * Whether a policy is a deny of the deployment, of whichever guardrail, which is named by its text. What was used before
   * it is what decides, and a report without it says more than one with it. Somebody else's that is named so is none: what
   * evidence rests on would be blind to it.
   */
  private isOwnDeny(arn: string, text: string, { allowsSomething }: Grants): boolean {
    const { sha256, own } = this;
    if (sha256 === undefined || own === undefined || allowsSomething) return false;
    return isOwnPolicy(arn, everyOwnPolicy(own)) && isNamedByText(policyNameOf(arn), text, sha256);
  }

  /** What a managed policy may allow: everything, where it was attached too late to be among those noted. */
  public of(arn: string): Grants {
    return this.policies.get(arn) ?? UNREAD;
  }

  /**
   * What policies may allow together.
   *
   * @param texts URL-encoded or plain
   * @param which whose they are
   */
  public byTexts(texts: readonly string[], which: string): Grants {
    const all = texts.map((text) => this.read(text, `a policy of ${which}`));
    const allowsSomething = all.some((one) => one.allowsSomething);
    const allowed = this.actions.filter((action) => all.some((one) => one.mayAllow(action)));
    const extents = [...new Set(this.spared.map(serviceOf))].map(
      (service) => [service, widest(all.map((one) => one.extentOf(service)))] as const,
    );
    const among =
      this.services.length === 0 ? NO_SERVICES : unionOf(all.map((one) => one.servicesAmong(this.services)));
    return this.shared({ allowsSomething, allowed, extents, among });
  }

  /** One text that cannot be read must not keep everybody else from being audited. */
  private read(text: string, which: string): Grants {
    try {
      return grantsOf(text, which, this.spared);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.unread(error.message);
      return UNREAD;
    }
  }

  /** The same text once, however often it comes: many have the same path, policy or trust. */
  public once(text: string): string {
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    this.texts.set(text, text);
    return text;
  }

  private shared(found: Found): Grants {
    const key = JSON.stringify(found);
    const { allowsSomething, allowed, extents, among } = found;
    const earlier = this.known.get(key);
    if (earlier) return earlier;
    const known = new Map(extents);
    const grants: Grants = {
      allowsSomething,
      mayAllow: (action) => this.answer(action, allowed),
      extentOf: (service) => known.get(service) ?? 'beyond',
      servicesAmong: () => among,
    };
    this.known.set(key, grants);
    return grants;
  }

  private answer(action: string, allowed: readonly string[]): boolean {
    if (this.actions.includes(action)) return allowed.includes(action);
    throw new Error(`${action} was not among the actions to be asked for: ${this.actions.join(', ')}`);
  }
}
