/** When messages last told that a user was put into an admin group. A message may be forged: it makes nobody an admin. */
export interface SeenAdds {
  /** By somebody who may, or may turn out to. */
  readonly byAdmin?: Date | undefined;
  /** By somebody who may not. */
  readonly byOther?: Date | undefined;
}

/** What was last seen of a user, and proves nothing: when. */
export interface Hints extends SeenAdds {
  /** A look found it without the deny that an open incident says it has. */
  readonly undenied?: Date | undefined;
  /** A newcomer took its deny off: that is a release, if history makes the newcomer an admin. */
  readonly freed?: Date | undefined;
  /** Of {@link MESSAGES}: one told of an admin's add that history does not know. */
  readonly forged?: Date | undefined;
}

/** In the place of a user: what was seen of the messages that tell of adds. */
export const MESSAGES = 'messages';
