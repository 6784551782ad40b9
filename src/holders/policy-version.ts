import type { Text3 } from '../platform/text.ts';

export type PolicyState = 'draft' | 'approved' | 'announced' | 'in_force' | 'superseded';

/** SP-10a, SP-23: one edition of a holder's privacy policy. Immutable from its approval on; only its standing moves. */
export type PolicyVersion = {
  readonly id: string;
  readonly holderId: string;
  readonly number: number;
  readonly state: PolicyState;
  readonly body: PolicyBody;
  readonly hash: Uint8Array;
  readonly lastUpdatedOn: string | null;
  readonly announcedAt: Date | null;
  readonly inForceFrom: Date | null;
  readonly supersededAt: Date | null;
};

/** What other modules read of a policy's body: its closed lists. The whole is `PrivacyPolicy` of src/holders/policy. */
export type PolicyBody = {
  readonly document: { readonly code: string; readonly title: Text3 };
  readonly dataCategories:
    | readonly {
        readonly code: string;
        readonly text: Text3;
        readonly special: boolean | null;
        readonly specialCategory: string | null;
        readonly decreeCategory: string | null;
      }[]
    | null;
  readonly subjectCategories: readonly { readonly code: string; readonly text: Text3 }[] | null;
  readonly purposes:
    | readonly { readonly code: string; readonly text: Text3; readonly dataCategories: readonly string[] | null }[]
    | null;
  readonly legalBases: readonly { readonly code: string; readonly text: Text3; readonly kind: string }[] | null;
  readonly specialCategories: {
    readonly position: 'not_processed' | 'processed_under_art8' | null;
    readonly list?: readonly { readonly code: string }[] | null;
  } | null;
};
