import type { Refusal } from '../../platform/refusal.ts';
import { refuse } from './refusals.ts';

// CP-13: where a contact of a subject is from, and what must be known of it before it may be written to. Pure.

export const contactKinds = ['address', 'phone', 'email'] as const;
export type ContactKind = (typeof contactKinds)[number];
export const contactSources = ['subject', 'state_body', 'public_source', 'other_holder', 'authority'] as const;
export type ContactSource = (typeof contactSources)[number];
export const ownershipMethods = ['state_is_identification', 'prior_contact', 'other'] as const;
export type OwnershipMethod = (typeof ownershipMethods)[number];
export const conclusions = ['compatible', 'contradicts'] as const;
export type Conclusion = (typeof conclusions)[number];

/** CP-12d: the decree's four ways of telling, and by what contact each reaches somebody. */
export const kindOfChannel = { phone: 'phone', sms: 'phone', letter: 'address', email: 'email' } as const;
export type NoticeChannel = keyof typeof kindOfChannel;
export const noticeChannels = Object.keys(kindOfChannel) as NoticeChannel[];

/** CP-13h, CP-13i: on what the holder that gave the contact could give it. */
export type Donor =
  | { readonly kind: 'consent'; readonly reference: string }
  | { readonly kind: 'not_required_by_law'; readonly provision: string };

export type Checks = {
  readonly source: ContactSource;
  readonly ownership: { readonly method: OwnershipMethod; readonly passed: boolean } | null;
  readonly purpose: Conclusion | null;
};

/** CP-13f, CP-13g: why a contact may not be used; null = it may. What the subject itself gave needs no checks. */
export function unusable({ source, ownership, purpose }: Checks): Refusal | null {
  if (source === 'subject') return null;
  if (ownership?.passed !== true) return refuse('CONTACT_OWNERSHIP_UNVERIFIED');
  if (purpose === 'contradicts') return refuse('CONTACT_PURPOSE_INCOMPATIBLE');
  return purpose === null ? refuse('CONTACT_PURPOSE_UNCHECKED') : null;
}

/** CP-13e, CP-13h, CP-13i: what must be said of a source when a contact is saved; null = it is. */
export function wrongSource(source: ContactSource, reference: string, donor: Donor | null): Refusal | null {
  if (source === 'subject' || source === 'authority') return null;
  if (reference.trim() === '') return refuse('CONTACT_SOURCE_UNNAMED', { field: 'reference' });
  if (source !== 'other_holder') return null;
  if (donor === null) return refuse('CONTACT_DONOR_NO_CONSENT', { field: 'donor' });
  const said = donor.kind === 'consent' ? donor.reference : donor.provision;
  if (said.trim() !== '') return null;
  return donor.kind === 'consent'
    ? refuse('CONTACT_DONOR_NO_CONSENT', { field: 'donor/reference' })
    : refuse('CONTACT_DONOR_NO_CONSENT', { field: 'donor/provision', law: ['CP-13i', 'CP-13h'] });
}
