// What the client uses of Node.
declare module 'node:assert/strict' {
  const assert: {
    ok(is: unknown, otherwise?: string): void;
    equal(is: unknown, expected: unknown): void;
    deepEqual(is: unknown, expected: unknown): void;
  };
  export default assert;
}
declare module 'node:fs' {
  export function readFileSync(path: string, charset: 'utf8'): string;
}
declare module 'node:process' {
  export const argv: string[];
}
