import type fc from 'fast-check';

/** What strangers may change, and what must never come of it. */
export type Target = {
  readonly name: string;
  readonly changed: fc.Arbitrary<Buffer>;
  /**
   * 'unread': no message at all; 'refused': read, and it convinces nobody; 'same': what was signed is untouched, and says what it said.
   * @throws AssertionError for everything else, and whatever the reader must not throw
   */
  readonly check: (changed: Buffer) => 'unread' | 'refused' | 'same';
};
