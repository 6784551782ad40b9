import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CompletenessContext, checkComplete, complete } from './completeness.ts';
import type { ConsentDraft, Medium } from './document.ts';
import { elements } from './elements.ts';
import { elementNames } from './elements.messages.ts';
import {
  byRepresentative,
  manyItems,
  sampleConsent,
  sampleContext,
  sampleCp8,
  sampleRepresentative,
} from './sample-data.ts';

// A requirement row is judged in its own act's profile: CP-* under the decree alone, PD-* under the draft law alone.
const underDecree: CompletenessContext = { ...sampleContext, acts: ['CP'] };
const underDraftLaw: CompletenessContext = { ...sampleContext, acts: ['PD'] };
const media: readonly Medium[] = ['paper', 'electronic_document'];

type Change = (draft: ConsentDraft) => ConsentDraft;
const subject =
  (change: object): Change =>
  (d) => ({ ...d, subject: { ...d.subject, ...change } });
const subjectPaper =
  (change: object): Change =>
  (d) =>
    subject({ identityDocument: { ...d.subject?.identityDocument, ...change } })(d);
const agent =
  (change: object): Change =>
  (d) => ({ ...d, representative: { ...d.representative, ...change } });
const agentPaper =
  (change: object): Change =>
  (d) =>
    agent({ identityDocument: { ...d.representative?.identityDocument, ...change } })(d);
const form =
  (change: object): Change =>
  (d) => ({ ...d, standardForm: { ...d.standardForm, ...change } });
const top =
  (change: object): Change =>
  (d) => ({ ...d, ...change });

const missingOf = (draft: ConsentDraft, context: CompletenessContext): unknown => {
  const refusal = checkComplete(draft, context);
  assert.equal(refusal?.code, 'CONSENT_INCOMPLETE', JSON.stringify(refusal));
  return refusal?.details?.['missing'];
};

const surnameLess = { name: { ...sampleConsent.subject.name, surname: ' ' } };
const cp8: readonly (readonly [string, Change])[] = [
  ['CP-8a-1', subject(surnameLess)],
  ['CP-8a-2', subject({ address: null })],
  ['CP-8a-3', subjectPaper({ number: '' })],
  ['CP-8c-1', top({ obtainedBy: { ...sampleCp8.obtainedBy, name: { ky: '' } } })],
  ['CP-8c-2', top({ obtainedBy: { ...sampleCp8.obtainedBy, address: { ky: '' } } })],
  ['CP-8d-1', top({ grounds: [] })],
  ['CP-8d-2', top({ purposes: [] })],
  ['CP-8e', top({ dataItems: [] })],
  ['CP-8f-1', top({ processors: { stated: 'none' } })],
  ['CP-8g-1', top({ actions: [] })],
  ['CP-8g-2', top({ thirdPartyTransfer: null })],
  ['CP-8g-3', top({ otherUse: { possible: null } })],
  ['CP-8g-4', top({ methods: { kind: 'mixed', text: { ky: '' } } })],
  ['CP-8h-1', top({ validity: { from: '2026-11-21', end: null } })],
];
for (const [id, change] of cp8)
  for (const medium of media)
    test(`${id} CP-8: a consent without it is refused, and only it is named (${medium})`, () => {
      assert.deepEqual(missingOf(change({ ...sampleCp8, medium }), underDecree), [id]);
    });

const cp8Representative: readonly (readonly [string, Change])[] = [
  ['CP-8b-1', agent({ name: { surname: '', givenName: '', patronymic: null } })],
  ['CP-8b-2', agent({ address: null })],
  ['CP-8b-3', agentPaper({ issuedBy: '' })],
];
for (const [id, change] of cp8Representative)
  for (const medium of media)
    test(`${id}: a representative's consent without it is refused, and only it is named (${medium})`, () => {
      assert.deepEqual(missingOf(change({ ...byRepresentative(sampleCp8), medium }), underDecree), [id]);
    });

const cpForm: readonly (readonly [string, Change])[] = [
  ['CP-F-02', form({ place: '' })],
  ['CP-F-04', subject(surnameLess)],
  ['CP-F-05', subject({ address: { kind: 'residence', text: '' } })],
  ['CP-F-06', subjectPaper({ type: '', typeName: null })],
  ['CP-F-07', subjectPaper({ series: null })],
  ['CP-F-08', subjectPaper({ number: null })],
  ['CP-F-10', subjectPaper({ issuedBy: '' })],
  ['CP-F-21a', top({ holder: { ...sampleConsent.holder, name: { ky: ' ' } } })],
  ['CP-F-21b', top({ holder: { ...sampleConsent.holder, address: null } })],
  [
    'CP-F-21c',
    top({ processors: { stated: 'named', list: [{ id: 'makulduk', name: { ky: '' }, address: { ky: 'x' } }] } }),
  ],
  ['CP-F-25', top({ dataItems: [] })],
  ['CP-F-27', form({ service: null })],
  ['CP-F-33', top({ signedOn: '' })],
];
for (const [id, change] of cpForm)
  for (const medium of media)
    test(`${id}: the standard form without it is refused by that id (${medium})`, () => {
      const missing = missingOf(change({ ...sampleConsent, medium }), underDecree) as string[];
      assert.ok(missing.includes(id), missing.join());
      // Besides it stands at most the row of paragraph 8 that asks for the same element.
      assert.ok(
        missing.filter((one) => one.startsWith('CP-F')).every((one) => one === id),
        missing.join(),
      );
    });

const principal: readonly (readonly [string, Change])[] = [
  ['CP-F-12', subject(surnameLess)],
  ['CP-F-13', subject({ address: null })],
  ['CP-F-14', subjectPaper({ type: '', typeName: null })],
  ['CP-F-15', subjectPaper({ series: '' })],
  ['CP-F-16', subjectPaper({ number: '' })],
  ['CP-F-18', subjectPaper({ issuedBy: '' })],
];
for (const [id, change] of principal)
  test(`${id} CP-F-11: when a representative signs, the block without it is refused by that id`, () => {
    const missing = missingOf(change(byRepresentative(sampleConsent)), underDecree) as string[];
    assert.deepEqual(
      missing.filter((one) => one.startsWith('CP-F')),
      [id],
    );
  });

const draftLaw: readonly (readonly [string, Change])[] = [
  ['PD-9.6-1a', top({ holder: { ...sampleCp8.holder, name: null } })],
  [
    'PD-9.6-1b',
    top({ holder: { ...sampleCp8.holder, identity: { kind: 'organisation', taxNumber: '1', registration: null } } }),
  ],
  ['PD-9.6-2', subject({ name: { surname: 'Үсөнбаева', givenName: '', patronymic: null } })],
  ['PD-9.6-3', top({ validity: null })],
  ['PD-9.6-4', top({ thirdPartyTransfer: null })],
  ['PD-9.6-5', top({ crossBorder: null })],
  ['PD-9.6-6', top({ publicDistribution: null })],
  ['PD-9.6-7b', top({ dataItems: sampleCp8.dataItems.map((item) => ({ ...item, purposes: [] })) })],
];
for (const [id, change] of draftLaw)
  for (const medium of media)
    test(`${id} PD-9.6: a consent without it is refused, and only it is named (${medium})`, () => {
      assert.deepEqual(missingOf(change({ ...sampleCp8, medium }), underDraftLaw), [id]);
    });

test('PD-9.6-7a: a consent without a list of data is refused by that id', () => {
  assert.deepEqual(missingOf({ ...sampleCp8, dataItems: [] }, underDraftLaw), ['PD-9.6-7a']);
});

test('PD-9.6-1b: a natural person as holder gives the personal number instead', () => {
  const holder = {
    ...sampleCp8.holder,
    identity: { kind: 'natural_person' as const, personalNumber: '20101189900000' },
  };
  assert.equal(checkComplete({ ...sampleCp8, holder }, underDraftLaw), null);
});

test('PD-9.6-2 CP-8a-1: a patronymic may be stated to be absent, but not just left out', () => {
  const { surname, givenName } = sampleCp8.subject.name;
  const absent = { surname, givenName, patronymic: null };
  assert.equal(checkComplete({ ...subject({ name: absent })(sampleCp8), signatureName: absent }, sampleContext), null);
  assert.deepEqual(missingOf(subject({ name: { surname, givenName } })(sampleCp8), underDecree), ['CP-8a-1']);
});

test('PD-9.6-8: a stated extra field has a label and a value', () => {
  assert.deepEqual(missingOf({ ...sampleCp8, extra: [{ label: { ky: 'Тил' }, value: { ky: '' } }] }, underDraftLaw), [
    'PD-9.6-8',
  ]);
});

test('CP-8f-2: with no processor, the statement that there is none is enough', () => {
  const context = { ...sampleContext, processorIds: [] };
  assert.equal(checkComplete({ ...sampleCp8, processors: { stated: 'none' } }, context), null);
  assert.deepEqual(
    missingOf({ ...sampleCp8, processors: { stated: 'named', list: [] } }, { ...context, acts: ['CP'] }),
    ['CP-8f-1'],
  );
});

test('CP-8h-2: a term set by law is accepted with its provision and refused without it', () => {
  const byLaw = (ky: string): ConsentDraft => ({
    ...sampleCp8,
    validity: { from: '2026-11-21', end: { kind: 'by_law', provision: { ky } } },
  });
  assert.equal(checkComplete(byLaw('Мыйзамдын 9-беренеси'), sampleContext), null);
  assert.deepEqual(missingOf(byLaw(''), underDecree), ['CP-8h-1']);
});

test('CP-8b-4 CP-F-19: a representative without the requisites of the authority is refused', () => {
  for (const change of [{ authority: null }, { authority: { ...sampleRepresentative.authority, number: '' } }])
    for (const doc of [sampleConsent, sampleCp8])
      assert.equal(
        checkComplete(agent(change)(byRepresentative(doc)), sampleContext)?.code,
        'REPRESENTATIVE_AUTHORITY_MISSING',
      );
  const byLaw = {
    ...sampleRepresentative.authority,
    kind: 'law' as const,
    provision: '69-берене',
    number: null,
    date: null,
    issuedBy: null,
  };
  assert.equal(checkComplete(agent({ authority: byLaw })(byRepresentative(sampleConsent)), sampleContext), null);
});

test('CP-8b-4: an expired authority signs nothing', () => {
  const expired = { authority: { ...sampleRepresentative.authority, validUntil: '2026-11-20' } };
  const refusal = checkComplete(agent(expired)(byRepresentative(sampleConsent)), sampleContext);
  assert.equal(refusal?.code, 'AUTHORITY_EXPIRED');
  assert.match(refusal?.text.ky ?? '', /2026-жылдын 20-ноябры/);
});

test("CP-8b-5 CP-F-11: the subject's own consent needs no representative, and has none", () => {
  assert.equal(checkComplete(sampleConsent, sampleContext), null);
  const both = { ...sampleConsent, representative: sampleRepresentative };
  assert.equal(checkComplete(both, sampleContext)?.code, 'REPRESENTATIVE_NOT_EXPECTED');
});

test('CP-9: for a service, only the standard form in force is a consent', () => {
  const free = { ...sampleConsent, template: { id: 'consent-cp8' as const, hash: 'a'.repeat(64) } };
  const altered = { ...sampleConsent, template: { id: 'standard-form' as const, hash: '0'.repeat(64) } };
  for (const serviceKind of ['state', 'municipal'] as const)
    for (const draft of [free, altered])
      assert.equal(checkComplete({ ...draft, serviceKind }, sampleContext)?.code, 'STANDARD_FORM_REQUIRED');
});

test('CP-S2: paragraph 8 is asked of every consent, the standard form of services besides', () => {
  assert.deepEqual(missingOf({ ...sampleCp8, grounds: [] }, underDecree), ['CP-8d-1']);
  assert.deepEqual(missingOf({ ...sampleConsent, grounds: [] }, underDecree), ['CP-8d-1']);
  const missing = missingOf(
    { ...sampleConsent, serviceKind: 'municipal', standardForm: null },
    underDecree,
  ) as string[];
  assert.ok(missing.length > 5 && missing.every((id) => id.startsWith('CP-F-')), missing.join());
});

test('CP-F-03: the head date is not after the day of signing', () => {
  const refusal = checkComplete(form({ formDate: '2026-11-22' })(sampleConsent), sampleContext);
  assert.equal(refusal?.code, 'DATE_ORDER');
  assert.deepEqual(refusal?.law, ['CP-F-03']);
});

test('CP-F-32: processing does not start before the day of signing', () => {
  const refusal = checkComplete(form({ processingStartsOn: '2026-11-20' })(sampleConsent), sampleContext);
  assert.equal(refusal?.code, 'DATE_ORDER');
  assert.deepEqual(refusal?.law, ['CP-F-32']);
});

test('the day of signing is not in the future, and no consent ends before it begins', () => {
  const later = { ...sampleCp8, signedOn: '2026-11-22' };
  assert.equal(checkComplete(later, sampleContext)?.code, 'DATE_ORDER');
  const ended = { ...sampleCp8, validity: { from: '2026-11-21', end: { kind: 'date' as const, until: '2026-11-20' } } };
  assert.equal(checkComplete(ended, sampleContext)?.code, 'DATE_ORDER');
});

test('CP-F-29a: the consent is valid from the day of signing', () => {
  const early = { ...sampleConsent, validity: { ...sampleConsent.validity, from: '2026-11-20' } };
  assert.equal(checkComplete(early, sampleContext)?.code, 'VALIDITY_START');
});

test('CP-F-09 CP-F-17: a document issued in the future is refused, for the signatory and for the person represented', () => {
  const future = subjectPaper({ issuedOn: '2026-11-22' });
  assert.equal(checkComplete(future(sampleConsent), sampleContext)?.code, 'ISSUE_DATE_IN_FUTURE');
  assert.equal(checkComplete(future(byRepresentative(sampleConsent)), sampleContext)?.code, 'ISSUE_DATE_IN_FUTURE');
  const agents = agentPaper({ issuedOn: '2027-01-01' })(byRepresentative(sampleConsent));
  assert.equal(checkComplete(agents, sampleContext)?.code, 'ISSUE_DATE_IN_FUTURE');
});

test('CP-F-28: each of the three items must have been acknowledged', () => {
  for (const left of ['CP-F-29', 'CP-F-30', 'CP-F-31']) {
    const items = ['CP-F-29', 'CP-F-30', 'CP-F-31'].filter((one) => one !== left);
    const refusal = checkComplete(
      form({ acknowledgements: { items, at: '2026-11-21T12:04:00Z' } })(sampleConsent),
      sampleContext,
    );
    assert.equal(refusal?.code, 'ACKNOWLEDGEMENT_MISSING');
    assert.deepEqual(refusal?.details, { missing: [left] });
  }
});

test('CP-F-35: the name beside the signature is that of the signatory, whoever that is', () => {
  const other = { ...sampleConsent, signatureName: sampleRepresentative.name };
  assert.equal(checkComplete(other, sampleContext)?.code, 'SIGNER_MISMATCH');
  const subjects = { ...byRepresentative(sampleConsent), signatureName: sampleConsent.subject.name };
  assert.equal(checkComplete(subjects, sampleContext)?.code, 'SIGNER_MISMATCH');
  const shouted = { surname: 'ҮСӨНБАЕВА', givenName: 'Айгүл ', patronymic: 'Өмүрбековна' };
  assert.equal(checkComplete({ ...sampleConsent, signatureName: shouted }, sampleContext), null);
});

test('CP-F-26: data that the purpose does not require cannot be listed', () => {
  const refusal = checkComplete(
    { ...sampleConsent, dataItems: manyItems },
    { ...sampleContext, askedItems: ['full_name'] },
  );
  assert.equal(refusal?.code, 'DATA_ITEM_NOT_REQUIRED');
});

test('a permission that the document rules out elsewhere is refused', () => {
  const ticked = form({ permits: { processing: true, transfer: true, crossBorder: false } })(sampleConsent);
  assert.equal(checkComplete(ticked, sampleContext)?.code, 'STATEMENTS_CONTRADICT');
  const acted = { ...sampleCp8, actions: [...sampleCp8.actions, 'cross_border_transfer' as const] };
  assert.equal(checkComplete(acted, sampleContext)?.code, 'STATEMENTS_CONTRADICT');
});

test('the empty draft is refused with every element it lacks, and a complete one becomes a document', () => {
  const { format, consentId, medium, serviceKind, signerRole, profile, languages } = sampleConsent;
  const { template, notice, purposeVersion, salt } = sampleConsent;
  const empty = {
    format,
    consentId,
    medium,
    serviceKind,
    signerRole,
    profile,
    languages,
    template,
    notice,
    purposeVersion,
    salt,
  };
  const missing = missingOf(empty, sampleContext) as string[];
  assert.ok(missing.length > 35, String(missing.length));
  assert.equal(complete(sampleConsent, sampleContext), sampleConsent);
});

test('every element has a name in three languages for the refusal that lists it', () => {
  for (const { id } of elements) assert.ok(elementNames[id]?.ky && elementNames[id].ru && elementNames[id].en, id);
});
