import type { Acting } from '../../arrays/index.ts';
import { holderById, refuseHolder } from '../../holders/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { Text3 } from '../../platform/text.ts';
import { type Conclusion, contactKinds, type NoticeChannel, type OwnershipMethod } from './contact.ts';
import { type ContactDeps, keepContact, onRecord, vaultRecord } from './contacts.ts';
import {
  contactRows,
  formsOf,
  insertAgreement,
  insertForm,
  insertRequest,
  writeOwnership,
  writePurposeCheck,
} from './contact-store.ts';
import { refuse } from './refusals.ts';

/** CP-13a: a form with which data is collected from subjects is published only if it asks for all three contacts. */
export const publishForm = (
  deps: ContactDeps,
  who: Acting,
  form: { readonly name: Text3; readonly fields: readonly string[] },
): Promise<{ readonly formId: string } | Refusal> =>
  deps.db.tx(systemScope('a holder publishes a form'), async (tx) => {
    const missing = contactKinds.filter((kind) => !form.fields.includes(kind));
    if (missing.length > 0)
      return refuse('COLLECTION_FORM_WITHOUT_CONTACTS', { field: 'fields', details: { missing } });
    const id = uuidv7(deps.clock.real());
    const journalEntryId = await onRecord(deps, tx, who, undefined, 'collection-form.published', id, {
      fields: [...form.fields],
    });
    await insertForm(tx, who.holderId, { id, ...form, published_at: deps.clock.now(), journalEntryId });
    return { formId: id };
  });

/**
 * CP-13a, CP-12e: a subject was asked for contacts on a published form. What was given is kept, and that it was asked for even where
 * everything was left empty; the ways of telling that were agreed too.
 */
export const askContacts = (
  deps: ContactDeps,
  who: Acting,
  subjectId: string,
  given: {
    readonly formId: string;
    readonly contacts: Partial<Record<(typeof contactKinds)[number], string | null>>;
    readonly channels: readonly NoticeChannel[] | null;
  },
): Promise<{ readonly contactsRequested: true; readonly leftEmpty: readonly string[] } | Refusal> =>
  deps.db
    .tx(systemScope('a holder asks a subject for contacts'), async (tx) => {
      const at = { holderId: who.holderId, subjectId };
      if ((await vaultRecord(deps.keys, tx, at)) === null) return refuse('CONTACT_SUBJECT_UNKNOWN');
      if (!(await formsOf(tx, who.holderId)).some((form) => form.id === given.formId))
        return refuse('COLLECTION_FORM_UNKNOWN', { field: 'formId' });
      const said = (kind: (typeof contactKinds)[number]): string => (given.contacts[kind] ?? '').trim();
      const leftEmpty = contactKinds.filter((kind) => said(kind) === '');
      for (const kind of contactKinds.filter((one) => said(one) !== '')) {
        const kept = await keepContact(deps, tx, who, at, {
          kind,
          value: said(kind),
          source: 'subject',
          reference: '',
          donor: null,
        });
        // Nothing of a form that is refused in one place stays.
        if (isRefusal(kept)) throw new RefusedForm({ ...kept, field: `contacts/${kind}` });
      }
      const id = uuidv7(deps.clock.real());
      const journalEntryId = await onRecord(deps, tx, who, subjectId, 'contact.requested', id, { leftEmpty });
      await insertRequest(tx, at, {
        id,
        formId: given.formId,
        left_empty: leftEmpty,
        asked_at: deps.clock.now(),
        journalEntryId,
      });
      if (given.channels !== null && given.channels.length > 0)
        await agree(deps, tx, who, subjectId, given.channels, 'at_collection');
      return { contactsRequested: true as const, leftEmpty };
    })
    .catch((error: unknown) => {
      if (error instanceof RefusedForm) return error.refusal;
      throw error;
    });

class RefusedForm extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** CP-12e: the ways of telling, agreed with the subject; the subject changes them at any time. */
export const agreeChannels = (
  deps: ContactDeps,
  who: Acting,
  subjectId: string,
  channels: readonly NoticeChannel[],
): Promise<{ readonly channels: readonly NoticeChannel[] } | Refusal> =>
  deps.db.tx(systemScope('a subject chooses how to be told'), async (tx) => {
    if ((await holderById(tx, who.holderId)) === null) return refuseHolder('HOLDER_UNKNOWN');
    if ((await vaultRecord(deps.keys, tx, { holderId: who.holderId, subjectId })) === null)
      return refuse('CONTACT_SUBJECT_UNKNOWN');
    const agreed = [...new Set(channels)];
    await agree(deps, tx, who, subjectId, agreed, 'by_subject');
    return { channels: agreed };
  });

async function agree(
  deps: ContactDeps,
  tx: Parameters<typeof insertAgreement>[0],
  who: Acting,
  subjectId: string,
  channels: readonly NoticeChannel[],
  how: 'by_subject' | 'at_collection',
): Promise<void> {
  const id = uuidv7(deps.clock.real());
  const entry = await onRecord(deps, tx, who, subjectId, 'channel-agreement.made', id, {
    channels: [...channels],
    how,
  });
  const unique = [...new Set(channels)];
  await insertAgreement(
    tx,
    { holderId: who.holderId, subjectId },
    { id, channels: unique, how, agreed_at: deps.clock.now() },
    entry,
  );
}

export type ContactCheck =
  | { readonly check: 'ownership'; readonly method: OwnershipMethod; readonly passed: boolean }
  | { readonly check: 'purpose'; readonly conclusion: Conclusion };

/** CP-13f, CP-13g: an officer states what was checked of a contact that is not from the subject. */
export const checkContact = (
  deps: ContactDeps,
  who: Acting,
  where: { readonly subjectId: string; readonly contactId: string },
  made: ContactCheck,
): Promise<{ readonly contactId: string } | Refusal> =>
  deps.db.tx(systemScope('a holder checks a contact'), async (tx) => {
    const at = { holderId: who.holderId, ...where };
    const rows = await contactRows(tx, who.holderId, [where.subjectId]);
    if (!rows.some((row) => row.id === where.contactId)) return refuse('CONTACT_UNKNOWN');
    const stamp = { at: deps.clock.now(), by: who.actor.id };
    if (made.check === 'ownership') await writeOwnership(tx, at, { ...made, ...stamp });
    else await writePurposeCheck(tx, at, { ...made, ...stamp });
    const { check, ...data } = made;
    await onRecord(deps, tx, who, where.subjectId, 'contact.checked', where.contactId, { check, ...data });
    return { contactId: where.contactId };
  });
