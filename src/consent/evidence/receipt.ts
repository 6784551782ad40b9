import type { Holder } from '../../holders/index.ts';
import type { ConsentRow } from '../store.ts';
import type { PurposeVersion } from '../purposes/purpose.ts';

// A machine-readable receipt in the shape of ISO/IEC TS 27560 (consent record and receipt), with terms of the W3C Data
// Privacy Vocabulary. The context is our own and pinned: a receipt must not change its meaning when somebody edits a page.

const dpv = 'https://w3id.org/dpv#';

/** Served at /contexts/consent-receipt-v1.jsonld and named by each receipt together with its hash. */
export const receiptContext = {
  '@context': {
    '@version': 1.1,
    dpv,
    dct: 'http://purl.org/dc/terms/',
    xsd: 'http://www.w3.org/2001/XMLSchema#',
    mk: 'urn:makulduk:terms:v1#',
    id: '@id',
    type: '@type',
    ConsentRecord: 'dpv:ConsentRecord',
    schemaVersion: 'mk:schemaVersion',
    status: { '@id': 'dpv:hasConsentStatus', '@type': '@vocab' },
    ConsentGiven: 'dpv:ConsentGiven',
    ConsentRefused: 'dpv:ConsentRefused',
    ConsentWithdrawn: 'dpv:ConsentWithdrawn',
    ConsentExpired: 'dpv:ConsentExpired',
    ConsentInvalidated: 'dpv:ConsentInvalidated',
    ConsentUnknown: 'dpv:ConsentUnknown',
    piiController: 'dpv:hasDataController',
    piiPrincipal: 'dpv:hasDataSubject',
    purpose: 'dpv:hasPurpose',
    personalData: { '@id': 'dpv:hasPersonalData', '@container': '@set' },
    processing: { '@id': 'dpv:hasProcessing', '@container': '@set' },
    recipient: { '@id': 'dpv:hasRecipient', '@container': '@set' },
    legalBasis: { '@id': 'dpv:hasLegalBasis', '@type': '@vocab' },
    Consent: 'dpv:Consent',
    notice: 'dpv:hasNotice',
    language: 'dct:language',
    title: { '@id': 'dct:title', '@container': '@language' },
    givenAt: { '@id': 'dpv:isIndicatedAtTime', '@type': 'xsd:dateTime' },
    validUntil: { '@id': 'dpv:hasExpiryTime', '@type': 'xsd:dateTime' },
    endedAt: { '@id': 'mk:endedAt', '@type': 'xsd:dateTime' },
    jurisdiction: 'dpv:hasJurisdiction',
    documentHash: 'mk:documentHash',
    manifestHash: 'mk:manifestHash',
    journalEntry: 'mk:journalEntry',
    evidenceMode: 'mk:evidenceMode',
    withdrawal: 'mk:withdrawBy',
    norm: { '@id': 'mk:norm', '@container': '@set' },
    code: 'mk:code',
  },
} as const;

const statusOf: Readonly<Record<ConsentRow['state'], string>> = {
  active: 'ConsentGiven',
  pending: 'ConsentGiven',
  declined: 'ConsentRefused',
  withdrawn: 'ConsentWithdrawn',
  expired: 'ConsentExpired',
  replaced: 'ConsentWithdrawn',
  invalid: 'ConsentInvalidated',
  frozen: 'ConsentUnknown',
  unproven: 'ConsentUnknown',
};

/** DECISIONS 12: every decision, a refusal too, has its receipt. It names the subject by the pairwise id only. */
export function consentReceipt(
  row: ConsentRow,
  holder: Holder,
  version: PurposeVersion,
  publicUrl: string,
): Record<string, unknown> {
  const items = version.body.categories.filter((category) => row.categories.includes(category.code));
  return {
    '@context': `${publicUrl}/contexts/consent-receipt-v1.jsonld`,
    id: `urn:uuid:${row.id}`,
    type: 'ConsentRecord',
    schemaVersion: 'ISO/IEC TS 27560:2023; makulduk/1',
    status: statusOf[row.state],
    givenAt: row.given_at.toISOString(),
    ...(row.valid_until === null ? {} : { validUntil: row.valid_until.toISOString() }),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at.toISOString() }),
    jurisdiction: 'KG',
    piiPrincipal: { id: `urn:uuid:${row.subject_id}` },
    piiController: { id: `${publicUrl}/holders/${holder.id}`, title: holder.body.name, code: holder.code },
    purpose: {
      id: `urn:uuid:${row.purpose_id}`,
      code: version.body.code,
      title: version.body.text,
      norm: ['CP-8d-2', 'PD-9.6-7b'],
    },
    personalData: items.map((item) => ({ code: item.code, title: item.text })),
    processing: row.actions.map((code) => ({ code })),
    recipient: row.transfer
      ? (version.body.recipients ?? []).map((one) => ({ code: one.code, title: one.name, jurisdiction: one.country }))
      : [],
    legalBasis: 'Consent',
    notice: row.notice_id === null ? null : { id: `urn:uuid:${row.notice_id}` },
    documentHash: row.document_hash.toString('hex'),
    manifestHash: row.manifest_hash.toString('hex'),
    journalEntry: `urn:uuid:${row.journal_entry_id}`,
    ...(row.evidence_mode === null ? {} : { evidenceMode: row.evidence_mode }),
    withdrawal: `${publicUrl}/me/consents/${row.id}/withdraw`,
  };
}
