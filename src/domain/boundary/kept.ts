/** A resource that keeps a service for more roles than these is named once, with their number. */
const FEW = 5;

/** Whether so many roles keep a service by one resource that its policy seldom means each of them. */
export function isWide(roles: number): boolean {
  return roles > FEW;
}
