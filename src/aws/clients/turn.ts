/** Makes one call when its turn has come. @param action such as `GetKeyPolicy` */
export type Turn = <T>(action: string, call: () => Promise<T>) => Promise<T>;
