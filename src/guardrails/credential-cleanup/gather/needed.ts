import { leftAlone } from '../../../audit/recorded/left-alone';
import type { LookedCloser } from '../../../audit/recorded/list';
import type { DetailsPage, RoleDetail } from '../../../aws/iam/authorization-details';
import { trustNaming } from '../../../domain/identity/named-in-trust';
import { few } from '../../../domain/notice/lists';
import { servicesToAsk, type AskedRoles, type AskedService } from '../../../domain/service-roles/asked';
import { serviceUses } from '../../../domain/service-roles/use';
import { CREDENTIAL_CLEANUP } from '../contract';
import { isSoonDue, neededFor } from '../judge/needed';
import type { Rules } from '../rules';
import type { CleanableSubject } from '../subject';

type TrustingRole = Pick<RoleDetail, 'id' | 'arn' | 'trust' | 'instanceProfiles'>;

/** Who may assume the roles of an account, read off the pages of an inventory on their way. */
export class TrustingRoles {
  private readonly byId = new Map<string, TrustingRole>();

  /** Hands the pages on as they come. */
  public async *over(pages: AsyncIterable<DetailsPage>): AsyncGenerator<DetailsPage> {
    for await (const page of pages) {
      for (const { id, arn, trust, instanceProfiles } of page.roles) {
        this.byId.set(id, { id, arn, trust, ...(instanceProfiles && { instanceProfiles }) });
      }
      yield page;
    }
  }

  /** Every one, once the last page was read. */
  public all(): readonly TrustingRole[] {
    return [...this.byId.values()];
  }
}

/** What finding out who needs a role takes. */
export interface NeededBy {
  readonly rules: Pick<Rules, 'users' | 'roles' | 'warnDays'>;
  readonly now: Date;
  /** Asks services which roles they use; what one did not say is in its answer. */
  readonly rolesInUse: (services: readonly AskedService[]) => Promise<readonly AskedRoles[]>;
}

/** Finds out which of the users and roles that are due to be disabled, or soon will be, somebody needs. No service has a user. */
export async function needed(
  subjects: readonly CleanableSubject[],
  roles: readonly TrustingRole[],
  { rules, now, rolesInUse }: NeededBy,
): Promise<LookedCloser<Pick<CleanableSubject, 'needed'>>> {
  const around = { guardrail: CREDENTIAL_CLEANUP, leftElsewhere: new Map() };
  const due = subjects.filter((one) => isSoonDue(one, rules, now) && leftAlone(one, around) === undefined);
  const ids = new Set(due.map(({ id }) => id));
  const inQuestion = roles.filter(({ id }) => ids.has(id));
  const asked = await rolesInUse(servicesToAsk(inQuestion.map(({ trust }) => trust)));
  const [useOf, namingOf] = [serviceUses(asked), trustNaming(roles)];
  const users = due.filter(({ kind }) => kind === 'user');
  const noted = [
    ...users.map((user) => [user.id, neededFor({ kind: 'none' }, namingOf(user))] as const),
    ...inQuestion.map((role) => {
      const use = useOf({ instanceProfiles: [], ...role });
      return [role.id, neededFor(use, namingOf(role))] as const;
    }),
  ].flatMap(([id, found]) => (found === undefined ? [] : [[id, { needed: found }] as const]));
  return { noted: new Map(noted), remarks: unreadIn(asked) };
}

/** In one line what could not be asked. */
function unreadIn(asked: readonly AskedRoles[]): readonly string[] {
  const unread = asked.flatMap((one) => one.unread.map(({ what, why }) => `${what} (${why})`));
  if (unread.length === 0) return [];
  return [`Roles that services may use were left, for these did not say which they use: ${few(unread, 5)}`];
}
