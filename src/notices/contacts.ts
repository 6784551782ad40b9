import { type Keys, livingPerson, type PersonRecord } from '../keys/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { Lang } from '../platform/text.ts';
import type { ChannelName, NoticesDeps } from './types.ts';

export type Contacts = { readonly lang: Lang; readonly address: Readonly<Partial<Record<ChannelName, string>>> };

const nobody: Contacts = { lang: 'ky', address: {} };

/** Where a subject can be reached now. Nobody writes to a frozen, erased or deceased person. */
export async function contactsOf(
  deps: { readonly keys: Keys; readonly langOf?: NoticesDeps['langOf'] },
  tx: Tx,
  subjectId: string,
  holderId: string,
): Promise<Contacts> {
  const person = await livingPerson(deps.keys, tx, deps.keys.personIdOf(subjectId, holderId));
  if (person === undefined || person.state !== 'active' || person.record === null) return nobody;
  const email = reach(person.record, 'email');
  const sms = reach(person.record, 'phone');
  return {
    lang: (await deps.langOf?.(tx, person.personId)) ?? 'ky',
    address: { ...(email === undefined ? {} : { email }), ...(sms === undefined ? {} : { sms }) },
  };
}

// A verified contact before one that was only stated.
function reach(record: PersonRecord, kind: 'phone' | 'email'): string | undefined {
  const all = record.contacts.filter((contact) => contact.kind === kind);
  return (all.find((contact) => contact.verifiedAt !== undefined) ?? all[0])?.value;
}
