import type { NoticeClass } from './notice';

/** The channel that is always there: the addresses subscribed to the topic. */
export const EMAIL = 'email';

/** Which channels are told, by the class of the notice. */
export type ClassRoutes = { readonly [Class in NoticeClass]?: readonly string[] | undefined };

/** The same for all guardrails, and for one of them where it chooses otherwise. */
export interface Routes extends ClassRoutes {
  readonly guardrails?: Readonly<Record<string, ClassRoutes | undefined>> | undefined;
}

/** What a notice is sent by. */
export interface Routed {
  readonly guardrail: string;
  readonly class: NoticeClass;
}

/** Names of the channels that are told of a notice; by mail where nobody chose. */
export function channelsFor(routes: Routes, { guardrail, class: of }: Routed): readonly string[] {
  return routes.guardrails?.[guardrail]?.[of] ?? routes[of] ?? [EMAIL];
}
