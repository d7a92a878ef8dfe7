/** The part of asl-validator that the tests use; the package brings no types. */
declare module 'asl-validator' {
  function validate(definition: object): {
    readonly isValid: boolean;
    readonly errorsText: (separator: string) => string;
  };
  export = validate;
}
